using System.Diagnostics.Metrics;
using FeedPipeline.Storing;

namespace FeedPipeline.Flows;

/// <summary>What pages and webhooks are counted by, and what waits in the database for all workers together.</summary>
public static class FlowMetrics
{
    private static readonly Meter Meter = new("FeedPipeline.Flows");

    private static readonly Counter<long> Pages = Meter.CreateCounter<long>("feedpipeline.extracting.pages", "{page}", "Article pages that were asked for, by result: read, put_off or given_up.");
    private static readonly Counter<long> Deliveries = Meter.CreateCounter<long>("feedpipeline.publishing.deliveries", "{try}", "Tries to tell webhooks of changes, by result: taken or refused.");

    private static volatile Backlog? shown;

    static FlowMetrics()
    {
        Gauge("feedpipeline.polling.due", "{feed}", "Feeds that are due and held by nobody, up to 100,000.", backlog => backlog.DueFeeds);
        Gauge("feedpipeline.polling.due.age", "s", "How long the feed that is due longest has been due, hosts that ask for patience left out.", backlog => backlog.OldestDue.TotalSeconds);
        Gauge("feedpipeline.polling.held", "{feed}", "Feeds that any worker holds under lease.", backlog => backlog.Leases);
        Gauge("feedpipeline.extracting.queue", "{page}", "Article pages that are due, up to 100,000.", backlog => backlog.DuePages);
        Gauge("feedpipeline.publishing.dead_letters", "{change}", "Changes that webhooks did not take after all tries.", backlog => backlog.DeadLetters);
        Meter.CreateObservableGauge("feedpipeline.publishing.lag", () => Lag(shown), "s", "Age of the oldest change that the slowest reader has not taken, by reader: consumer or webhook.");
        Meter.CreateObservableGauge("feedpipeline.watching.events", () => Many(shown?.OpenEvents, "kind"), "{event}", "Open events, by kind.");
        Meter.CreateObservableGauge("feedpipeline.watching.feeds", () => Many(shown?.Feeds, "state"), "{feed}", "Feeds, by state: well, failing or paused.");
    }

    /// <summary>Shows every counter with zero, so that rates have a begin.</summary>
    public static void Begin()
    {
        foreach (var result in new[] { "read", "put_off", "given_up" })
            Pages.Add(0, new KeyValuePair<string, object?>("result", result));
        foreach (var result in new[] { "taken", "refused" })
            Deliveries.Add(0, new KeyValuePair<string, object?>("result", result));
    }

    /// <summary>What waited in the database when it was last looked at; null shows nothing, as when it is out of reach.</summary>
    public static void Show(Backlog? backlog) => shown = backlog;

    internal static void PageRead() => Pages.Add(1, new KeyValuePair<string, object?>("result", "read"));

    internal static void PagePutOff(bool isLast) => Pages.Add(1, new KeyValuePair<string, object?>("result", isLast ? "given_up" : "put_off"));

    internal static void Delivered(bool isTaken) => Deliveries.Add(1, new KeyValuePair<string, object?>("result", isTaken ? "taken" : "refused"));

    private static void Gauge(string name, string unit, string description, Func<Backlog, double> value) =>
        Meter.CreateObservableGauge(name, () => shown is { } backlog ? [new Measurement<double>(value(backlog))] : Array.Empty<Measurement<double>>(), unit, description);

    private static IEnumerable<Measurement<double>> Lag(Backlog? backlog) => backlog is null
        ? []
        :
        [
            new(backlog.ConsumerLag.TotalSeconds, new KeyValuePair<string, object?>("reader", "consumer")),
            new(backlog.WebhookLag.TotalSeconds, new KeyValuePair<string, object?>("reader", "webhook")),
        ];

    private static IEnumerable<Measurement<long>> Many(IReadOnlyDictionary<string, long>? counts, string tag) =>
        counts?.Select(count => new Measurement<long>(count.Value, new KeyValuePair<string, object?>(tag, count.Key))) ?? [];
}
