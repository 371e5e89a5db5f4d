namespace FeedPipeline.Benchmarks.Scheduling;

/// <summary>What polling by one rule led to.</summary>
/// <param name="Requests">Polls in all.</param>
/// <param name="Lateness">Of each feed, seconds from an item's publication to the poll that saw it.</param>
/// <param name="Missed">Items that no poll saw.</param>
/// <param name="Losses">Those of them that stayed listed for ten minutes, so that every poll at that distance would have seen them.</param>
internal sealed record SimulationResult(long Requests, IReadOnlyList<float[]> Lateness, long Missed, IReadOnlyList<MissedItem> Losses)
{
    private readonly float[] _items = [.. Lateness.SelectMany(feed => feed).Order()];

    /// <summary>Items that no poll saw, and every poll at a distance of ten minutes would have.</summary>
    public int MissedBeyondReference => Losses.Count;

    /// <summary>Items that were seen.</summary>
    public int Items => _items.Length;

    /// <summary>Over all items; minutes.</summary>
    public double ItemQuantile(double share) => Quantile(_items, share);

    /// <summary>Over all items; minutes.</summary>
    public double Mean => _items.Average() / 60;

    /// <summary>Share of items that were seen within so many minutes.</summary>
    public double Within(double minutes) => _items.Count(late => late <= minutes * 60) / (double)Math.Max(1, _items.Length);

    /// <summary>Over the medians of all feeds that published anything; minutes.</summary>
    public double FeedQuantile(double share) =>
        Quantile([.. Lateness.Where(feed => feed.Length > 0).Select(feed => (float)(Quantile([.. feed.Order()], .5) * 60)).Order()], share);

    private static double Quantile(float[] sorted, double share) => sorted.Length == 0 ? 0 : sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))] / 60;
}
