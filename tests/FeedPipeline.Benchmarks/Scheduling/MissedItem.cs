namespace FeedPipeline.Benchmarks.Scheduling;

/// <summary>An item that no poll saw, though every poll at a distance of ten minutes would have.</summary>
/// <param name="Feed">Whose it was.</param>
/// <param name="Item">Its place in what the feed published.</param>
/// <param name="From">The last poll before it, in seconds since the begin of the simulation.</param>
/// <param name="To">The first poll after it.</param>
internal sealed record MissedItem(ModelFeed Feed, int Item, long From, long To)
{
    /// <summary>Items since a quarter of an hour before the last poll, by what was published: none means that nothing announced it.</summary>
    public int Announced => Count(From - 900, From);

    /// <summary>The most that came within the same time before, by what was published since the begin.</summary>
    public int MostBefore
    {
        get
        {
            var most = 0;
            for (int first = 0, last = 0; last < Feed.Published.Length && Feed.Published[last] <= From; last++)
            {
                while (Feed.Published[last] - Feed.Published[first] > To - From)
                    first++;
                if (Feed.Published[last] >= 0)
                    most = Math.Max(most, last - first + 1);
            }

            return most;
        }
    }

    /// <summary>Items between the two polls.</summary>
    public int Came => Count(From, To);

    private int Count(long from, long to) => Feed.Published.Count(at => at > from && at <= to);
}
