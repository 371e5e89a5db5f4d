using FeedPipeline.Storing;
using Microsoft.EntityFrameworkCore;

namespace FeedPipeline.Tests.Storing;

[Collection(DatabaseTests.Name)]
public sealed class QuarantineTests(TestServer server)
{
    private const string Empty = "<item><guid isPermaLink=\"false\">empty</guid></item>";
    private const string Open = "SELECT string_agg(kind || ' ' || count, ', ') FROM event WHERE closed_at IS NULL";

    [SkippableFact]
    public async Task An_item_without_words_is_kept_out_and_the_others_are_stored()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var feed = await db.AddAsync();

        await db.PollAsync(feed, Rss.Feed(Rss.Item("a"), Empty, Rss.Item("b")));

        Assert.Equal("2", await db.AskAsync("SELECT count(*) FROM article"));
        Assert.Equal("empty", await db.AskAsync("SELECT item ->> 'guid' FROM quarantine WHERE reason LIKE '%no title%' AND released_at IS NULL"));
        Assert.Equal("quarantined 1", await db.AskAsync(Open));
    }

    [SkippableFact]
    public async Task An_item_that_stays_in_quarantine_is_told_once_and_kept_once()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var feed = await db.AddAsync();

        await db.PollAsync(feed, Rss.Feed(Empty, Rss.Item("a")));
        await db.PollAsync(feed, Rss.Feed(Rss.Item("b"), Empty, Rss.Item("a")));

        Assert.Equal("1", await db.AskAsync("SELECT count(*) FROM quarantine"));
        Assert.Equal("quarantined 1", await db.AskAsync(Open));
        Assert.Equal("0", await db.AskAsync("SELECT count(*) FROM sighting WHERE gone_at IS NOT NULL"));
    }

    [SkippableFact]
    public async Task A_released_item_is_an_article_and_its_event_is_over()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var feed = await db.AddAsync();
        await db.PollAsync(feed, Rss.Feed(Empty));
        var due = await db.AskAsync("SELECT due_at::text FROM feed_schedule");

        await using var tables = await db.Get<IDbContextFactory<FeedPipelineDb>>().CreateDbContextAsync();
        await db.Pipeline.ReleaseAsync(await db.ClaimAsync(feed), await tables.Quarantine.SingleAsync(), CancellationToken.None);

        Assert.Equal("Untitled", await db.AskAsync("SELECT headline FROM article JOIN sighting ON sighting.article_id = article.id"));
        Assert.Equal("0", await db.AskAsync("SELECT count(*) FROM quarantine WHERE released_at IS NULL"));
        Assert.Null(await db.AskAsync(Open));
        Assert.Equal(due, await db.AskAsync("SELECT due_at::text FROM feed_schedule WHERE lease_until IS NULL"));
        Assert.Equal("1", await db.AskAsync("SELECT count(*) FROM poll"));
    }

    [SkippableFact]
    public async Task An_item_that_can_be_read_later_leaves_the_quarantine_by_itself()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var feed = await db.AddAsync();
        await db.PollAsync(feed, Rss.Feed(Empty));

        await db.PollAsync(feed, Rss.Feed("<item><guid isPermaLink=\"false\">empty</guid><title>Words at last</title></item>"));

        Assert.Equal("Words at last", await db.AskAsync("SELECT headline FROM article"));
        Assert.Equal("0", await db.AskAsync("SELECT count(*) FROM quarantine WHERE released_at IS NULL"));
        Assert.Null(await db.AskAsync(Open));
    }
}
