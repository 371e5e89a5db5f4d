namespace FeedPipeline.Benchmarks.Scheduling;

/// <summary>What one simulated poll found.</summary>
/// <param name="Feed">The feed's number.</param>
/// <param name="At">When, in seconds since the begin of the simulation.</param>
/// <param name="Before">When the poll before was; null at the first.</param>
/// <param name="Listed">How many items the document lists.</param>
/// <param name="New">When each item was published that the poll before did not list, as the publisher says it.</param>
internal readonly record struct SimulatedPoll(int Feed, long At, long? Before, int Listed, ReadOnlyMemory<long> New);

/// <summary>A rule for when to poll next.</summary>
internal interface IPollingPolicy
{
    /// <summary>When the feed is polled next, in seconds since the begin of the simulation.</summary>
    long Next(SimulatedPoll poll);

    /// <summary>An hour has passed; so many requests in all were made till then.</summary>
    void Passed(long at, long requests)
    {
    }
}

/// <summary>Every feed at one distance.</summary>
internal sealed class RoundRobin(double interval) : IPollingPolicy
{
    public long Next(SimulatedPoll poll) => poll.At + (long)Math.Max(1, Math.Round(interval));
}

/// <summary>
/// Miniflux's <c>entry_frequency</c>: a week over the weekly count of entries and the factor, between 5 minutes and 24 hours. The weekly count is that of a feed
/// that goes on at the mean distance of the entries that it dated within the last week. Its round of refreshes (hourly by default) is left out, in its favour.
/// </summary>
internal sealed class EntryFrequency(int feeds, double factor) : IPollingPolicy
{
    private const long Week = 7 * 86400;

    private readonly Queue<long>[] _entries = [.. Enumerable.Range(0, feeds).Select(_ => new Queue<long>())];
    private readonly long[] _newest = new long[feeds];

    public long Next(SimulatedPoll poll)
    {
        var entries = _entries[poll.Feed];
        foreach (var at in poll.New.Span)
        {
            entries.Enqueue(at);
            _newest[poll.Feed] = at;
        }

        while (entries.TryPeek(out var oldest) && oldest < poll.At - Week)
            entries.Dequeue();

        var minutes = Math.Round(7 * 24 * 60 / (WeeklyCount(entries, _newest[poll.Feed]) * factor));
        return poll.At + (long)Math.Clamp(minutes, 5, 24 * 60) * 60;
    }

    private static double WeeklyCount(Queue<long> entries, long newest) =>
        entries.Count < 2 || newest == entries.Peek() ? 0 : Math.Ceiling(Week / ((newest - entries.Peek()) / (double)(entries.Count - 1)));
}
