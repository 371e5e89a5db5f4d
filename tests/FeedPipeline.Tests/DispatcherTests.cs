using FeedPipeline.Polls;
using FeedPipeline.Tests.Storing;

namespace FeedPipeline.Tests;

[Collection(DatabaseTests.Name)]
public sealed class DispatcherTests(TestServer server)
{
    [SkippableFact]
    public async Task All_that_is_due_is_polled_however_few_slots_there_are()
    {
        await using var db = await TestDatabase.CreateAsync(server, ("Fetching:Concurrency", "2"));
        await using var origin = await Origin.StartAsync();
        for (var i = 0; i < 7; i++)
            await db.AddAsync($"feed {i}", origin.Publish($"/{i}", Rss.Feed(Rss.Item($"item{i}"))));
        var paused = await db.AddAsync("paused", origin.Publish("/paused", Rss.Feed()));
        await db.Feeds.PauseAsync(paused, default);

        await db.Dispatcher.DispatchDueAsync(default);
        await db.Dispatcher.DrainAsync(default);

        Assert.Equal("7 7", await db.AskAsync("SELECT concat_ws(' ', (SELECT count(*) FROM article), (SELECT count(*) FROM poll WHERE outcome = 'stored'))"));
        Assert.Equal(7, origin.Requests.Count);
    }

    [SkippableFact]
    public async Task One_feed_is_polled_by_hand_though_it_is_not_due()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await using var origin = await Origin.StartAsync();
        var feed = await db.AddAsync(url: origin.Publish("/feed", Rss.Feed(Rss.Item("a"))));
        await db.Dispatcher.PollAsync(feed, default);

        var poll = await db.Dispatcher.PollAsync(feed, default);

        Assert.Equal(PollOutcome.Unchanged, poll!.Outcome);
    }

    [SkippableFact]
    public async Task A_feed_that_another_worker_polls_is_left_to_it()
    {
        await using var db = await TestDatabase.CreateAsync(server, ("Fetching:Concurrency", "1"));
        var feed = await db.AddAsync();
        var theirs = await db.ClaimAsync(feed);

        Assert.Null(await db.Dispatcher.PollAsync(feed, default));
        Assert.Null(await db.Dispatcher.PollAsync(feed, default));

        await db.Due.ReleaseAsync([theirs], default);
        Assert.NotNull(await db.Dispatcher.PollAsync(feed, default));
    }

    [SkippableFact]
    public async Task A_poll_by_hand_that_waits_for_a_slot_holds_no_feed()
    {
        await using var db = await TestDatabase.CreateAsync(server, ("Fetching:Concurrency", "1"));
        await using var origin = await Origin.StartAsync();
        await db.AddAsync("busy", origin.Publish("/held", Rss.Feed()));
        var running = db.Dispatcher.DispatchDueAsync(default);
        await origin.Asked;
        var wanted = await db.AddAsync("wanted", origin.Publish("/wanted", Rss.Feed()));

        using var impatient = new CancellationTokenSource();
        var waiting = db.Dispatcher.PollAsync(wanted, impatient.Token);
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);

        Assert.Null(await db.AskAsync($"SELECT lease_until FROM feed_schedule WHERE feed_id = {wanted}"));
        origin.Release();
        await running;
        await db.Dispatcher.DrainAsync(default);
    }

    [SkippableFact]
    public async Task Leases_of_polls_in_hand_are_renewed()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await using var origin = await Origin.StartAsync();
        await db.AddAsync(url: origin.Publish("/held", Rss.Feed()));
        await db.Dispatcher.DispatchDueAsync(default);
        await origin.Asked;
        await db.AskAsync("UPDATE feed_schedule SET lease_until = now() - interval '1 second'");

        await db.Dispatcher.RenewAsync(default);

        Assert.Equal("True", await db.AskAsync("SELECT lease_until > now() FROM feed_schedule"));
        origin.Release();
        await db.Dispatcher.DrainAsync(default);
    }

    [SkippableFact]
    public async Task A_feed_that_came_back_under_a_new_claim_keeps_its_lease()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await using var origin = await Origin.StartAsync();
        await db.AddAsync(url: origin.Publish("/held", Rss.Feed()));
        await db.Dispatcher.DispatchDueAsync(default);
        await origin.Asked;
        await db.AskAsync("UPDATE feed_schedule SET lease_until = now() - interval '1 second'");
        await db.Dispatcher.DispatchDueAsync(default);
        await db.AskAsync("UPDATE feed_schedule SET lease_until = now() - interval '1 second'");

        await db.Dispatcher.RenewAsync(default);

        Assert.Equal("True", await db.AskAsync("SELECT lease_until > now() FROM feed_schedule"));
        origin.Release();
        await db.Dispatcher.DrainAsync(default);
        Assert.Equal("1", await db.AskAsync("SELECT count(*) FROM poll"));
    }

    [SkippableFact]
    public async Task Stopping_ends_what_ends_in_time()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await using var origin = await Origin.StartAsync();
        await db.AddAsync(url: origin.Publish("/held", Rss.Feed(Rss.Item("a"))));
        await db.Dispatcher.DispatchDueAsync(default);
        await origin.Asked;

        var stopping = db.Dispatcher.StopAsync(TimeProvider.System);
        origin.Release();
        await stopping;

        Assert.Equal("1", await db.AskAsync("SELECT count(*) FROM article"));
    }

    [SkippableFact]
    public async Task Stopping_gives_back_what_does_not_end()
    {
        await using var db = await TestDatabase.CreateAsync(server, ("Polling:StopTimeout", "00:00:00"));
        await using var origin = await Origin.StartAsync();
        await db.AddAsync(url: origin.Publish("/held", Rss.Feed()));
        await db.Dispatcher.DispatchDueAsync(default);
        await origin.Asked;

        await db.Dispatcher.StopAsync(TimeProvider.System);

        Assert.Single(await db.ClaimDueAsync(1));
        Assert.Equal("0", await db.AskAsync("SELECT count(*) FROM poll"));
    }

    [SkippableFact]
    public async Task After_stopping_nothing_is_claimed()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await db.Dispatcher.StopAsync(TimeProvider.System);
        var feed = await db.AddAsync();

        await db.Dispatcher.DispatchDueAsync(default);

        Assert.Null(await db.Dispatcher.PollAsync(feed, default));
        Assert.Null(await db.AskAsync("SELECT lease_until FROM feed_schedule"));
    }

    [SkippableFact]
    public async Task Stopping_ends_though_the_database_is_gone()
    {
        await using var db = await TestDatabase.CreateAsync(server, ("Polling:StopTimeout", "00:00:00"));
        await using var origin = await Origin.StartAsync();
        await db.AddAsync(url: origin.Publish("/held", Rss.Feed()));
        await db.Dispatcher.DispatchDueAsync(default);
        await origin.Asked;
        await db.AskAsync("ALTER TABLE feed_schedule RENAME TO hidden");

        await db.Dispatcher.StopAsync(TimeProvider.System);

        await db.Dispatcher.DrainAsync(default);
    }

    [SkippableFact]
    public async Task What_could_not_be_recorded_is_given_back_when_the_database_returns()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await using var origin = await Origin.StartAsync();
        await db.AddAsync(url: origin.Publish("/held", Rss.Feed()));
        await db.Dispatcher.DispatchDueAsync(default);
        await origin.Asked;
        await db.AskAsync("ALTER TABLE feed_schedule RENAME TO hidden");
        origin.Release();
        await db.Dispatcher.DrainAsync(default);
        await db.AskAsync("ALTER TABLE hidden RENAME TO feed_schedule");

        await db.Dispatcher.RenewAsync(default);

        Assert.Single(await db.ClaimDueAsync(1));
    }

    [SkippableFact]
    public async Task A_feed_that_was_in_hand_at_two_deaths_is_polled_with_nothing_else_in_hand()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await using var origin = await Origin.StartAsync();
        await db.AddAsync("ordinary", origin.Publish("/held", Rss.Feed()));
        await db.Dispatcher.DispatchDueAsync(default);
        await origin.Asked;
        var accused = await db.AddAsync("accused", origin.Publish("/accused", Rss.Feed(Rss.Item("a"))));
        await db.AskAsync($"UPDATE feed_schedule SET deaths = 2 WHERE feed_id = {accused}");

        var dispatching = db.Dispatcher.DispatchDueAsync(default);
        await db.AwaitAsync("True", $"SELECT ready_at > now() FROM feed_schedule WHERE feed_id = {accused}");
        Assert.Single(origin.Requests);
        origin.Release();
        await dispatching;

        Assert.Equal("stored 0", await db.AskAsync($"SELECT concat_ws(' ', last_outcome, deaths) FROM feed_schedule WHERE feed_id = {accused}"));
    }

    [SkippableFact]
    public async Task What_the_database_refuses_is_recorded_on_its_feed_which_backs_off()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await using var origin = await Origin.StartAsync();
        await db.AskAsync("ALTER TABLE article ADD CONSTRAINT no_poison CHECK (headline <> 'Title of poison')");
        foreach (var name in new[] { "a", "poison", "b" })
            await db.AddAsync(name, origin.Publish($"/{name}", Rss.Feed(Rss.Item(name)), "\"1\""));

        await db.Dispatcher.DispatchDueAsync(default);
        await db.Dispatcher.DrainAsync(default);

        Assert.Equal("a stored 0, b stored 0, poison internal_error 1", await db.AskAsync(
            "SELECT string_agg(concat_ws(' ', name, last_outcome, consecutive_failures), ', ' ORDER BY name) FROM feed WHERE due_at > now()"));
        Assert.Contains("no_poison", await db.AskAsync("SELECT detail FROM poll WHERE outcome = 'internal_error'"), StringComparison.Ordinal);
        Assert.Null(await db.AskAsync("SELECT etag FROM feed_memory JOIN feed ON id = feed_id WHERE name = 'poison'"));
    }

    [SkippableFact]
    public async Task A_poll_that_ends_before_it_is_noted_down_is_not_in_hand_for_ever()
    {
        await using var db = await TestDatabase.CreateAsync(server, ("Fetching:AllowedNetworks:0", "10.99.0.0/16"));
        for (var i = 0; i < 200; i++)
            await db.AddAsync($"feed {i}", $"http://127.0.0.{i}/feed");

        await db.Dispatcher.DispatchDueAsync(default);
        await db.Dispatcher.DrainAsync(default).WaitAsync(TimeSpan.FromMinutes(1));

        Assert.Equal("200", await db.AskAsync("SELECT count(*) FROM poll WHERE outcome = 'address_refused'"));
    }
}
