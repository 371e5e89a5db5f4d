using System.Net;
using System.Text.RegularExpressions;
using FeedPipeline.Feeds;
using FeedPipeline.Flows;
using FeedPipeline.Polls;
using FeedPipeline.Steps;
using FeedPipeline.Storing;
using FeedPipeline.Storing.Keys;
using FeedPipeline.Tests.Storing;
using FeedPipeline.Web.Api;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace FeedPipeline.Tests.Web;

[Collection(DatabaseTests.Name)]
public sealed partial class MetricsTests(TestServer server)
{
    private static readonly string Grafana = Path.Combine(TidyTests.Root, "deploy", "grafana");

    [SkippableFact]
    public async Task Dashboard_and_alerts_name_only_what_is_measured()
    {
        await using var house = await ApiHouse.OpenAsync(server);
        await PollTwiceAsync(house);
        await house.GetAsync("/healthz");

        var answer = await house.GetAsync("/metrics");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        var measured = MetricName().Matches(answer.Body).Select(match => match.Groups["name"].Value).ToHashSet();
        foreach (var file in new[] { "feedpipeline.json", "alerts.yml" })
        {
            var named = Named(await File.ReadAllTextAsync(Path.Combine(Grafana, file)));
            Assert.True(named.Count > 5, $"{file} names {named.Count} metrics");
            Assert.True(named.IsSubsetOf(measured), $"{file} names what /metrics does not have: {string.Join(", ", named.Except(measured))}");
        }
    }

    [SkippableFact]
    public async Task Polls_are_counted_by_outcome()
    {
        await using var house = await ApiHouse.OpenAsync(server);
        var before = await PollsAsync(house, "stored");

        await PollTwiceAsync(house);

        Assert.True(await PollsAsync(house, "stored") >= before + 2);
        Assert.Contains("feedpipeline_polling_due 1", (await house.GetAsync("/metrics")).Body.Replace("{}", "", StringComparison.Ordinal).Split('\n').Where(line => line.StartsWith("feedpipeline_polling_due", StringComparison.Ordinal)));
    }

    [SkippableFact]
    public async Task Metrics_are_read_with_a_key_beyond_loopback()
    {
        await using var house = await ApiHouse.OpenAsync(server);

        Assert.Equal(HttpStatusCode.Unauthorized, (await house.SendAsync("GET", "/metrics", from: "203.0.113.7")).Status);
        Assert.Equal(HttpStatusCode.OK, (await house.SendAsync("GET", "/metrics", from: "203.0.113.7", key: await house.KeyAsync(ApiScope.Read))).Status);
    }

    [Fact]
    public void Counting_a_poll_that_found_nothing_allocates_nothing()
    {
        using var metrics = Sdk.CreateMeterProviderBuilder().AddMeters().AddReader(new BaseExportingMetricReader(new Nowhere())).Build();
        var claim = new ClaimedFeed { Feed = new Feed { Name = "news", Url = "http://news.example/" }, Fence = 1, ClaimedAt = DateTimeOffset.UnixEpoch.AddSeconds(5), DueAt = DateTimeOffset.UnixEpoch };
        var poll = new CompletedPoll { Claim = claim, Poll = new Poll { Outcome = PollOutcome.NotModified, ElapsedMs = 12 }, Due = new Due(DateTimeOffset.UnixEpoch, "test", null) };
        CountMany(claim, poll, 1_000);

        var before = GC.GetAllocatedBytesForCurrentThread();
        CountMany(claim, poll, 10_000);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.True(allocated < 10_000, $"{allocated} bytes for 10,000 polls");
    }

    private static void CountMany(ClaimedFeed claim, CompletedPoll poll, int times)
    {
        for (var time = 0; time < times; time++)
        {
            PollMetrics.Looked(1, TimeSpan.FromMilliseconds(2));
            PollMetrics.Held(1);
            PollMetrics.Began(claim, TimeSpan.FromMilliseconds(3));
            PollMetrics.Ended(poll, SaveResult.Saved);
            PollMetrics.Held(-1);
        }
    }

    /// <summary>One feed with a first document, and a second one with an item of just now; another one is due all the while.</summary>
    private static async Task PollTwiceAsync(ApiHouse house)
    {
        PollMetrics.Begin();
        FlowMetrics.Begin();
        var feed = await house.StoreAsync("metered", Rss.Item("a"));
        var claim = await house.Db.ClaimAsync(feed);
        PollMetrics.Looked(1, TimeSpan.FromMilliseconds(2));
        PollMetrics.Began(claim with { DueAt = claim.ClaimedAt }, TimeSpan.FromMilliseconds(3));
        await house.Db.TakeInAsync(claim, Rss.Feed(Rss.Item("a"), Rss.Item("b", published: claim.ClaimedAt.AddSeconds(2).ToString("r"))));
        await house.Db.AddAsync("waiting");
        var report = house.Db.Get<BacklogReport>();
        FlowMetrics.Show(await report.ReadAsync(await report.FeedsAsync(default), default));
    }

    private static async Task<double> PollsAsync(ApiHouse house, string outcome) =>
        (await house.GetAsync("/metrics")).Body.Split('\n').Where(line => line.StartsWith("feedpipeline_polling_polls_total{", StringComparison.Ordinal) && line.Contains($"outcome=\"{outcome}\"", StringComparison.Ordinal))
            .Select(line => double.Parse(line[(line.IndexOf("} ", StringComparison.Ordinal) + 2)..].Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture)).Sum();

    /// <summary>Every word that can only be the name of a metric.</summary>
    private static HashSet<string> Named(string text) => [.. NamedMetric().Matches(text).Select(match => match.Value)];

    [GeneratedRegex(@"^(?<name>[a-z_]+)[{ ]", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 2000)]
    private static partial Regex MetricName();

    [GeneratedRegex(@"\b(?:feedpipeline|dotnet|http_server)_[a-z_]+\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 2000)]
    private static partial Regex NamedMetric();

    private sealed class Nowhere : BaseExporter<Metric>
    {
        public override ExportResult Export(in Batch<Metric> batch) => ExportResult.Success;
    }
}
