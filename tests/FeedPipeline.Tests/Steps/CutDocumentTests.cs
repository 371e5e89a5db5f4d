using FeedPipeline.Tests.Storing;

namespace FeedPipeline.Tests.Steps;

/// <summary>Documents whose transfer ended within an item.</summary>
[Collection(DatabaseTests.Name)]
public sealed class CutDocumentTests(TestServer server)
{
    private const string Document = """
        <rss version="2.0"><channel><title>News</title>
        <item><title>Second</title><guid>http://news.example/22</guid><description>The second text has as many words.</description></item>
        <item><title>First</title><guid>http://news.example/17</guid><description>The first text has a number of words.</description></item>
        </channel></rss>
        """;

    [SkippableTheory]
    [InlineData("a number of")]
    [InlineData("<description>The f")]
    [InlineData("http://news.example/1")]
    [InlineData("<title>Fir")]
    public async Task What_is_known_of_an_item_stays_when_a_document_ends_within_it(string end)
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var feed = await db.AddAsync();
        await db.PollAsync(feed, Document);
        var before = await db.RowsAsync("article", "sighting", "change");

        var poll = await db.PollAsync(feed, CutAfter(end));

        Assert.Equal((0, 0), (poll.New, poll.Revised));
        Assert.StartsWith("the document ended early", poll.Detail, StringComparison.Ordinal);
        Assert.Equal(before, await db.RowsAsync("article", "sighting", "change"));
    }

    [SkippableTheory]
    [InlineData("a number of", 2)]
    [InlineData("http://news.example/1", 1)]
    [InlineData("<title>Fir", 1)]
    public async Task A_new_item_is_taken_when_its_name_is_whole_and_completed_later(string end, int articles)
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var feed = await db.AddAsync();

        var cut = await db.PollAsync(feed, CutAfter(end));
        var whole = await db.PollAsync(feed, Document);

        Assert.Equal((articles, 2 - articles), (cut.New, whole.New));
        Assert.Equal("2 2", await db.AskAsync("SELECT concat_ws(' ', count(*), count(*) FILTER (WHERE body LIKE '%words.')) FROM article"));
    }

    [Fact]
    public void An_item_says_where_the_document_ended_within_it()
    {
        Assert.Equal([null, "description"], Reading.Feeds.Read(CutAfter("a number of")).Items.Select(item => item.CutIn));
        Assert.Equal([null, null], Reading.Feeds.Read(CutAfter("words.</description></item>", last: true)).Items.Select(item => item.CutIn));
    }

    private static string CutAfter(string end, bool last = false) =>
        Document[..((last ? Document.LastIndexOf(end, StringComparison.Ordinal) : Document.IndexOf(end, StringComparison.Ordinal)) + end.Length)];
}
