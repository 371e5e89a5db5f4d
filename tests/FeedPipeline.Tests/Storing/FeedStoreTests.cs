using FeedPipeline.Feeds;
using FeedPipeline.Polls;
using FeedPipeline.Storing;
using FeedPipeline.Storing.Feeds;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace FeedPipeline.Tests.Storing;

[Collection(DatabaseTests.Name)]
public sealed class FeedStoreTests(TestServer server)
{
    private const string Due = "SELECT concat_ws(' ', CASE WHEN due_at <= now() THEN 'now' WHEN due_at = 'infinity' THEN 'never' ELSE 'later' END, due_reason) FROM feed_schedule";

    [SkippableFact]
    public async Task New_feeds_are_due_within_the_spread()
    {
        await using var db = await TestDatabase.CreateAsync(server);

        var ids = await db.Feeds.AddAsync([Feed("a"), Feed("b"), Feed("c")], TimeSpan.FromHours(1), default);

        Assert.Equal(3, ids.Distinct().Count(id => id > 0));
        Assert.Equal("3", await db.AskAsync("SELECT count(*) FROM feed_schedule WHERE due_at BETWEEN now() - interval '1 minute' AND now() + interval '1 hour'"));
    }

    [SkippableFact]
    public async Task A_known_address_is_not_added_twice()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await db.AddAsync("a", "http://a.example/feed");

        var ids = await db.Feeds.AddAsync([Feed("other name", "http://a.example/feed"), Feed("b")], TimeSpan.Zero, default);

        Assert.Null(ids[0]);
        Assert.Equal("a, b", await db.AskAsync("SELECT string_agg(name, ', ' ORDER BY name) FROM feed"));
    }

    [SkippableFact]
    public async Task A_taken_name_adds_none_of_them()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await db.AddAsync("a");

        var refused = await Assert.ThrowsAsync<PostgresException>(() =>
            db.Feeds.AddAsync([Feed("b"), Feed("a", "http://other.example/feed")], TimeSpan.Zero, default));

        Assert.Equal(PostgresErrorCodes.UniqueViolation, refused.SqlState);
        Assert.Equal("1", await db.AskAsync("SELECT count(*) FROM feed"));
    }

    [SkippableFact]
    public async Task A_feed_that_is_added_again_has_its_history()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var feed = await db.AddAsync();
        await db.PollAsync(feed, Rss.Feed(Rss.Item("a")));
        await db.Feeds.RemoveAsync(feed, default);
        Assert.Equal("0", await db.AskAsync("SELECT count(*) FROM feed"));

        var again = await db.AddAsync();
        await db.PollAsync(again, Rss.Feed(Rss.Item("a"), Rss.Item("b")));

        Assert.Equal(feed, again);
        Assert.Equal("2 2 0", await db.AskAsync(
            "SELECT concat_ws(' ', (SELECT count(*) FROM article), (SELECT count(*) FROM sighting), (SELECT count(*) FROM article_revision))"));
    }

    [SkippableFact]
    public async Task What_was_noticed_about_a_feed_is_over_when_it_is_removed()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var (feed, other) = (await db.AddAsync(), await db.AddAsync("other"));
        await db.AskAsync($"INSERT INTO event (feed_id, kind, detail, opened_at, last_at, count) SELECT feed, kind, '', now(), now(), 1 FROM unnest(ARRAY[{feed}, {other}]) AS feed, unnest(ARRAY['broken', 'poison']) AS kind");

        await db.Feeds.RemoveAsync(feed, default);

        Assert.Equal($"{other} {other}", await db.AskAsync("SELECT string_agg(feed_id::text, ' ') FROM event WHERE closed_at IS NULL"));
    }

    [SkippableFact]
    public async Task A_feed_removed_during_its_poll_stays_removed()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var feed = await db.AddAsync();
        var claim = await db.ClaimAsync(feed);
        await db.Feeds.RemoveAsync(feed, default);

        await db.TakeInAsync(claim, Rss.Feed(Rss.Item("a")));

        Assert.Equal("never removed", await db.AskAsync(Due));
        Assert.Equal("1", await db.AskAsync("SELECT count(*) FROM article"));
    }

    [SkippableFact]
    public async Task A_feed_paused_during_its_poll_stays_paused()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var feed = await db.AddAsync();
        var claim = await db.ClaimAsync(feed);
        await db.Feeds.PauseAsync(feed, default);

        await db.TakeInAsync(claim, Rss.Feed(Rss.Item("a")));

        Assert.Equal("never paused", await db.AskAsync(Due));
        Assert.True(await db.Feeds.ResumeAsync(feed, default));
        Assert.Equal("now resumed by an operator", await db.AskAsync(Due));
    }

    [SkippableFact]
    public async Task An_operator_who_makes_a_feed_due_during_its_poll_is_heard()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var feed = await db.AddAsync();
        var claim = await db.ClaimAsync(feed);
        await db.Feeds.SetAsync(claim.Feed with { Schedule = new Schedule.Every(TimeSpan.FromHours(6)) }, default);

        await db.TakeInAsync(claim, Rss.Feed(Rss.Item("a")));

        Assert.Equal("now changed by an operator", await db.AskAsync(Due));
    }

    [SkippableFact]
    public async Task Without_a_change_of_address_a_feed_keeps_what_it_remembers()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var claim = await RememberingAsync(db);

        Assert.True(await db.Feeds.SetAsync(claim.Feed with { Name = "renamed", Tags = ["x"] }, default));

        Assert.Equal("\"1\"", (await db.ClaimAsync(claim.Feed.Id)).Validators.ETag);
        Assert.Equal("renamed {x}", await db.AskAsync("SELECT concat_ws(' ', name, tags) FROM feed"));
    }

    [SkippableFact]
    public async Task A_new_address_is_asked_without_conditions_and_its_items_are_recognised()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var claim = await RememberingAsync(db);

        await db.Feeds.SetAsync(claim.Feed with { Url = "http://moved.example/feed" }, default);

        var moved = await db.ClaimAsync(claim.Feed.Id);
        Assert.Equal(Validators.None, moved.Validators);
        Assert.Equal(PollOutcome.Unchanged, (await db.TakeInAsync(moved, Rss.Feed(Rss.Item("a")))).Outcome);
    }

    [SkippableFact]
    public async Task The_old_address_leaves_no_conditions_for_the_new_one()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var claim = await db.ClaimAsync(await db.AddAsync());
        await db.Feeds.SetAsync(claim.Feed with { Url = "http://moved.example/feed" }, default);

        await db.TakeInAsync(claim, Rss.Feed(Rss.Item("a")), new Validators("\"old\"", null, new byte[] { 1 }));

        Assert.Equal(Validators.None, (await db.ClaimAsync(claim.Feed.Id)).Validators);
        Assert.Equal("1", await db.AskAsync("SELECT count(*) FROM article"));
    }

    [SkippableFact]
    public async Task A_paused_feed_can_be_changed_and_stays_paused()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var feed = await db.AddAsync();
        await db.Feeds.PauseAsync(feed, default);

        Assert.True(await db.Feeds.SetAsync(Feed("renamed") with { Id = feed }, default));

        Assert.Equal("never paused", await db.AskAsync(Due));
        Assert.Equal("renamed", await db.AskAsync("SELECT name FROM feed"));
    }

    [SkippableFact]
    public async Task What_is_not_there_cannot_be_changed()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var removed = await db.AddAsync();
        await db.Feeds.RemoveAsync(removed, default);

        foreach (var id in new[] { removed, 4711 })
        {
            Assert.False(await db.Feeds.SetAsync(Feed("x") with { Id = id }, default));
            Assert.False(await db.Feeds.PauseAsync(id, default));
            Assert.False(await db.Feeds.ResumeAsync(id, default));
            Assert.False(await db.Feeds.RemoveAsync(id, default));
        }
    }

    [SkippableFact]
    public async Task An_operator_does_not_deadlock_with_a_poll_that_is_being_stored()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var feed = await db.AddAsync();
        foreach (var change in new Func<Task>[]
        {
            () => db.Feeds.SetAsync(Feed("renamed") with { Id = feed }, default),
            () => db.Feeds.PauseAsync(feed, default),
            () => db.Feeds.ResumeAsync(feed, default),
            () => db.Feeds.RemoveAsync(feed, default),
        })
        {
            await using var storing = await db.HoldAsync("SELECT FROM feed_schedule FOR UPDATE");
            var waiting = change();
            await db.AwaitWaitingAsync(1);
            await storing.ExecuteAsync("SELECT FROM feed_definition FOR NO KEY UPDATE NOWAIT; COMMIT");
            await waiting;
        }
    }

    [SkippableFact]
    public async Task Workers_hear_of_what_operators_do()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await using var notices = db.Get<DueNotices>().ListenAsync(default).GetAsyncEnumerator();
        var notice = notices.MoveNextAsync().AsTask();
        await db.AwaitAsync("1", "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'");

        await db.AddAsync();

        Assert.True(await notice);
    }

    [SkippableFact]
    public async Task The_view_says_how_a_feed_fares()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var feed = await db.AddAsync(schedule: new Schedule.Cron("0 0 6 * * ?"));
        await db.PollAsync(feed, Rss.Feed([.. Enumerable.Range(1, 7).Select(number => Rss.Item($"item{number}"))]));
        await using var reading = await db.Get<IDbContextFactory<FeedPipelineDb>>().CreateDbContextAsync();

        var status = await reading.FeedStatuses.SingleAsync();

        Assert.Equal(("news", "stored", "cron 0 0 6 * * ?"), (status.Name, status.LastOutcome, status.DueReason));
        Assert.Null(status.DueAt);
        Assert.Equal(0.5, status.ItemsPerDay);
        Assert.Null(status.FreshnessP95);
    }

    [SkippableFact]
    public async Task The_view_of_a_feed_before_its_first_poll_knows_nothing()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await db.AddAsync();
        await using var reading = await db.Get<IDbContextFactory<FeedPipelineDb>>().CreateDbContextAsync();

        var status = await reading.FeedStatuses.SingleAsync();

        Assert.NotNull(status.DueAt);
        Assert.Equal((null, null, null), (status.LastPollAt, status.LastOutcome, status.ItemsPerDay));
    }

    private static Feed Feed(string name, string? url = null) => new() { Name = name, Url = url ?? $"http://{name}.example/feed" };

    private static async Task<ClaimedFeed> RememberingAsync(TestDatabase db)
    {
        var claim = await db.ClaimAsync(await db.AddAsync());
        await db.TakeInAsync(claim, Rss.Feed(Rss.Item("a")), new Validators("\"1\"", null, new byte[] { 1 }));
        return claim;
    }
}
