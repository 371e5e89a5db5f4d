using FeedPipeline.Flows;
using FeedPipeline.Tests.Storing;
using FeedPipeline.Watching;
using Microsoft.Extensions.Options;

namespace FeedPipeline.Tests.Flows;

[Collection(DatabaseTests.Name)]
public sealed class ReadinessTests(TestServer server)
{
    [SkippableFact]
    public async Task A_process_that_only_serves_needs_no_scheduler()
    {
        await using var db = await TestDatabase.CreateAsync(server);

        Assert.Equal(["database", "migrations"], (await Check(db, polls: false)).Select(check => check.Ready ? check.Name : check.Detail));
    }

    [SkippableFact]
    public async Task A_worker_that_looks_is_ready()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await db.Dispatcher.DispatchDueAsync(default);

        var checks = await Check(db, polls: true);

        Assert.Equal(["database", "migrations", "scheduler", "claims"], checks.Select(check => check.Ready ? check.Name : check.Detail));
    }

    [SkippableFact]
    public async Task A_worker_that_neither_looks_nor_claims_is_not_ready_and_says_so()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await db.AddAsync();
        await db.AskAsync("UPDATE feed_schedule SET due_at = now() - interval '1 hour'");

        var missing = (await Check(db, polls: true, stalledAfter: TimeSpan.Zero)).Where(check => !check.Ready).ToList();

        Assert.Equal(["scheduler", "claims"], missing.Select(check => check.Name));
        Assert.Contains("a feed has been due for 3600 s", missing[1].Detail, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task What_waits_for_its_host_is_no_standstill()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await db.AddAsync();
        await db.AskAsync("UPDATE feed_schedule SET due_at = now() - interval '1 hour', ready_at = now() + interval '1 hour'");

        Assert.Contains(await Check(db, polls: true, stalledAfter: TimeSpan.FromSeconds(1)), check => check is { Name: "claims", Ready: true, Detail: "no feed waits" });
    }

    [SkippableFact]
    public async Task A_database_out_of_reach_is_said_in_one_line()
    {
        var connection = $"{await server.CreateDatabaseAsync()};Database=nowhere";
        await using var services = TestDatabase.Wire(connection, []);

        var checks = await ((Readiness)services.GetService(typeof(Readiness))!).CheckAsync(default);

        Assert.Equal(["database"], checks.Select(check => check.Name));
        Assert.StartsWith("the database", checks[0].Detail, StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<ReadyCheck>> Check(TestDatabase db, bool polls, TimeSpan? stalledAfter = null) =>
        await new Readiness(db.Get<FeedPipeline.Storing.Schema>(), db.Get<FeedPipeline.Storing.BacklogReport>(), db.Dispatcher, new Duties(polls),
            Options.Create(new WatchingOptions { StalledAfter = stalledAfter ?? TimeSpan.FromMinutes(5) })).CheckAsync(default);
}
