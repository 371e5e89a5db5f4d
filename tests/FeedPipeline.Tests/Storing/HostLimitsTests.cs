using FeedPipeline.Feeds;
using FeedPipeline.Fetching;
using FeedPipeline.Polls;
using FeedPipeline.Storing.Feeds;

namespace FeedPipeline.Tests.Storing;

[Collection(DatabaseTests.Name)]
public sealed class HostLimitsTests(TestServer server)
{
    [SkippableFact]
    public async Task All_workers_together_hold_so_many_polls_of_one_host()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await using var another = db.Another();
        await AddManyAsync(db, 30);

        var claims = await Task.WhenAll(Enumerable.Range(0, 12).Select(worker => (worker % 2 == 0 ? db : another).ClaimDueAsync(5, perHost: 3)));

        Assert.Equal(3, claims.Sum(claim => claim.Count));
        Assert.Equal("3", await db.AskAsync("SELECT count(*) FROM feed_schedule WHERE lease_until > now()"));
    }

    [SkippableFact]
    public async Task A_crowded_host_does_not_hold_up_the_others()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await AddManyAsync(db, 500);
        var free = await db.AddAsync("free", "http://free.example/feed");

        List<ClaimedFeed> claimed = [];
        for (var look = 0; look < 20 && claimed.All(claim => claim.Feed.Id != free); look++)
            claimed.AddRange(await db.ClaimDueAsync(10, perHost: 2));

        Assert.Contains(claimed, claim => claim.Feed.Id == free);
        Assert.Equal(3, claimed.Count);
    }

    [SkippableFact]
    public async Task Polls_of_one_host_begin_a_pause_apart_whoever_claims_them()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await AddManyAsync(db, 10);

        var first = await db.ClaimDueAsync(10, perHost: 10, TimeSpan.FromMilliseconds(400));
        await using var another = db.Another();
        var second = await another.ClaimDueAsync(10, perHost: 10, TimeSpan.FromMilliseconds(400));

        // Within the second that a claim looks ahead: at 0, 0.4 and 0.8 seconds.
        Assert.Equal([0, 400, 800], first.Select(claim => (int)claim.StartsIn.TotalMilliseconds));
        Assert.Empty(second);
        Assert.Equal("True", await db.AskAsync("SELECT next_at > now() FROM host WHERE name = 'crowd.example'"));
    }

    [SkippableTheory]
    [InlineData("Host", "busy.example.co.uk", "paused.example.co.uk", true)]
    [InlineData("Host", "a.example", "a.example", false)]
    [InlineData("Domain", "a.example.co.uk", "b.example.co.uk", false)]
    [InlineData("Domain", "a.one.co.uk", "a.two.co.uk", true)]
    [InlineData("Domain", "a.example.com", "example.com", false)]
    [InlineData("Feed", "a.example", "a.example", true)]
    public async Task Retry_After_speaks_for_whom_the_operator_says(string scope, string limited, string other, bool isPolled)
    {
        await using var db = await TestDatabase.CreateAsync(server, ("Fetching:RetryScope", scope));
        var feed = await db.AddAsync("limited", $"http://{limited}/1");
        await db.AddAsync("other", $"http://{other}/2");
        await RecordAsync(db, feed, new FetchResult.Failed(PollOutcome.RateLimited, "429") { RetryAfter = TimeSpan.FromHours(1) });

        Assert.Equal(isPolled ? ["other"] : [], (await db.ClaimDueAsync(5)).Select(claim => claim.Feed.Name));
        Assert.Equal("0", await db.AskAsync("SELECT consecutive_failures FROM feed_schedule WHERE feed_id = (SELECT id FROM feed_definition WHERE name = 'limited')"));
    }

    [SkippableFact]
    public async Task What_hosts_cost_is_told()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var feed = await db.AddAsync("news", "http://a.example/feed");
        for (var i = 0; i < 3; i++)
            await RecordAsync(db, feed, new FetchResult.NotModified(Validators.None));
        await RecordAsync(db, feed, new FetchResult.Failed(PollOutcome.Http5xx, "500") { BytesWire = 100 });

        var host = Assert.Single(await db.Get<HostReport>().ReadAsync(null, 10, default));

        Assert.Equal(("a.example", 4, 100, 0.75, 1), (host.Host, host.Requests, host.BytesWire, host.NotModifiedShare, host.Failed));
    }

    private static async Task RecordAsync(TestDatabase db, long feed, FetchResult result) =>
        await db.Pipeline.TakeInAsync(await db.ClaimAsync(feed), result, 0, default);

    private static async Task AddManyAsync(TestDatabase db, int count) =>
        await db.Feeds.AddAsync([.. Enumerable.Range(0, count).Select(i => new Feed { Name = $"feed {i}", Url = $"http://crowd.example/{i}" })], TimeSpan.Zero, default);
}
