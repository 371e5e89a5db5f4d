using FeedPipeline.Feeds;
using FeedPipeline.Polls;

namespace FeedPipeline.Tests.Storing;

[Collection(DatabaseTests.Name)]
public sealed class EndedLeasesTests(TestServer server)
{
    private const string EndLeases = "UPDATE feed_schedule SET lease_until = now() - interval '1 second' WHERE lease_until IS NOT NULL";
    private const string OpenEvents = "SELECT string_agg(kind, ' ') FROM event WHERE closed_at IS NULL";

    [SkippableFact]
    public async Task A_feed_whose_worker_died_is_a_suspect_that_an_ordinary_look_leaves_alone()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var feed = await db.AddAsync();
        await DieAsync(db, feed);

        Assert.Empty(await db.ClaimDueAsync(5));
        var suspect = Assert.Single(await db.ClaimSuspectsAsync(5));
        Assert.Equal(1, suspect.Deaths);
    }

    [SkippableFact]
    public async Task The_third_death_in_a_row_pauses_the_feed_and_tells_an_operator_what_to_do()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var feed = await db.AddAsync("deadly");
        Assert.Empty((await DieAsync(db, feed)).Paused);
        Assert.Empty((await DieAsync(db, feed)).Paused);

        var third = await DieAsync(db, feed);

        Assert.Equal("deadly", Assert.Single(third.Paused));
        Assert.False(third.SuspectsAreDue);
        Assert.Equal("t infinity paused: 3 workers in a row died while they polled it", await db.AskAsync(
            "SELECT concat_ws(' ', paused_at IS NOT NULL, due_at, due_reason) FROM feed_definition JOIN feed_schedule ON feed_id = id"));
        Assert.Contains($"then feedpipe feeds resume {feed}", await db.AskAsync("SELECT detail FROM event WHERE kind = 'poison'"), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Any_poll_that_ends_starts_the_count_again()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var feed = await db.AddAsync();
        await DieAsync(db, feed);
        await DieAsync(db, feed);

        await db.Pipeline.FailAsync(await db.ClaimAsync(feed), new InvalidOperationException("no worker died of it"), default);

        Assert.Equal("0", await db.AskAsync("SELECT deaths FROM feed_schedule"));
    }

    [SkippableFact]
    public async Task What_is_given_back_by_a_worker_that_stops_is_no_death()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var claim = await db.ClaimAsync(await db.AddAsync());
        await db.Due.ReleaseAsync([claim], default);

        var lost = await db.SettleAsync();

        Assert.Equal(0, lost.Deaths);
        Assert.Single(await db.ClaimDueAsync(1));
    }

    [SkippableFact]
    public async Task A_lease_from_before_the_servers_start_ends_but_says_nothing_of_its_worker()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await db.ClaimAsync(await db.AddAsync());
        await db.AskAsync(EndLeases);

        // As long as that, it was given before the server started.
        var lost = await db.Due.SettleAsync(TimeSpan.FromDays(1000), deathsUntilPaused: 3, default);

        Assert.Equal(0, lost.Deaths);
        Assert.Single(await db.ClaimDueAsync(1));
    }

    [SkippableFact]
    public async Task A_worker_that_stood_still_and_ends_its_poll_resumes_the_feed()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var feed = await db.AddAsync();
        await DieAsync(db, feed);
        await DieAsync(db, feed);
        var late = await db.ClaimAsync(feed);
        await db.AskAsync(EndLeases);
        Assert.Single((await db.SettleAsync()).Paused);

        await db.TakeInAsync(late, Rss.Feed(Rss.Item("a")));

        Assert.Null(await db.AskAsync(OpenEvents));
        Assert.Equal("t t 0", await db.AskAsync("SELECT concat_ws(' ', paused_at IS NULL, due_at < 'infinity', deaths) FROM feed_definition JOIN feed_schedule ON feed_id = id"));
    }

    [SkippableFact]
    public async Task So_does_one_whose_poll_comes_too_late_to_be_stored()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var feed = await db.AddAsync();
        var late = await db.ClaimAsync(feed);
        await db.AskAsync(EndLeases);
        await db.SettleAsync();
        await DieAsync(db, feed);
        await DieAsync(db, feed);
        Assert.Equal("poison", await db.AskAsync(OpenEvents));

        Assert.Equal(SaveResult.Stale, await db.Store.SaveAsync(TestDatabase.Judge(late, Rss.Feed(Rss.Item("a"))), default));

        Assert.Null(await db.AskAsync(OpenEvents));
        Assert.Equal("t t 0", await db.AskAsync("SELECT concat_ws(' ', paused_at IS NULL, due_at <= now(), deaths) FROM feed_definition JOIN feed_schedule ON feed_id = id"));
    }

    [SkippableFact]
    public async Task An_operator_resumes_it_and_the_event_is_over()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var feed = await PausedAsync(db);

        Assert.True(await db.Feeds.ResumeAsync(feed, default));

        Assert.Null(await db.AskAsync(OpenEvents));
        Assert.Equal(0, Assert.Single(await db.ClaimDueAsync(1)).Deaths);
    }

    [SkippableFact]
    public async Task What_an_operator_paused_himself_no_late_poll_resumes()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var feed = await PausedAsync(db);
        await db.Feeds.PauseAsync(feed, default);

        await db.PollAsync(feed, Rss.Feed());

        Assert.Equal("True", await db.AskAsync("SELECT paused_at IS NOT NULL FROM feed_definition"));
    }

    [SkippableFact]
    public async Task Only_the_first_who_asks_gets_a_feed_that_is_to_be_polled_alone()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var feed = await db.AddAsync();
        await DieAsync(db, feed);
        await DieAsync(db, feed);
        Assert.Empty(await db.ClaimSuspectsAsync(5));

        Assert.Equal(feed, await db.Due.ReserveAccusedAsync(TimeSpan.FromMinutes(1), default));
        Assert.Null(await db.Due.ReserveAccusedAsync(TimeSpan.FromMinutes(1), default));
    }

    /// <summary>Workers that poll as the dispatcher does, and die of one feed and now and then of nothing at all.</summary>
    [SkippableTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task The_culprit_is_told_from_its_neighbours(int seed)
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var random = new Random(seed);
        var feeds = new List<long>();
        for (var i = 0; i < 60; i++)
            feeds.Add(await db.AddAsync($"feed {i}"));
        var (deadly, deaths) = (feeds[random.Next(60)], 0);

        for (var paused = false; !paused && deaths < 20;)
        {
            var ordinary = await db.ClaimDueAsync(20);
            var suspects = await db.ClaimSuspectsAsync(8);
            // Killed from outside with the hand full: once, as often as it takes to show that it does not matter.
            if (await LiveAsync(db, [.. ordinary, .. suspects], deadly, isKilled: deaths == 0))
            {
                if (await db.Due.ReserveAccusedAsync(TimeSpan.FromMinutes(1), default) is { } accused)
                    _ = await LiveAsync(db, [await db.ClaimAsync(accused)], deadly, isKilled: false) || Died();
            }
            else
            {
                Died();
            }

            paused = (await db.SettleAsync()).Paused.Count > 0;
            await db.AskAsync("UPDATE feed_schedule SET due_at = LEAST(due_at, now())");
        }

        Assert.InRange(deaths, 3, 5);
        Assert.Equal($"{deadly}", await db.AskAsync("SELECT string_agg(feed_id::text, ' ') FROM event WHERE kind = 'poison'"));

        bool Died()
        {
            deaths++;
            return false;
        }
    }

    /// <summary>Polls them all; false when the worker died instead.</summary>
    private static async Task<bool> LiveAsync(TestDatabase db, IReadOnlyList<ClaimedFeed> hand, long deadly, bool isKilled)
    {
        if (isKilled || hand.Any(claim => claim.Feed.Id == deadly))
        {
            await db.AskAsync(EndLeases);
            return false;
        }

        foreach (var claim in hand)
            await db.TakeInAsync(claim, Rss.Feed());
        return true;
    }

    private static async Task<long> PausedAsync(TestDatabase db)
    {
        var feed = await db.AddAsync();
        for (var deaths = 0; deaths < 3; deaths++)
            await DieAsync(db, feed);
        return feed;
    }

    /// <summary>A worker dies with the feed in hand.</summary>
    private static async Task<LostClaims> DieAsync(TestDatabase db, long feed)
    {
        await db.ClaimAsync(feed);
        await db.AskAsync(EndLeases);
        return await db.SettleAsync();
    }
}
