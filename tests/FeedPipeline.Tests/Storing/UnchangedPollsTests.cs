using System.Globalization;
using FeedPipeline.Polls;

namespace FeedPipeline.Tests.Storing;

[Collection(DatabaseTests.Name)]
public sealed class UnchangedPollsTests(TestServer server)
{
    private const int Polls = 100;
    private static readonly string[] Watched = ["article", "article_key", "sighting", "change", "article_revision"];

    /// <summary>The same items in a document of other bytes, so that neither validators nor the body's hash answer first.</summary>
    [SkippableFact]
    public async Task A_hundred_polls_of_an_unchanged_feed_write_no_row_of_article_sighting_or_change()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var feed = await db.AddAsync();
        var items = Enumerable.Range(0, 30).Select(i => Rss.Item(string.Create(CultureInfo.InvariantCulture, $"n{i}"))).ToArray();
        await db.PollAsync(feed, Rss.Feed(items));
        var rows = await db.RowsAsync(Watched);

        for (var poll = 0; poll < Polls; poll++)
        {
            new Random(poll).Shuffle(items);
            var done = await db.PollAsync(feed, Rss.Feed(items).Replace("<link>", $"<!-- {poll} --><link>", StringComparison.Ordinal));
            Assert.Equal(PollOutcome.Unchanged, done.Outcome);
        }

        Assert.Equal(rows, await db.RowsAsync(Watched));
        Assert.Equal("101", await db.AskAsync("SELECT sum(count) FROM poll"));
    }
}
