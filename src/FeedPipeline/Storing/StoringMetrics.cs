using System.Diagnostics.Metrics;

namespace FeedPipeline.Storing;

/// <summary>What commits are counted by.</summary>
internal static class StoringMetrics
{
    private static readonly Meter Meter = new("FeedPipeline.Storing");

    private static readonly Histogram<long> Polls = Meter.CreateHistogram(
        "feedpipeline.storing.batch.polls", "{poll}", "Polls that were written in one commit.", tags: null, new InstrumentAdvice<long> { HistogramBucketBoundaries = [1, 2, 5, 10, 25, 50, 100, 250, 500] });

    private static readonly Histogram<double> Duration = Meter.CreateHistogram(
        "feedpipeline.storing.batch.duration", "s", "Time that one commit of polls took, tries included.", tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10] });

    private static readonly Counter<long> Retries = Meter.CreateCounter<long>("feedpipeline.storing.retries", "{try}", "Statements that were tried again, because the database was out of reach or busy.");
    private static readonly Counter<long> Copies = Meter.CreateCounter<long>("feedpipeline.storing.copies", "{article}", "New articles that were labelled as copies of others.");

    /// <summary>Shows every counter with zero, so that rates have a begin.</summary>
    public static void Begin()
    {
        Retries.Add(0);
        Copies.Add(0);
    }

    /// <summary>A batch was written.</summary>
    public static void Wrote(int polls, TimeSpan elapsed)
    {
        Polls.Record(polls);
        Duration.Record(elapsed.TotalSeconds);
    }

    /// <summary>A statement is tried again.</summary>
    public static void Retried() => Retries.Add(1);

    /// <summary>So many new articles are copies.</summary>
    public static void Copied(int articles) => Copies.Add(articles);
}
