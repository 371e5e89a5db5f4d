using System.Globalization;
using FeedPipeline.Feeds;
using FeedPipeline.Storing;
using FeedPipeline.Storing.Feeds;
using Npgsql;

namespace FeedPipeline.Tests.Storing;

[Collection(DatabaseTests.Name)]
public sealed class DueFeedsTests(TestServer server)
{
    private const string EndLeases = "UPDATE feed_schedule SET lease_until = now() - interval '1 second'";

    private static readonly Schedule Morning = new Schedule.Cron("0 0 6 * * ?");

    [SkippableFact]
    public async Task Feeds_under_a_lease_are_not_due()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await db.AddAsync("a");
        await db.AddAsync("b");

        Assert.Single(await db.ClaimDueAsync(1));
        Assert.Single(await db.ClaimDueAsync(5));
        Assert.Empty(await db.ClaimDueAsync(5));
    }

    [SkippableFact]
    public async Task A_claim_does_not_wait_for_who_puts_changes_in_order()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await db.AddAsync();
        await using var committing = new NpgsqlConnection(db.ConnectionString);
        await committing.OpenAsync();
        await using var transaction = await committing.BeginTransactionAsync();
        await using var order = new NpgsqlCommand(@"SELECT pg_advisory_xact_lock(substring(prosrc FROM 'pg_advisory_xact_lock\(([0-9]+)\)')::bigint) FROM pg_proc WHERE proname = 'place_changes'", committing, transaction);
        await order.ExecuteNonQueryAsync();
        await using var holds = new NpgsqlCommand("SELECT (classid::bigint << 32) + objid::bigint FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()", committing, transaction);

        Assert.Equal(AdvisoryLocks.ChangeOrder, await holds.ExecuteScalarAsync());
        Assert.Single(await db.ClaimDueAsync(1));
    }

    [SkippableTheory]
    [InlineData("nothing is due", "due_at = now() + interval '30 days', lease_until = NULL")]
    [InlineData("some are in hand and nothing is due", "due_at = now() + interval '30 days', lease_until = CASE WHEN feed_id <= 300 THEN now() + interval '30 seconds' END")]
    [InlineData("all are due", "due_at = now() - interval '1 minute', lease_until = CASE WHEN feed_id <= 300 THEN now() + interval '30 seconds' END")]
    public async Task A_claim_reads_little_more_than_it_claims_whenever_statistics_were_taken(string state, string set)
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await db.AskAsync("""
            WITH feed AS (INSERT INTO feed_definition (name, url, schedule, full_text, tags)
                SELECT 'feed ' || n, 'https://' || n || '.example/', 'adaptive', 'auto', '{}' FROM generate_series(1, 5000) AS n RETURNING id),
            memory AS (INSERT INTO feed_memory (feed_id) SELECT id FROM feed)
            INSERT INTO feed_schedule (feed_id, due_at, due_reason, fence, consecutive_failures) SELECT id, now(), 'new', 0, 0 FROM feed
            """);
        await db.AskAsync($"UPDATE feed_schedule SET {set}; ANALYZE; UPDATE feed_schedule SET due_at = now() - interval '1 minute'");
        await using var connection = new NpgsqlConnection(db.ConnectionString);
        await connection.OpenAsync();
        await using var claim = new NpgsqlCommand($"""
            SET plan_cache_mode = force_generic_plan;
            PREPARE claim (int, interval, int, interval, int) AS {DueFeeds.ClaimStatement("schedule.deaths = 0")};
            EXPLAIN (ANALYZE, TIMING OFF, COSTS OFF, SUMMARY OFF) EXECUTE claim (80, '30 seconds', 64, '0', 208)
            """, connection);
        var (read, loops) = (0.0, 0.0);
        await using var plan = await claim.ExecuteReaderAsync();
        while (await plan.ReadAsync())
        {
            var line = plan.GetString(0);
            if (line.Split("(actual rows=") is [_, var counted] && counted.Split(" loops=") is [var rows, var times])
                read += Number(rows) * (loops = Number(times));
            else if (line.Split("Rows Removed by ") is [_, var filter])
                read += Number(filter.Split(": ")[1]) * loops;
        }

        // 208 are looked at and 80 claimed, each with a row in each of a few tables.
        Assert.True(read < 10_000, $"{read} rows went through the plan of a claim, statistics being of a moment when {state}");
    }

    private static double Number(string text) => double.Parse(text.TrimEnd(')'), CultureInfo.InvariantCulture);

    [SkippableFact]
    public async Task Whoever_waits_longest_is_served_first()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await db.AddAsync("late");
        var early = await db.AddAsync("early");
        await db.AskAsync($"UPDATE feed_schedule SET due_at = now() - interval '1 hour' WHERE feed_id = {early}");

        Assert.Equal(early, (await db.ClaimDueAsync(1)).Single().Feed.Id);
    }

    [SkippableFact]
    public async Task A_lease_that_ended_is_taken_over_under_a_higher_fence()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await db.AddAsync();
        var dead = (await db.ClaimDueAsync(1)).Single();
        await db.AskAsync(EndLeases);
        await db.SettleAsync();

        var next = (await db.ClaimSuspectsAsync(1)).Single();

        Assert.Equal(dead.Feed.Id, next.Feed.Id);
        Assert.True(next.Fence > dead.Fence);
    }

    [SkippableFact]
    public async Task A_lease_is_renewed_for_its_holder_only()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var feed = await db.AddAsync();
        var lost = await db.ClaimAsync(feed);
        await db.AskAsync(EndLeases);

        await db.Due.RenewAsync([lost], TestDatabase.Lease, default);
        Assert.Equal("True", await db.AskAsync("SELECT lease_until > now() FROM feed_schedule"));

        await db.AskAsync(EndLeases);
        var current = await db.ClaimAsync(feed);
        await db.Due.RenewAsync([lost], TimeSpan.FromHours(1), default);
        Assert.Equal("False", await db.AskAsync("SELECT lease_until > now() + interval '1 minute' FROM feed_schedule"));
        await db.Due.RenewAsync([current], TimeSpan.FromHours(1), default);
        Assert.Equal("True", await db.AskAsync("SELECT lease_until > now() + interval '1 minute' FROM feed_schedule"));
    }

    [SkippableFact]
    public async Task A_feed_given_back_is_due_at_once()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var feed = await db.AddAsync();
        var claim = await db.ClaimAsync(feed);

        await db.Due.ReleaseAsync([claim], default);

        Assert.Equal(feed, (await db.ClaimDueAsync(1)).Single().Feed.Id);
    }

    [SkippableFact]
    public async Task Two_workers_never_get_the_same_feed()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await using var another = db.Another();
        for (var i = 0; i < 40; i++)
            await db.AddAsync($"feed {i}");

        var claims = await Task.WhenAll(Enumerable.Range(0, 16).Select(worker =>
            (worker % 2 == 0 ? db : another).ClaimDueAsync(5)));

        var ids = claims.SelectMany(claimed => claimed).Select(claim => claim.Feed.Id).ToList();
        Assert.Equal(ids.Distinct().Count(), ids.Count);
        Assert.Equal(40, ids.Count);
    }

    [SkippableFact]
    public async Task A_feed_that_another_is_claiming_is_skipped_instead_of_awaited()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var taken = await db.AddAsync("taken");
        var free = await db.AddAsync("free");
        await using var claiming = await db.HoldAsync($"SELECT FROM feed_schedule WHERE feed_id = {taken} FOR UPDATE");

        Assert.Equal(free, (await db.ClaimDueAsync(2)).Single().Feed.Id);
    }

    [SkippableFact]
    public async Task A_paused_feed_is_never_due_but_can_be_polled_by_hand()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var feed = await db.AddAsync();
        await db.Feeds.PauseAsync(feed, default);
        Assert.Empty(await db.ClaimDueAsync(1));

        var poll = await db.PollAsync(feed, Rss.Feed(Rss.Item("a")));

        Assert.Equal(1, poll.New);
        Assert.Equal("infinity paused", await db.AskAsync("SELECT concat_ws(' ', due_at, due_reason) FROM feed_schedule"));
    }

    [SkippableFact]
    public async Task Nobody_claims_what_is_removed_leased_or_unknown()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var removed = await db.AddAsync("removed");
        await db.Feeds.RemoveAsync(removed, default);
        var leased = await db.AddAsync("leased");
        await db.ClaimAsync(leased);

        foreach (var feed in new[] { removed, leased, 4711 })
            Assert.Null(await db.Due.ClaimAsync(feed, TestDatabase.Lease, default));
        Assert.Empty(await db.ClaimDueAsync(5));
    }

    [SkippableFact]
    public async Task The_calendar_makes_its_own_feeds_due_and_repeating_that_changes_nothing()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var morning = await db.AddAsync("morning", schedule: Morning);
        var paused = await db.AddAsync("paused", schedule: Morning);
        await db.AddAsync("other", schedule: new Schedule.Cron("0 0 7 * * ?"));
        await db.Feeds.PauseAsync(paused, default);
        await db.AskAsync("UPDATE feed_schedule SET due_at = 'infinity'");

        Assert.Equal(1, await db.Due.MarkDueAsync(Morning, TimeSpan.Zero, default));
        var marked = await db.RowsAsync("feed_schedule");
        Assert.Equal(0, await db.Due.MarkDueAsync(Morning, TimeSpan.Zero, default));

        Assert.Equal(marked, await db.RowsAsync("feed_schedule"));
        Assert.Equal(morning, (await db.ClaimDueAsync(5)).Single().Feed.Id);
    }

    [SkippableFact]
    public async Task Feeds_of_one_calendar_time_are_spread_over_the_slack()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        for (var i = 0; i < 20; i++)
            await db.AddAsync($"feed {i}", schedule: Morning);
        await db.AskAsync("UPDATE feed_schedule SET due_at = 'infinity'");

        await db.Due.MarkDueAsync(Morning, TimeSpan.FromHours(1), default);

        Assert.Equal("True True", await db.AskAsync(
            "SELECT concat_ws(' ', CASE WHEN count(DISTINCT due_at) > 15 THEN 'True' END, CASE WHEN max(due_at) < now() + interval '1 hour' THEN 'True' END) FROM feed_schedule"));
    }

    [SkippableFact]
    public async Task After_its_poll_a_feed_of_the_calendar_waits_for_the_calendar()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var feed = await db.AddAsync(schedule: Morning);

        await db.PollAsync(feed, Rss.Feed());

        Assert.Equal("infinity cron 0 0 6 * * ?", await db.AskAsync("SELECT concat_ws(' ', due_at, due_reason) FROM feed_schedule"));
        Assert.Equal([Morning], await db.Due.CronSchedulesAsync(default));
    }

    [SkippableFact]
    public async Task A_claim_carries_what_the_last_poll_left_behind()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var feed = await db.AddAsync();
        await db.PollAsync(feed, Rss.Feed(Rss.Item("a")), new Validators("\"1\"", "then", new byte[] { 7 }));
        await db.Pipeline.FailAsync(await db.ClaimAsync(feed), new InvalidDataException("once"), default);

        var claim = await db.ClaimAsync(feed);

        Assert.Equal(("\"1\"", "then", 7), (claim.Validators.ETag, claim.Validators.LastModified, claim.Validators.BodyHash!.Value.Span[0]));
        Assert.Equal((1, 1, "News"), (claim.Window.Entries.Count, claim.ConsecutiveFailures, claim.Feed.Title));
    }

    [SkippableFact]
    public async Task A_feed_without_a_document_has_no_hash()
    {
        await using var db = await TestDatabase.CreateAsync(server);

        Assert.Null((await db.ClaimAsync(await db.AddAsync())).Validators.BodyHash);
    }

    [SkippableFact]
    public async Task Leases_are_renewed_in_the_order_in_which_polls_are_stored()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var first = await db.ClaimAsync(await db.AddAsync("first"));
        var second = await db.ClaimAsync(await db.AddAsync("second"));
        await db.AskAsync("UPDATE feed_schedule SET due_at = 'infinity'");
        await using var storing = await db.HoldAsync($"SELECT FROM feed_schedule WHERE feed_id = {first.Feed.Id} FOR UPDATE");

        foreach (var change in new Func<Task>[]
        {
            () => db.Due.RenewAsync([second, first], TestDatabase.Lease, default),
            () => db.Due.ReleaseAsync([second, first], default),
            () => db.Due.MarkDueAsync(Schedule.Adaptive.Instance, TimeSpan.Zero, default),
        })
        {
            var waiting = change();
            await db.AwaitWaitingAsync(1);
            await storing.ExecuteAsync($"SELECT FROM feed_schedule WHERE feed_id = {second.Feed.Id} FOR UPDATE NOWAIT");
            await storing.ExecuteAsync("COMMIT");
            await waiting;
            await storing.ExecuteAsync($"BEGIN; SELECT FROM feed_schedule WHERE feed_id = {first.Feed.Id} FOR UPDATE");
        }
    }
}
