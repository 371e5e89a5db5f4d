using FeedPipeline.Storing.Documents;
using FeedPipeline.Tests.Storing;

namespace FeedPipeline.Tests;

[Collection(DatabaseTests.Name)]
public sealed class ReplayTests(TestServer server)
{
    private static readonly string[] Written =
        ["article", "article_key", "sighting", "change", "article_revision", "feed_memory", "feed_definition", "poll", "document", "quarantine"];

    [SkippableFact]
    public async Task Replaying_what_today_reads_alike_writes_nothing()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var feed = await db.AddAsync();
        await db.PollAsync(feed, Rss.Feed(Rss.Item("a"), Rss.Item("b")));
        await db.PollAsync(feed, Rss.Feed(Rss.Item("c"), Rss.Item("a", "Another text.")));
        var before = await db.RowsAsync([.. Written, "feed_schedule"]);

        var replayed = await RunAsync(db);

        Assert.Equal([0, 0], replayed.Select(document => document.Changes.Count));
        Assert.Equal(before, await db.RowsAsync([.. Written, "feed_schedule"]));
    }

    [SkippableFact]
    public async Task What_yesterday_read_wrongly_is_put_right_from_its_last_document_and_stays_so()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var feed = await db.AddAsync();
        await db.PollAsync(feed, Rss.Feed(Rss.Item("a", "First text.")));
        await db.PollAsync(feed, Rss.Feed(Rss.Item("a", "Second text.")));
        await db.AskAsync("UPDATE article SET headline = 'Misread', body = 'Misread'");
        var validators = await db.RowsAsync("feed_memory", "feed_definition", "poll", "sighting");

        Assert.Equal([0, 1], (await RunAsync(db)).Select(document => document.Changes.Count));

        Assert.Equal("Title of a|Second text.|3", await db.AskAsync("SELECT concat_ws('|', headline, body, revision) FROM article"));
        Assert.Equal(validators, await db.RowsAsync("feed_memory", "feed_definition", "poll", "sighting"));
        var after = await db.RowsAsync(Written);
        Assert.All(await RunAsync(db), document => Assert.True(document.ChangesNothing));
        Assert.Equal(after, await db.RowsAsync(Written));
    }

    [SkippableFact]
    public async Task An_item_that_nobody_could_read_then_comes_to_light_with_the_times_of_its_document()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var feed = await db.AddAsync();
        await db.PollAsync(feed, Rss.Feed(Rss.Item("a"), Rss.Item("b")));
        await db.PollAsync(feed, Rss.Feed(Rss.Item("c")));
        await db.AskAsync("UPDATE document SET fetched_at = fetched_at - interval '3 days', last_used_at = last_used_at - interval '3 days' WHERE id = 1");
        await db.AskAsync("DELETE FROM article_key WHERE article_id = 1; DELETE FROM article WHERE id = 1");

        await RunAsync(db);

        Assert.Equal("t t t", await db.AskAsync("""
            SELECT concat_ws(' ', article.first_seen_at = fetched_at, sighting.first_seen_at = fetched_at, gone_at = last_used_at)
            FROM article JOIN sighting ON article_id = article.id, document WHERE headline = 'Title of a' AND document.id = 1
            """));
        Assert.All(await RunAsync(db), document => Assert.True(document.ChangesNothing));
    }

    [SkippableFact]
    public async Task Words_that_came_back_are_the_last_ones()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var feed = await db.AddAsync();
        foreach (var text in new[] { "One.", "Two.", "One." })
            await db.PollAsync(feed, Rss.Feed(Rss.Item("a", text)));
        Assert.Equal("2", await db.AskAsync("SELECT count(*) FROM document"));
        var before = await db.RowsAsync(Written);

        Assert.All(await RunAsync(db), document => Assert.True(document.ChangesNothing));

        Assert.Equal(before, await db.RowsAsync(Written));
    }

    [SkippableFact]
    public async Task Words_that_are_newer_than_the_archive_stay()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var feed = await db.AddAsync();
        await db.PollAsync(feed, Rss.Feed(Rss.Item("a", "Old text.")));
        await using (var without = db.Another(("Archive:Budget", "0")))
            await without.PollAsync(feed, Rss.Feed(Rss.Item("a", "New text.")));

        Assert.All(await RunAsync(db), document => Assert.True(document.ChangesNothing));

        Assert.Equal("New text.", await db.AskAsync("SELECT body FROM article"));
    }

    [SkippableFact]
    public async Task A_dry_run_tells_the_same_and_writes_nothing()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var feed = await db.AddAsync();
        await db.PollAsync(feed, Rss.Feed(Rss.Item("a", "First text."), Rss.Item("b")));
        await db.PollAsync(feed, Rss.Feed(Rss.Item("a", "Second text."), Rss.Item("b")));
        await db.AskAsync("DELETE FROM article_key WHERE article_id = 1; DELETE FROM article WHERE id = 1; UPDATE article SET headline = 'Misread'");
        var before = await db.RowsAsync([.. Written, "feed_schedule"]);

        var would = Told(await db.Get<Replay>().TryAsync(new DocumentFilter(), default).ToListAsync());

        Assert.Equal(before, await db.RowsAsync([.. Written, "feed_schedule"]));
        Assert.Equal(["Unseen Title of a", "Revised Title of b", "Revised Title of a"], would);
        Assert.Equal(would, Told(await RunAsync(db)));
    }

    [SkippableFact]
    public async Task Only_the_documents_meant_are_replayed()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var (one, other) = (await db.AddAsync("one"), await db.AddAsync("other"));
        await db.PollAsync(one, Rss.Feed(Rss.Item("a")));
        await db.PollAsync(other, Rss.Feed(Rss.Item("b")));
        await db.AskAsync("UPDATE document SET last_used_at = '2020-01-01' WHERE feed_id = 1");

        Assert.Equal(other, Assert.Single(await RunAsync(db, new DocumentFilter(FeedId: other))).Document.FeedId);
        Assert.Equal(other, Assert.Single(await RunAsync(db, new DocumentFilter(Since: new DateTimeOffset(2021, 1, 1, 0, 0, 0, TimeSpan.Zero)))).Document.FeedId);
    }

    [SkippableFact]
    public async Task A_damaged_document_costs_no_other()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var feed = await db.AddAsync();
        await db.PollAsync(feed, Rss.Feed(Rss.Item("a")));
        await db.PollAsync(feed, Rss.Feed(Rss.Item("b")));
        await db.AskAsync("UPDATE document SET content = 'x' WHERE id = 1; UPDATE article SET headline = 'Misread'");

        var replayed = await RunAsync(db);

        Assert.Contains("damaged", replayed[0].Problem, StringComparison.Ordinal);
        Assert.Single(replayed[1].Changes);
    }

    private static async Task<List<ReplayedDocument>> RunAsync(TestDatabase db, DocumentFilter? filter = null) =>
        await db.Get<Replay>().RunAsync(filter ?? new DocumentFilter(), default).ToListAsync();

    private static List<string> Told(IEnumerable<ReplayedDocument> documents) =>
        [.. documents.SelectMany(document => document.Changes).Select(change => $"{change.GetType().Name} {change.Arrival.Article.Headline}")];
}
