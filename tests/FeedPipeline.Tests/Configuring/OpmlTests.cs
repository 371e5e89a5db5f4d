using System.Text;
using FeedPipeline.Configuring;
using FeedPipeline.Feeds;

namespace FeedPipeline.Tests.Configuring;

public sealed class OpmlTests
{
    private const string Post = """<outline text="Post" xmlUrl="https://example.com/rss"/>""";

    [Fact]
    public void Folders_become_labels()
    {
        var opml = Read("""
            <opml version="2.0"><body>
              <outline text="World News"><outline text="Europe">
                <outline type="rss" text="Post" xmlUrl="https://example.com/rss" htmlUrl="https://example.com/" category="/Daily,daily, x"/>
              </outline></outline>
              <outline text="Loose" xmlUrl="https://example.org/rss"/>
            </body></opml>
            """);

        Assert.Equal(["Post", "Loose"], opml.Feeds.Select(feed => feed.Feed.Name));
        Assert.Equal(["world-news", "europe", "daily", "x"], opml.Feeds[0].Feed.Tags);
        Assert.Equal("https://example.com/", opml.Feeds[0].Feed.SiteUrl);
        Assert.Empty(opml.Feeds[1].Feed.Tags);
    }

    [Theory]
    [InlineData("Tom & \"Jerry\" <1>", "adaptive", "auto", "a,b")]
    [InlineData("Zeit für 🗞", "every 15m", "never", "")]
    [InlineData("Post", "cron 0 0 6 * * ?", "always", "ein-wort")]
    public void What_is_written_is_read_again(string name, string schedule, string fullText, string tags)
    {
        var labels = tags.Split(',', StringSplitOptions.RemoveEmptyEntries);

        var feed = Assert.Single(Read(Opml.Write([Status(name, schedule, fullText, labels)])).Feeds).Feed;

        Assert.Equal((name, "https://example.com/rss?a=1&b=2", "https://example.com/"), (feed.Name, feed.Url, feed.SiteUrl));
        Assert.Equal((schedule, fullText), (feed.Schedule.ToString(), feed.FullText.ToString().ToLowerInvariant()));
        Assert.Equal(labels, feed.Tags);
    }

    [Theory]
    [InlineData("\uFFFE")]
    [InlineData("\uFFFF")]
    [InlineData("\u0001")]
    public void Characters_that_xml_cannot_hold_are_left_out(string odd)
    {
        var feed = Assert.Single(Read(Opml.Write([Status("Po" + odd + "st", "adaptive", "auto", ["a" + odd])])).Feeds).Feed;

        Assert.Equal(("Post", "a"), (feed.Name, Assert.Single(feed.Tags)));
    }

    [Fact]
    public void Wrong_addresses_are_left_out_with_their_line()
    {
        var opml = Read($"""
            <opml><body>
              <outline text="Mail" xmlUrl="mailto:desk@example.com"/>
              <outline text="Empty" xmlUrl=""/>
              {Post}
            </body></opml>
            """);

        Assert.Equal(
            ["line 2: not an http or https URL, left out: mailto:desk@example.com", "line 3: not an http or https URL, left out: "], opml.Problems);
        Assert.Single(opml.Feeds);
    }

    [Theory]
    [InlineData('a', 5000)]
    [InlineData('漢', 300)]
    public void An_address_too_long_to_be_stored_is_left_out(char piece, int count)
    {
        var opml = Read($"<opml><body>{Post}<outline xmlUrl=\"https://example.com/{new string(piece, count)}\"/></body></opml>");

        Assert.Single(opml.Feeds);
        Assert.StartsWith("line 1: the URL has more than 2000 characters, left out: https://example.com/", Assert.Single(opml.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Each_address_counts_once()
    {
        var opml = Read($"""<opml><body>{Post}<outline xmlurl=" https://EXAMPLE.com:443/rss "/></body></opml>""");

        Assert.Equal("Post", Assert.Single(opml.Feeds).Feed.Name);
    }

    [Fact]
    public void Unknown_schedules_and_modes_are_the_usual_ones()
    {
        var feed = Assert.Single(Read("""<opml><body><outline xmlUrl="https://example.com/rss" schedule="hourly" fullText="some"/></body></opml>""").Feeds).Feed;

        Assert.Equal(("adaptive", FullText.Auto, "example.com"), (feed.Schedule.ToString(), feed.FullText, feed.Name));
    }

    [Theory]
    [InlineData("7")]
    [InlineData("-1")]
    public void A_number_is_no_mode(string mode) =>
        Assert.Equal(FullText.Auto, Assert.Single(Read($"""<opml><body><outline xmlUrl="https://example.com/rss" fullText="{mode}"/></body></opml>""").Feeds).Feed.FullText);

    [Theory]
    [InlineData("<!DOCTYPE opml SYSTEM \"file:///etc/passwd\">")]
    [InlineData("<!DOCTYPE opml SYSTEM \"http://192.0.2.1/opml.dtd\">")]
    [InlineData("<!DOCTYPE opml [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]>")]
    public void A_document_type_is_not_followed(string doctype) => Assert.Single(Read(doctype + $"<opml><body>{Post}</body></opml>").Feeds);

    [Theory]
    [InlineData("<!DOCTYPE opml [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><opml><body><outline text=\"&a;\"/></body></opml>")]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("{\"version\":1}")]
    [InlineData("<rss version=\"2.0\"/>")]
    [InlineData("<opml><body><outline")]
    [InlineData("<opml><body></opml>")]
    [InlineData("<?xml version=\"1.0\" encoding=\"klingon\"?><opml/>")]
    [InlineData("<?xml version=\"1.0\" encoding=\"utf-16\"?><opml/>")]
    [InlineData("<?xml version=\"9.0\"?><opml/>")]
    [InlineData("<opml>\0</opml>")]
    public void What_is_not_opml_is_refused(string text)
    {
        var opml = Read(text);

        Assert.StartsWith("not OPML: ", opml.Refusal, StringComparison.Ordinal);
        Assert.Empty(opml.Feeds);
    }

    [Theory]
    [InlineData(new byte[] { 0xFF, 0xFE })]
    [InlineData(new byte[] { 0xFF, 0xFE, 0x00 })]
    [InlineData(new byte[] { 0xFE, 0xFF, 0xD8 })]
    [InlineData(new byte[] { 0x3C, 0xC3, 0x28 })]
    [InlineData(new byte[] { 0x00, 0x00, 0xFE, 0xFF })]
    public void Broken_bytes_are_refused(byte[] bytes) => Assert.NotNull(Opml.Read(bytes).Refusal);

    [Fact]
    public void An_empty_list_is_a_list()
    {
        var opml = Read("<OPML/>");

        Assert.Null(opml.Refusal);
        Assert.Empty(opml.Feeds);
    }

    [Fact]
    public void Folders_without_end_are_followed_to_a_limit()
    {
        var deep = string.Concat(Enumerable.Range(0, 20_000).Select(depth => $"<outline text=\"f{depth}\">"));

        var feed = Assert.Single(Read($"<opml><body>{deep}{Post}{string.Concat(Enumerable.Repeat("</outline>", 20_000))}</body></opml>").Feeds).Feed;

        Assert.Equal(32, feed.Tags.Count);
    }

    /// <summary>A valid file with bytes overwritten, 3,000 seeded times.</summary>
    [Fact]
    public void Damage_never_throws()
    {
        var whole = Encoding.UTF8.GetBytes($"""<?xml version="1.0" encoding="utf-8"?><!DOCTYPE opml [<!ENTITY a "b">]><opml><body><outline text="F">{Post}</outline></body></opml>""");
        var random = new Random(20261121);
        for (var i = 0; i < 3_000; i++)
        {
            var damaged = whole.ToArray();
            for (var hits = random.Next(1, 6); hits > 0; hits--)
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);

            Assert.Null(Record.Exception(() => Opml.Write(Opml.Read(damaged).Feeds.Select(feed => Status(feed.Feed.Name, "adaptive", "auto", feed.Feed.Tags)))));
        }
    }

    private static Opml Read(string text) => Opml.Read(Encoding.UTF8.GetBytes(text));

    [Fact]
    public void All_that_has_a_meaning_for_us_comes_back()
    {
        var declared = Status("Post", "adaptive within 10m", "always", ["a", "b"]) with { IsPaused = true, KeepAge = TimeSpan.FromDays(90), KeepCount = 7 };
        declared = declared with { Feed = declared.Feed with { Identity = Identity.LinkDate, Owner = "desk", Quiet = QuietHours.Parse("22:00-06:00 Europe/Berlin"), TlsException = "old" } };

        var again = Assert.Single(Read(Opml.Write([declared])).Feeds);

        Assert.Equal(FeedsFileText.Write([declared], []), FeedsFileText.Write([again], []));
        Assert.Equal(declared.Feed.SiteUrl, again.Feed.SiteUrl);
    }

    [Fact]
    public void Feeds_stand_in_the_folders_of_their_first_labels_where_readers_look_for_them()
    {
        var written = System.Xml.Linq.XDocument.Parse(Opml.Write([Status("One", "adaptive", "auto", ["world", "daily"]), Status("Two", "adaptive", "auto", []), Status("Three", "adaptive", "auto", ["world"])]));

        Assert.Equal(["world", "Two"], written.Descendants("body").Single().Elements().Select(outline => outline.Attribute("text")!.Value));
        Assert.Equal(["One", "Three"], written.Descendants("body").Single().Elements().First().Elements().Select(outline => outline.Attribute("text")!.Value));
    }

    private static DeclaredFeed Status(string name, string schedule, string fullText, IReadOnlyList<string> tags) => new()
    {
        Feed = new Feed
        {
            Name = name,
            Url = "https://example.com/rss?a=1&b=2",
            SiteUrl = "https://example.com/",
            Schedule = Schedule.Parse(schedule)!,
            FullText = Enum.Parse<FullText>(fullText, ignoreCase: true),
            Tags = tags,
        },
    };
}
