using System.Diagnostics.Metrics;
using FeedPipeline.Articles;
using FeedPipeline.Feeds;
using FeedPipeline.Polls;
using FeedPipeline.Storing;
using FeedPipeline.Watching;

namespace FeedPipeline.Steps;

/// <summary>What polls are counted by. Tags have few values each, and counting allocates nothing.</summary>
public static class PollMetrics
{
    private static readonly Meter Meter = new("FeedPipeline.Polling");

    private static readonly Counter<long> Polls = Meter.CreateCounter<long>("feedpipeline.polling.polls", "{poll}", "Polls that were stored, by outcome.");
    private static readonly Counter<long> Pushes = Meter.CreateCounter<long>("feedpipeline.polling.pushes", "{document}", "Documents that hubs delivered.");
    private static readonly Counter<long> Lost = Meter.CreateCounter<long>("feedpipeline.polling.lost", "{poll}", "Polls that were not stored, because another worker held the feed by then.");
    private static readonly Counter<long> Claims = Meter.CreateCounter<long>("feedpipeline.polling.claims", "{feed}", "Feeds that were claimed.");
    private static readonly UpDownCounter<long> Leases = Meter.CreateUpDownCounter<long>("feedpipeline.polling.leases", "{feed}", "Feeds that this process holds under lease.");
    private static readonly Histogram<double> Looks = Histogram("feedpipeline.polling.look.duration", "s", "Time that one claim of due feeds took.", [.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5]);
    private static readonly Histogram<double> Duration = Histogram("feedpipeline.polling.duration", "s", "From request to verdict, by found: news, nothing or failure.", [.01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30, 60]);
    private static readonly Histogram<double> Lateness = Histogram("feedpipeline.polling.lateness", "s", "From due time to the begin of the poll.", [.1, .25, .5, 1, 2, 5, 10, 30, 60, 120, 300, 900, 3600]);
    private static readonly Counter<long> Bytes = Meter.CreateCounter<long>("feedpipeline.fetching.bytes", "By", "Body bytes of feeds, by form: wire or body (decoded).");
    private static readonly Counter<long> Documents = Meter.CreateCounter<long>("feedpipeline.reading.documents", "{document}", "Documents that were read, by format.");
    private static readonly Counter<long> Items = Meter.CreateCounter<long>("feedpipeline.reading.items", "{item}", "Items that they listed.");
    private static readonly Counter<long> Problems = Meter.CreateCounter<long>("feedpipeline.reading.problems", "{problem}", "What was repaired in them.");
    private static readonly Counter<long> Quarantined = Meter.CreateCounter<long>("feedpipeline.normalizing.quarantined", "{item}", "Items that were kept out of the article table.");
    private static readonly Counter<long> Articles = Meter.CreateCounter<long>("feedpipeline.storing.articles", "{article}", "Articles that polls stored, by change: new, revised or withdrawn.");
    private static readonly Counter<long> Noticed = Meter.CreateCounter<long>("feedpipeline.watching.notices", "{notice}", "What polls told operators, by kind of event; an event that goes on counts each time.");
    private static readonly Histogram<double> Fresh = Histogram("feedpipeline.watching.freshness", "s", "From publication to first sight, of new articles with a usable date.", [10, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 21600, 86400]);
    private static readonly Counter<long> OnTime = Meter.CreateCounter<long>("feedpipeline.watching.articles", "{article}", "New articles of feeds with a target, by target: met, missed or unknown (no usable date).");

    /// <summary>Shows every counter with zero, so that rates have a begin.</summary>
    public static void Begin()
    {
        foreach (var outcome in Enum.GetValues<PollOutcome>())
            Polls.Add(0, new KeyValuePair<string, object?>("outcome", TableNaming.Of(outcome)));
        foreach (var change in new[] { "new", "revised", "withdrawn" })
            Articles.Add(0, new KeyValuePair<string, object?>("change", change));
        foreach (var form in new[] { "wire", "body" })
            Bytes.Add(0, new KeyValuePair<string, object?>("form", form));
        foreach (var target in new[] { "met", "missed", "unknown" })
            OnTime.Add(0, new KeyValuePair<string, object?>("target", target));
        foreach (var counter in new[] { Pushes, Lost, Claims, Items, Problems, Quarantined })
            counter.Add(0);
        Leases.Add(0);
        StoringMetrics.Begin();
    }

    /// <summary>One look for due feeds is over.</summary>
    public static void Looked(int claimed, TimeSpan elapsed)
    {
        Claims.Add(claimed);
        Looks.Record(elapsed.TotalSeconds);
    }

    /// <summary>So many more feeds are held, or fewer.</summary>
    public static void Held(int change) => Leases.Add(change);

    /// <summary>A poll begins, so long after its claim. Who polls before the feed is due is not late.</summary>
    public static void Began(ClaimedFeed claim, TimeSpan sinceClaim)
    {
        if (claim.DueAt <= claim.ClaimedAt)
            Lateness.Record((claim.ClaimedAt - claim.DueAt + sinceClaim).TotalSeconds);
    }

    /// <summary>The store took a poll, or did not; what it said is handed on.</summary>
    public static SaveResult Ended(CompletedPoll completed, SaveResult result)
    {
        if (result == SaveResult.Stale)
            Lost.Add(1);
        else if (result == SaveResult.Saved && !completed.IsRelease)
            Stored(completed);
        return result;
    }

    private static void Stored(CompletedPoll completed)
    {
        var poll = completed.Poll;
        if (completed.IsPush)
            Pushes.Add(1);
        else
            Polled(poll);
        Bytes.Add(poll.BytesWire, new KeyValuePair<string, object?>("form", "wire"));
        Bytes.Add(poll.BytesBody, new KeyValuePair<string, object?>("form", "body"));
        Quarantined.Add(completed.Quarantined.Count);
        foreach (var note in completed.Events)
        {
            if (note.Detail is not null)
                Noticed.Add(1, new KeyValuePair<string, object?>("kind", TableNaming.Of(note.Kind)));
        }

        if (completed.Document is not null)
            TookIn(completed);
    }

    private static void Polled(Poll poll)
    {
        Polls.Add(1, new KeyValuePair<string, object?>("outcome", TableNaming.Of(poll.Outcome)));
        Duration.Record(poll.ElapsedMs / 1000.0, new KeyValuePair<string, object?>("found", poll.Failed ? "failure" : poll.FoundNothing ? "nothing" : "news"));
    }

    private static void TookIn(CompletedPoll completed)
    {
        Documents.Add(1, new KeyValuePair<string, object?>("format", completed.Document!.Format ?? "unknown"));
        Items.Add(completed.Poll.Items);
        Problems.Add(completed.Poll.Repairs);
        Articles.Add(completed.Poll.New, new KeyValuePair<string, object?>("change", "new"));
        Articles.Add(completed.Poll.Revised, new KeyValuePair<string, object?>("change", "revised"));
        Articles.Add(completed.Withdrawn.Count, new KeyValuePair<string, object?>("change", "withdrawn"));
        foreach (var verdict in completed.Verdicts)
        {
            if (verdict is Verdict.Unseen)
                Seen(completed.Claim, verdict.Arrival.Article);
        }
    }

    /// <summary>What the first document lists was published before anybody asked for it.</summary>
    private static void Seen(ClaimedFeed claim, Article article)
    {
        if (claim.Window.Entries.Count == 0)
            return;
        var age = Freshness.Of(article, claim.Feed.AddedAt, claim.ClaimedAt);
        if (age is { } known)
            Fresh.Record(known.TotalSeconds);
        if (claim.Feed.Schedule is Schedule.Adaptive { Within: { } within })
            OnTime.Add(1, new KeyValuePair<string, object?>("target", age is null ? "unknown" : age <= within ? "met" : "missed"));
    }

    private static Histogram<double> Histogram(string name, string unit, string description, double[] bounds) =>
        Meter.CreateHistogram(name, unit, description, tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = bounds });
}
