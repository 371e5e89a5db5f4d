using System.Globalization;
using FeedPipeline.Storing.PrivateServer;

namespace FeedPipeline.EndToEnd;

/// <summary>Several workers on one database.</summary>
[Collection(Alone.Name)]
public sealed class WorkersTests
{
    private const int Feeds = 200;
    private const int Kills = 4;

    /// <summary>Lease, and the time to look again.</summary>
    private static readonly TimeSpan TakenOverWithin = TimeSpan.FromSeconds(45);

    [SkippableFact]
    public async Task Two_workers_share_the_feeds_and_a_killed_one_loses_nothing()
    {
        await using var here = await Installation.CreateAsync();
        await using var origin = await SlidingOrigin.StartAsync();
        await using var server = await PrivatePostgres.OpenAsync(new PrivateServerOptions(), here.PathOf("shared"), TimeProvider.System, CancellationToken.None);
        here.ShareDatabase(server.ConnectionString);
        await here.MustAsync("feeds", "import", here.Write("feeds.opml", Opml(origin.Url)));
        await here.RunAsync("--workers-only");
        await here.RunAsync("--workers-only");

        for (var kill = 0; kill < Kills; kill++)
        {
            var seen = Requests(origin);
            await Wait.UntilAsync(() => Requests(origin) > seen + Feeds, "every feed is polled about once more");
            await here.RunAgainAfterKillAsync("--workers-only");
        }

        var before = origin.Feeds.ToDictionary(feed => feed.Key, feed => feed.Value.Requests);
        await Wait.UntilAsync(() => Task.FromResult(origin.Feeds.All(feed => feed.Value.Requests > before.GetValueOrDefault(feed.Key))),
            "the feeds of the killed workers are polled again", TakenOverWithin);
        origin.Freeze();
        var rest = origin.Feeds.ToDictionary(feed => feed.Key, feed => feed.Value.Requests + 1);
        await Wait.UntilAsync(() => origin.Feeds.All(feed => feed.Value.Requests > rest[feed.Key]), "the last items are polled");
        await here.StopAsync();

        Assert.Equal(Feeds, origin.Feeds.Count);
        Assert.Equal(0, origin.Feeds.Values.Sum(feed => feed.Overlaps));
        Assert.Equal(origin.Feeds.Values.Sum(feed => (long)feed.Newest), await here.QueryAsync<long>("SELECT count(*) FROM article"));
        Assert.Equal(0, await here.QueryAsync<long>("SELECT count(*) FROM (SELECT FROM article GROUP BY feed_id, guid HAVING count(*) > 1) AS twice"));
        Assert.Equal(await here.QueryAsync<long>("SELECT count(*) FROM article"), await here.QueryAsync<long>("SELECT count(*) FROM change"));
        await FencesAgreeAsync(here, origin);
    }

    [SkippableFact]
    public async Task A_worker_that_stops_is_no_failed_one_to_the_next()
    {
        await using var here = await Installation.CreateAsync();
        await here.RunAsync("--workers-only");
        await Wait.UntilAsync(async () => await here.QueryAsync<long>("SELECT count(*) FROM quartz.qrtz_scheduler_state") == 1, "it is on the list of the cluster");
        var name = await here.QueryAsync<string>("SELECT instance_name FROM quartz.qrtz_scheduler_state");
        await here.StopAsync();
        await here.RunAsync("--workers-only");

        Assert.Equal(0, await here.QueryAsync<long>($"SELECT count(*) FROM quartz.qrtz_scheduler_state WHERE instance_name = '{name}'"));
        Assert.Single(here.Log, line => line.Contains("Schema brought up to date", StringComparison.Ordinal));
        Assert.DoesNotContain(here.Log, line => line.Contains("Applied migration", StringComparison.Ordinal));
        Assert.Equal(["new", "found"], here.Log.Where(line => line.Contains($"data: {here.Data} (", StringComparison.Ordinal)).Select(line => line[(line.LastIndexOf('(') + 1)..^1]));
    }

    /// <summary>A fence counts claims and stored polls: as many requests as claims, but for those that a kill cut off before they were sent.</summary>
    private static async Task FencesAgreeAsync(Installation here, SlidingOrigin origin)
    {
        var claims = await here.QueryAsync<long>("SELECT sum(fence)::bigint FROM feed_schedule") - await here.QueryAsync<long>("SELECT sum(count)::bigint FROM poll");
        var stored = await here.QueryAsync<long>("SELECT sum(count)::bigint FROM poll");

        Assert.InRange(Requests(origin), stored, claims);
    }

    private static int Requests(SlidingOrigin origin) => origin.Feeds.Values.Sum(feed => feed.Requests);

    private static string Opml(string url)
    {
        var outlines = Enumerable.Range(1, Feeds)
            .Select(number => string.Create(CultureInfo.InvariantCulture, $"<outline text=\"Feed {number}\" xmlUrl=\"{url}/{number}.xml\" schedule=\"every 2s\"/>"));
        return $"<opml version=\"2.0\"><body>{string.Concat(outlines)}</body></opml>";
    }
}
