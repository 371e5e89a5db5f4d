using FeedPipeline.Documents;
using FeedPipeline.Normalizing;
using FeedPipeline.Worker.Sampling;

namespace FeedPipeline.Tests.Sampling;

public sealed class FeedXmlTests
{
    private static readonly int[] Ticks = [0, 1, 7, 60, 300];

    public static TheoryData<string, int> Times
    {
        get
        {
            var times = new TheoryData<string, int>();
            foreach (var feed in Enum.GetNames<SampleFeed>())
            {
                foreach (var tick in Ticks)
                    times.Add(feed, tick);
            }

            return times;
        }
    }

    [Theory]
    [MemberData(nameof(Times))]
    public void Every_feed_is_read_without_problems(string name, int tick)
    {
        var feed = Enum.Parse<SampleFeed>(name);
        var listed = SampleNews.Site().Listed(feed, tick);

        var document = SampleNews.Read(feed, tick);

        Assert.Empty(document.Problems);
        Assert.Equal(feed == SampleFeed.Rss ? "rss2.0" : "atom1.0", document.Format);
        Assert.Equal(listed.Max(article => article.UpdatedAt), document.Updated?.At);
        Assert.Equal(listed.Select(article => SampleNews.Origin + article.PagePath), document.Items.Select(item => item.Link));
        Assert.Equal(listed.Count, document.Items.Select(item => item.Guid).Distinct().Count());
        Assert.Equal(listed.Select(article => article.PublishedAt), document.Items.Select(item => item.Published!.Value.At));
    }

    [Theory]
    [MemberData(nameof(Times))]
    public void Articles_come_out_of_the_feed_as_they_went_in(string name, int tick)
    {
        var feed = Enum.Parse<SampleFeed>(name);
        var document = SampleNews.Read(feed, tick);

        Assert.All(SampleNews.Site().Listed(feed, tick).Zip(document.Items), pair =>
        {
            var (published, item) = pair;
            var article = ArticleNormalizer.Normalize(document, item);
            Assert.Equal((published.Headline, published.Dek, published.Language, published.PhotoCredit), (article.Headline, article.Dek, article.Language, article.PhotoCredit));
            Assert.Equal(published.Authors, article.Authors);
            Assert.Equal(string.Join("\n\n", published.Paragraphs), article.Body);
        });
    }

    [Fact]
    public void A_shared_story_has_one_address_in_both_feeds()
    {
        var links = Enum.GetValues<SampleFeed>().Select(feed => SampleNews.Read(feed, 20).Items.Select(item => item.Link)).ToList();

        Assert.Equal(3, links[0].Intersect(links[1]).Count(link => !link!.EndsWith("-standing.html", StringComparison.Ordinal)));
    }

    [Fact]
    public void An_edited_entry_keeps_its_id_and_states_when_it_was_updated()
    {
        var site = SampleNews.Site();
        var tick = Enumerable.Range(1, 50).First(tick => site.EventsAt(tick) is [_, { Article.Feeds: [SampleFeed.Atom] }]);
        var edited = site.EventsAt(tick)[1].Article;

        FeedItem Entry(int at) => SampleNews.Read(SampleFeed.Atom, at).Items.Single(item => item.Link == SampleNews.Origin + edited.PagePath);

        Assert.Equal(Entry(tick - 1).Guid, Entry(tick).Guid);
        Assert.Equal(edited.UpdatedAt, Entry(tick).Updated?.At);
        Assert.Equal(Entry(tick - 1).Published, Entry(tick).Published);
    }

    [Fact]
    public void Markup_in_a_seed_stays_text()
    {
        var article = SampleNews.Articles(0)[0] with { Headline = "1 < 2 & ]]>", Paragraphs = ["<b> & ]]> \"so\""], PhotoCredit = "A & B" };

        foreach (var feed in Enum.GetValues<SampleFeed>())
        {
            var document = Reading.Feeds.Read(FeedXml.Write(feed, [article], SampleNews.Origin));
            var read = ArticleNormalizer.Normalize(document, Assert.Single(document.Items));
            Assert.Empty(document.Problems);
            Assert.Equal(("<b> & ]]> \"so\"", "A & B"), (read.Body, read.PhotoCredit));
        }
    }
}
