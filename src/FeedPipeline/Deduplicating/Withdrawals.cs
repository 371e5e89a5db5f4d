using FeedPipeline.Articles;

namespace FeedPipeline.Deduplicating;

/// <summary>Tells items that a publisher took out from those that made room for newer ones. It can only be told in a feed that lists by date and keeps its order.</summary>
public static class Withdrawals
{
    /// <summary>Items on either side that make an order.</summary>
    private const int MinKept = 2;

    /// <summary>One of so many items may go at once; more is another selection.</summary>
    private const int MostShare = 5;

    /// <summary>Articles that vanished from the middle of the list while older ones stayed.</summary>
    /// <param name="window">What the last document listed, in its order.</param>
    /// <param name="items">What this one lists, in its order.</param>
    /// <param name="isComplete">False when this one ended early.</param>
    public static IReadOnlyList<long> Of(Window window, IReadOnlyList<IdentifiedItem> items, bool isComplete)
    {
        var before = window.Entries.ToList();
        var places = items.Select((item, place) => (item.WindowKey, place)).ToDictionary(item => item.WindowKey, item => item.place);
        var kept = before.Where(entry => places.ContainsKey(entry.ItemKey)).Select(entry => places[entry.ItemKey]).ToList();
        if (!isComplete || kept.Count < MinKept || kept.Count == before.Count || !IsRising(kept) || NewestFirst(items, kept) is not { } newestFirst)
            return [];

        // Beyond the oldest item that stayed, whatever went made room.
        var oldest = newestFirst ? before.FindLastIndex(Stays) : before.FindIndex(Stays);
        var gone = before.Where((entry, place) => !Stays(entry) && entry.ArticleId != 0 && (newestFirst ? place < oldest : place > oldest)).ToList();
        return gone.Count <= Math.Max(1, before.Count / MostShare) ? [.. gone.Select(entry => entry.ArticleId)] : [];

        bool Stays(WindowEntry entry) => places.ContainsKey(entry.ItemKey);
    }

    /// <summary>By the dates; where they are missing, by new items standing above all others. Null when neither says so.</summary>
    private static bool? NewestFirst(IReadOnlyList<IdentifiedItem> items, List<int> kept)
    {
        var dates = items.Select(item => item.Item.Published?.At).OfType<DateTimeOffset>().Select(date => date.UtcTicks).ToList();
        if (dates.Count < items.Count)
            return dates.Count == 0 && kept[^1] - kept[0] == kept.Count - 1 && kept[^1] == items.Count - 1 ? true : null;
        if (dates[0] == dates[^1])
            return null;
        dates.Reverse();
        return IsRising(dates) ? true : IsFalling(dates) ? false : null;
    }

    private static bool IsRising<T>(List<T> values)
        where T : IComparable<T> => !values.Skip(1).Where((value, place) => value.CompareTo(values[place]) < 0).Any();

    private static bool IsFalling<T>(List<T> values)
        where T : IComparable<T> => !values.Skip(1).Where((value, place) => value.CompareTo(values[place]) > 0).Any();
}
