using FeedPipeline.Articles;
using FeedPipeline.Documents;
using FeedPipeline.Feeds;

namespace FeedPipeline.Deduplicating;

/// <summary>Tells the items of a feed apart, whatever their order: by the first step of the ladder guid, address, address and date, title and date, words
/// that the feed's policy trusts, and that the item shares with no other of the document.</summary>
public static class ItemIdentity
{
    /// <summary>Every item once, in document order.</summary>
    /// <param name="feedId">The feed.</param>
    /// <param name="document">Its document.</param>
    /// <param name="by">The first step that the feed's policy trusts.</param>
    /// <param name="learned">Parameters that say nothing on their hosts; null for none.</param>
    public static IReadOnlyList<IdentifiedItem> Identify(long feedId, FeedDocument document, Identity by = Identity.Guid, LearnedParameters? learned = null)
    {
        var listed = ListedItem.Of(document, learned);
        var guids = Counts(listed.Select(entry => entry.Item.Guid));
        var paths = Counts(listed.Select(entry => entry.GuidPath));
        var urls = Counts(listed.Select(entry => entry.Url));
        var dated = new Lazy<Dictionary<string, int>>(() => Counts(listed.SelectMany(entry => new[] { entry.LinkDate, entry.TitleDate })));

        return [.. listed.Select(Identified).DistinctBy(item => item.Own)];

        IdentifiedItem Identified(ListedItem entry)
        {
            // An address that several items share, or a site's front page, says nothing about one of them.
            var url = entry.Url is { } address && urls[address] == 1 && by <= Identity.Link && !CanonicalUrl.IsFrontPage(address) ? address : null;
            var keys = new List<ArticleKey>(3);
            if (by == Identity.Guid && entry.Item.Guid is { } guid && guids[guid] == 1)
            {
                keys.Add(ItemKeys.Of(ArticleKeyKind.Guid, feedId, guid));
                if (entry.GuidPath is { } path && paths[path] == 1)
                    keys.Add(ItemKeys.Of(ArticleKeyKind.GuidPath, feedId, path));
            }
            else
            {
                keys.AddRange(Below(entry, url));
            }

            if (url is not null)
                keys.Add(ItemKeys.Url(url));
            return new IdentifiedItem { Item = entry.Item, Position = entry.Position, Keys = keys, Hash = entry.Hash(), CanonicalUrl = entry.Url };
        }

        // Every step that holds here is kept: what is unique in this document may not be so in the next.
        List<ArticleKey> Below(ListedItem entry, string? url)
        {
            var keys = new List<ArticleKey>(3);
            if (by == Identity.Text)
                keys.Add(ItemKeys.Of(ArticleKeyKind.Text, feedId, entry.Words));
            else if (url is not null)
                keys.Add(ItemKeys.Of(ArticleKeyKind.Link, feedId, url));
            else if (by <= Identity.LinkDate && entry.LinkDate is { } linkDate && dated.Value[linkDate] == 1)
                keys.Add(ItemKeys.Of(ArticleKeyKind.LinkDate, feedId, linkDate));
            if (entry.TitleDate is { } titleDate && dated.Value[titleDate] == 1)
                keys.Add(ItemKeys.Of(ArticleKeyKind.TitleDate, feedId, titleDate));
            if (keys.Count == 0)
                keys.Add(ItemKeys.Of(ArticleKeyKind.Text, feedId, entry.Words));
            return keys;
        }
    }

    private static Dictionary<string, int> Counts(IEnumerable<string?> values)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var value in values)
        {
            if (value is not null)
                counts[value] = counts.GetValueOrDefault(value) + 1;
        }

        return counts;
    }
}
