using System.Diagnostics;
using System.Globalization;

namespace FeedPipeline.Benchmarks.Scheduling;

/// <summary>Compares rules for when to poll, each at the same number of requests. <c>-- schedule [--seed N] [--trace FILE [--from TIME]] [--feeds N] [--days N] [--undated] [--misses]</c></summary>
internal static class ScheduleRun
{
    public static int Run(string[] args)
    {
        var isDated = !args.Contains("--undated");
        var days = Number(args, "--days", 14);
        var feeds = Value(args, "--trace") is { } trace
            ? FeedTrace.Read(trace, Value(args, "--from") is { } from ? DateTimeOffset.Parse(from, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal) : null)
            : PublishingModel.Feeds(Number(args, "--seed", 1), Number(args, "--feeds", 10_000), days);
        Console.WriteLine(FormattableString.Invariant($"{feeds.Count} feeds, {days} days, {feeds.Sum(feed => feed.Published.Count(at => at >= 0 && at < days * 86400L))} items"));
        Console.WriteLine("| policy | requests | item median | item p90 | item p95 | item mean | within 10m, % | feed median | feed p95 | missed | of these seen by 10m |");
        Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|");

        var entries = Show("entry_frequency", feeds, days, new EntryFrequency(feeds.Count, 1));
        Show("round_robin, as many", feeds, days, new RoundRobin(IntervalOf(feeds, days, entries.Requests)));
        Show("FeedPipeline, as many", feeds, days, new Learned(feeds.Count, days, entries.Requests, isDated));
        Show("round_robin 60m", feeds, days, new RoundRobin(3600));
        var reference = Show("every 10m", feeds, days, new RoundRobin(600));
        Show("round_robin, a fifth of it", feeds, days, new RoundRobin(IntervalOf(feeds, days, reference.Requests / 5)));
        Show("entry_frequency, a fifth of it", feeds, days, new EntryFrequency(feeds.Count, FactorFor(feeds, days, reference.Requests / 5)));
        var ours = Show("FeedPipeline, a fifth of it", feeds, days, new Learned(feeds.Count, days, reference.Requests / 5, isDated));
        if (args.Contains("--misses"))
            ShowMisses(ours);
        return 0;
    }

    private static SimulationResult Show(string name, IReadOnlyList<ModelFeed> feeds, int days, IPollingPolicy policy)
    {
        var watch = Stopwatch.StartNew();
        var result = Simulation.Run(feeds, days, policy);
        Console.WriteLine(FormattableString.Invariant(
            $"| {name} | {result.Requests:N0} | {result.ItemQuantile(.5):0.0} | {result.ItemQuantile(.9):0.0} | {result.ItemQuantile(.95):0.0} | {result.Mean:0.0} | {100 * result.Within(10):0} | {result.FeedQuantile(.5):0.0} | {result.FeedQuantile(.95):0.0} | {result.Missed} | {result.MissedBeyondReference} |"));
        Console.Error.WriteLine(FormattableString.Invariant($"{watch.Elapsed.TotalSeconds:0.0} s"));
        return result;
    }

    /// <summary>What the last of the rules missed, by the kind of feed (its name up to the number), the size of its document, and whether it was known by then.</summary>
    private static void ShowMisses(SimulationResult result)
    {
        Console.WriteLine();
        Console.WriteLine("| feeds | document | known for | missed | gaps | of feeds | minutes between the polls | came | seen to come before | unannounced, % |");
        Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
        var groups = result.Losses.GroupBy(miss => (Kind: miss.Feed.Id.Split('-')[0], miss.Feed.DocumentSize, Known: miss.From switch { < 86400 => "0 d", < 3 * 86400 => "1 d", < 7 * 86400 => "3 d", _ => "7 d" }));
        foreach (var group in groups.OrderBy(group => group.Key))
        {
            MissedItem[] gaps = [.. group.DistinctBy(miss => (miss.Feed.Id, miss.From))];
            Console.WriteLine(FormattableString.Invariant(
                $"| {group.Key.Kind} | {group.Key.DocumentSize} | {group.Key.Known} | {group.Count()} | {gaps.Length} | {gaps.DistinctBy(miss => miss.Feed.Id).Count()} | {gaps.Average(miss => miss.To - miss.From) / 60:0} | {gaps.Average(miss => miss.Came):0.0} | {gaps.Average(miss => miss.MostBefore):0.0} | {100.0 * gaps.Count(miss => miss.Announced == 0) / gaps.Length:0} |"));
        }
    }

    /// <summary>The largest factor that spends no more; halved down to a hundredth.</summary>
    private static double FactorFor(IReadOnlyList<ModelFeed> feeds, int days, long requests)
    {
        var (least, most) = (0.01, 20.0);
        while (most / least > 1.01)
        {
            var factor = Math.Sqrt(least * most);
            if (Simulation.Run(feeds, days, new EntryFrequency(feeds.Count, factor)).Requests > requests)
                most = factor;
            else
                least = factor;
        }

        return least;
    }

    private static double IntervalOf(IReadOnlyList<ModelFeed> feeds, int days, long requests) => feeds.Count * days * 86400.0 / requests;

    private static int Number(string[] args, string name, int otherwise) => Value(args, name) is { } value ? int.Parse(value, CultureInfo.InvariantCulture) : otherwise;

    private static string? Value(string[] args, string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
}
