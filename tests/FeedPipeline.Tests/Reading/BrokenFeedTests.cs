using System.Text;
using FeedPipeline.Reading;

namespace FeedPipeline.Tests.Reading;

public class BrokenFeedTests
{
    private const string Good = "<?xml version='1.0'?><rss version='2.0'><channel><item><title>A</title></item><item><title>B</title></item></channel></rss>";

    [Theory]
    [InlineData("  \n" + Good, "space before the XML declaration")]
    [InlineData("oops" + Good, "text before the feed")]
    [InlineData("<br />\n<b>Warning</b>: x in <b>y</b><br />\n" + Good, "text before the feed")]
    [InlineData(Good + "<script>x</script>", "text after the feed")]
    [InlineData("<?xml version='1.0'?>" + Good, "an XML declaration that is not at the start")]
    public void What_stands_around_a_feed_is_passed_over(string xml, string problem)
    {
        var feed = Feeds.Read(xml);

        Assert.Equal(["A", "B"], feed.Items.Select(item => item.Title));
        Assert.Equal((problem, true), (feed.Problems[0].What, feed.IsComplete));
    }

    [Theory]
    [InlineData("a&nbsp;b", "a\u00A0b", "undefined entity &nbsp;")]
    [InlineData("AT&T", "AT&T", "bare &")]
    [InlineData("x &copy y", "x © y", "entity without semicolon &copy")]
    [InlineData("x &nosuch; y", "x &nosuch; y", "unknown entity &nosuch;")]
    [InlineData("a&#1;b", "ab", "reference to a character that does not exist: &#1;")]
    [InlineData("a\u0001b", "ab", "control character U+0001")]
    [InlineData("1 < 2", "1 < 2", "bare <")]
    [InlineData("<b>x", "<b>x</b>", "</title> while <b> is open")]
    [InlineData("x</p>", "x", "</p> without its start")]
    [InlineData("<a href=u>x</a>", "<a href=\"u\">x</a>", "attribute href without quotes")]
    [InlineData("<m:p>x</m:p>", "<p>x</p>", "undeclared prefix m")]
    public void Every_repair_is_a_problem(string title, string repaired, string problem)
    {
        var feed = Feeds.Rss($"<item><title>{title}</title><guid>1</guid></item><item><guid>2</guid></item>");

        Assert.Equal(repaired, feed.Items[0].Title);
        Assert.Equal(["1", "2"], feed.Items.Select(item => item.Guid));
        Assert.Equal(problem, feed.Problems[0].What);
    }

    [Fact]
    public void Problems_have_their_place()
    {
        var problem = Assert.Single(Feeds.Read("<rss>\n<channel>\n  <title>News\n of A&B</title></channel></rss>").Problems);

        Assert.Equal((4, 6), (problem.Line, problem.Column));
    }

    [Fact]
    public void Lines_count_from_the_first_byte_also_behind_junk()
    {
        var feed = Feeds.Read("\n\n<?xml version='1.0'?>\n<rss><channel><pubDate>soon</pubDate></channel></rss>");

        Assert.Equal(4, feed.Problems[^1].Line);
    }

    [Theory]
    [InlineData("<rss><channel><item><title>A</title></item><item><title>B</ti")]
    [InlineData("<rss><channel><item><title>A</title></item><item><title>B</title></item>")]
    [InlineData("<rss><channel><item><title>A</title></item><item><title><![CDATA[B")]
    public void A_truncated_feed_keeps_what_came(string xml)
    {
        var feed = Feeds.Read(xml);

        Assert.Equal(["A", "B"], feed.Items.Select(item => item.Title?[..1]));
        Assert.False(feed.IsComplete);
    }

    [Theory]
    [InlineData("<rss><channel><item><title>A</title><item><title>B</title></item></channel></rss>")]
    [InlineData("<rss><channel><category><item><title>A</title></item><item><title>B</title></item></channel></rss>")]
    [InlineData("<rss><channel><item><title>A</titel></item><item><title>B</title></item></channel></rss>")]
    public void Items_are_told_apart_when_tags_do_not_match(string xml) => Assert.Equal(["A", "B"], Feeds.Read(xml).Items.Select(item => item.Title));

    [Fact]
    public void Undeclared_prefixes_mean_what_they_usually_mean() =>
        Assert.Equal(["Ann"], Assert.Single(Feeds.Read("<rss><channel><item><dc:creator>Ann</dc:creator></item></channel></rss>").Items).Authors);

    [Fact]
    public void Plain_entities_of_the_document_are_read_and_never_multiply()
    {
        var feed = Feeds.Read("<!DOCTYPE rss [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]><rss><channel><title>&a; &b;</title></channel></rss>");

        Assert.Equal("ha &a;&a;", feed.Title);
    }

    [Fact]
    public void Limits_cut_and_say_so()
    {
        var options = new ReadingOptions { MaxItems = 1, MaxTextLength = 1_000, MaxProblems = 2 };
        var xml = $"<rss><channel><item><title>{new string('x', 2_000)}</title></item><item/><item/></channel></rss>";

        var feed = Feeds.Read(Encoding.UTF8.GetBytes(xml), options: options);

        Assert.Equal(1_000, Assert.Single(feed.Items).Title!.Length);
        Assert.Equal((2, false), (feed.Problems.Count, feed.IsComplete));
    }

    [Fact]
    public void A_cut_never_splits_a_character()
    {
        var feed = Feeds.Read(Encoding.UTF8.GetBytes($"<rss><channel><title>x{string.Concat(Enumerable.Repeat("😀", 600))}</title></channel></rss>"), options: new() { MaxTextLength = 1_000 });

        Assert.Equal(999, feed.Title!.Length);
    }

    [Theory]
    [InlineData("<a>", "")]
    [InlineData("<a>", "</b>")]
    [InlineData("&", "<")]
    [InlineData("<!--", "<![CDATA[")]
    [InlineData("<x a=", "'")]
    public void Hostile_repetition_ends_soon(string one, string other)
    {
        var text = new StringBuilder("<rss><channel><item><description>");
        for (var i = 0; i < 200_000; i++)
            text.Append(i % 2 == 0 ? one : other);

        Assert.Single(Feeds.Read(text.ToString()).Items);
    }

    [Fact]
    public void Every_beginning_of_a_feed_can_be_read()
    {
        for (var length = 0; length < Good.Length; length++)
            Assert.NotNull(Feeds.Read(Good[..length]).Items);
    }

    [Fact]
    public void Any_broken_byte_can_be_read()
    {
        byte[] marks = [.. "<>&\"'/!?[]-#;=\0:x "u8, 0xC3, 0xFF];
        var random = new Random(7);
        for (var round = 0; round < 2_000; round++)
        {
            var bytes = Encoding.UTF8.GetBytes(Good);
            for (var i = 0; i < 4; i++)
                bytes[random.Next(bytes.Length)] = marks[random.Next(marks.Length)];
            Assert.NotNull(Feeds.Read(bytes).Problems);
        }
    }
}
