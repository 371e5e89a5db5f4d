using System.Text.Json;
using FeedPipeline.Storing.PrivateServer;

namespace FeedPipeline.EndToEnd;

/// <summary>What processes of each role do, and what they tell of themselves.</summary>
public sealed class RolesTests
{
    private static readonly RssItem Item = new("1", "Ferry line reopens", "<p>The ferry sails again.</p>");

    [SkippableFact]
    public async Task One_process_serves_and_another_one_polls()
    {
        await using var here = await Installation.CreateAsync();
        await using var server = await PrivatePostgres.OpenAsync(new PrivateServerOptions(), here.PathOf("shared"), TimeProvider.System, CancellationToken.None);
        here.ShareDatabase(server.ConnectionString);
        here.Origin.Serve("feed.xml", Rss.Of("Harbour Post", Item));
        await here.MustAsync("feeds", "add", here.Origin.Url + "/feed.xml", "--name", "Post", "--every", "1s");
        await here.RunAsync("--web-only");
        var served = here.ApiUrl;
        var before = await here.QueryAsync<long>("SELECT sum(count)::bigint FROM poll");

        await Task.Delay(TimeSpan.FromSeconds(4), TimeProvider.System);

        Assert.Equal(before, await here.QueryAsync<long>("SELECT sum(count)::bigint FROM poll"));
        Assert.Equal("ready\n", await here.GetAsync("/readyz"));
        await here.RunAsync("--workers-only");
        await Wait.UntilAsync(async () => await here.QueryAsync<long>("SELECT sum(count)::bigint FROM poll") > before, "the worker polls");
        await here.RunAsync("--no-web");
        Assert.NotEqual(served, here.ApiUrl);
        var checks = JsonDocument.Parse(await here.GetAsync("/readyz", "application/json")).RootElement.GetProperty("checks").EnumerateArray().Select(check => check.GetProperty("name").GetString());
        Assert.Equal(["database", "migrations", "scheduler", "claims"], checks);
        await Wait.UntilAsync(async () => (await here.GetAsync("/metrics")).Contains("feedpipeline_watching_feeds{state=\"well\"} 1", StringComparison.Ordinal), "it says how many feeds are well");
    }

    [SkippableFact]
    public async Task A_collector_gets_metrics_and_a_trace_of_each_poll_and_the_log_is_json()
    {
        await using var here = await Installation.CreateAsync();
        await using var collector = await Collector.StartAsync();
        here.Configure("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Url);
        here.Configure("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf");
        here.Configure("OTEL_METRIC_EXPORT_INTERVAL", "500");
        here.Configure("OTEL_BSP_SCHEDULE_DELAY", "500");
        here.Configure("Telemetry__TraceShare", "1");
        here.Configure("Telemetry__Logs", "json");
        here.Origin.Serve("feed.xml", Rss.Of("Harbour Post", Item));
        await here.MustAsync("feeds", "import", here.Write("feeds.opml", $"<opml version=\"2.0\"><body><outline xmlUrl=\"{here.Origin.Url}/feed.xml\" text=\"Post\" schedule=\"every 1s\"/></body></opml>"));

        await here.RunAsync("--no-web");

        await Wait.UntilAsync(() => collector.Has("/v1/traces", "poll", "fetch", "read", "normalize", "deduplicate", "store", "feedpipeline.poll.outcome", "feedpipe"), "the steps of a poll are traced");
        await Wait.UntilAsync(() => collector.Has("/v1/metrics", "feedpipeline.polling.polls", "feedpipeline.polling.lateness", "dotnet.process.cpu.time"), "metrics are sent");
        var line = here.Log.First(line => line.Contains("Polled", StringComparison.Ordinal));
        Assert.Equal("Post", JsonDocument.Parse(line).RootElement.GetProperty("State").GetProperty("Feed").GetString());
    }
}
