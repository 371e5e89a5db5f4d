namespace FeedPipeline.Benchmarks.Scheduling;

/// <summary>What polling by one rule led to.</summary>
/// <param name="Requests">Polls in all.</param>
/// <param name="Missed">Items that no poll saw.</param>
/// <param name="MissedBeyondReference">Of these, what a poll every ten minutes would have seen.</param>
/// <param name="Lateness">Of each feed, seconds from an item's publication to the poll that saw it.</param>
internal sealed record SimulationResult(long Requests, long Missed, long MissedBeyondReference, IReadOnlyList<float[]> Lateness)
{
    private readonly float[] _items = [.. Lateness.SelectMany(feed => feed).Order()];

    /// <summary>Items that were seen.</summary>
    public int Items => _items.Length;

    /// <summary>Over all items; minutes.</summary>
    public double ItemQuantile(double share) => Quantile(_items, share);

    /// <summary>Over all items; minutes.</summary>
    public double Mean => _items.Average() / 60;

    /// <summary>Over the medians of all feeds that published anything; minutes.</summary>
    public double FeedQuantile(double share) =>
        Quantile([.. Lateness.Where(feed => feed.Length > 0).Select(feed => (float)(Quantile([.. feed.Order()], .5) * 60)).Order()], share);

    private static double Quantile(float[] sorted, double share) => sorted.Length == 0 ? 0 : sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))] / 60;
}
