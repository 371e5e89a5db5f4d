using System.Collections.Frozen;
using FeedPipeline.Articles;
using FeedPipeline.Documents;
using FeedPipeline.Feeds;

namespace FeedPipeline.Steps;

/// <summary>What of a document one poll takes in: all that is new or changed, or the newest of it where that is too much for one commit; the rest comes with the next polls.</summary>
/// <param name="Fresh">Those that are taken in now, in document order.</param>
/// <param name="PutOff">How many wait for the next poll.</param>
public sealed record Turn(IReadOnlyList<IdentifiedItem> Fresh, int PutOff)
{
    /// <summary>Elements that items are told apart by.</summary>
    private static readonly FrozenSet<string> NamedBy = FrozenSet.ToFrozenSet(["guid", "id", "link", "origlink", "title", "pubdate", "published", "updated", "modified", "issued", "date"], StringComparer.Ordinal);

    /// <summary>The newest by what the publisher says; those without a date come after them, in document order. What is kept in quarantine comes last, or it would hold back all else.</summary>
    public static Turn Of(ClaimedFeed claim, IReadOnlyList<IdentifiedItem> listed, int most)
    {
        List<IdentifiedItem> fresh = [.. listed.Where(item => claim.Window.Unchanged(item) is null && !IsHalf(item, claim.Window))];
        return fresh.Count <= most
            ? new Turn(fresh, PutOff: 0)
            : new Turn([.. fresh.OrderBy(claim.Window.Knows).ThenByDescending(item => Stated(item.Item)).Take(most).OrderBy(item => item.Position)], fresh.Count - most);
    }

    /// <summary>
    /// Whether the document ended within the item, and there is nothing to be won by taking it as it is: its article has more words already, or what would identify it may be cut.
    /// The document is asked for again in any case.
    /// </summary>
    private static bool IsHalf(IdentifiedItem item, Window window) =>
        item.Item.CutIn is { } end && (window.Lists(item) || NamedBy.Contains(end) || (item.Item.Guid ?? item.Item.Link) is null);

    private static DateTimeOffset? Stated(FeedItem item) => item.Published?.At ?? item.Updated?.At;
}
