using FeedPipeline.Articles;
using FeedPipeline.Deduplicating;
using FeedPipeline.Feeds;
using FeedPipeline.Fetching;

namespace FeedPipeline.Steps;

/// <summary>What earlier pages list beside a feed's document: each item once, as the page nearest to the document says it.</summary>
/// <param name="Arrivals">Items with their articles.</param>
/// <param name="Refused">Items that go into quarantine, each with the reason.</param>
/// <param name="Pages">The pages that list any of them.</param>
public sealed record EarlierItems(
    IReadOnlyList<Arrival> Arrivals, IReadOnlyList<(IdentifiedItem Item, string Reason)> Refused, IReadOnlyList<FetchResult.Fetched> Pages)
{
    /// <summary>Items that neither the document nor a nearer page lists, and that are not known with the same words.</summary>
    public static EarlierItems Of(ClaimedFeed claim, NamedItems named, IReadOnlyList<EarlierPage> pages)
    {
        var arrivals = new List<Arrival>();
        var refused = new List<(IdentifiedItem Item, string Reason)>();
        var bringing = new List<FetchResult.Fetched>();
        // Two new articles of one poll cannot own one key.
        var taken = named.Items.SelectMany(item => item.Keys).Select(key => key.Hash).ToHashSet();
        foreach (var (fetched, document) in pages)
        {
            List<IdentifiedItem> items =
            [
                .. ItemIdentity.Identify(claim.Feed.Id, document, named.By)
                    .Where(item => claim.Window.Unchanged(item) is null && taken.Add(item.Keys[0].Hash))
                    .Select(item => item with { Keys = [item.Keys[0], .. item.Keys.Skip(1).Where(key => taken.Add(key.Hash))] }),
            ];
            var normalized = Normalization.Of(document, items);
            arrivals.AddRange(normalized.Arrivals);
            refused.AddRange(normalized.Refused);
            if (items.Count > 0)
                bringing.Add(fetched);
        }

        return new EarlierItems(arrivals, refused, bringing);
    }
}
