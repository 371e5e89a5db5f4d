using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FeedPipeline.Articles;
using FeedPipeline.Documents;

namespace FeedPipeline.Deduplicating;

/// <summary>Tells the items of a feed apart: by guid where that is unique in the document, else by address, else by their words.</summary>
public static class ItemIdentity
{
    /// <summary>Every item once, in document order, whatever the order of the document was.</summary>
    public static IReadOnlyList<IdentifiedItem> Identify(long feedId, FeedDocument document)
    {
        var listed = Listed(document);
        var guids = Counts(listed.Select(entry => entry.Item.Guid));
        var urls = Counts(listed.Select(entry => entry.Url));

        var identified = new List<IdentifiedItem>(listed.Count);
        foreach (var (item, position, canonical, words) in listed)
        {
            // An address that several items share, or a site's front page, says nothing about one of them.
            var url = canonical is not null && urls[canonical] == 1 && !CanonicalUrl.IsFrontPage(canonical) ? canonical : null;
            var own = item.Guid is { } guid && guids[guid] == 1 ? Key(ArticleKeyKind.Guid, feedId, guid)
                : url is not null ? Key(ArticleKeyKind.Link, feedId, url)
                : Key(ArticleKeyKind.Text, feedId, words);
            identified.Add(new IdentifiedItem
            {
                Item = item,
                Position = position,
                Keys = url is null ? [own] : [own, Key(ArticleKeyKind.Url, null, url)],
                Hash = Hash(item),
                CanonicalUrl = canonical,
            });
        }

        return [.. identified.DistinctBy(item => item.Keys[0])];
    }

    /// <summary>An item that is listed twice counts once, or it would share its guid and its address with itself.</summary>
    private static List<(FeedItem Item, int Position, string? Url, string Words)> Listed(FeedDocument document) =>
    [
        .. document.Items
            .Select((item, index) => (Item: item, Position: index + 1, Url: CanonicalUrl.Of(item.OriginalLink ?? item.Link)))
            .Select(entry => (entry.Item, entry.Position, entry.Url, Words: Words(entry.Item, entry.Url ?? entry.Item.Link)))
            .DistinctBy(entry => (entry.Item.Guid, entry.Url, entry.Words)),
    ];

    private static Dictionary<string, int> Counts(IEnumerable<string?> values) =>
        values.OfType<string>().GroupBy(value => value, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);

    private static ArticleKey Key(ArticleKeyKind kind, long? feedId, string words)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{kind}\n{feedId}\n{words}")));
        return new ArticleKey(kind, new Guid(hash.AsSpan(0, 16), bigEndian: true));
    }

    /// <summary>What is left to go by without guid and address: when and under which title, else the text itself.</summary>
    private static string Words(FeedItem item, string? link) => item switch
    {
        { Published: { } published } when link is not null => FormattableString.Invariant($"{link}\n{published.At:O}\n{item.Title}"),
        { Title: { } title, Published: { } published } => FormattableString.Invariant($"{title.Trim()}\n{published.At:O}"),
        _ => $"{link}\n{item.Title}\n{item.Content ?? item.Summary}",
    };

    /// <summary>Of all that the item states, its place in the document left out.</summary>
    private static long Hash(FeedItem item)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var field in Fields(item))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(field ?? "\u0001"));
            hash.AppendData([0]);
        }

        return BinaryPrimitives.ReadInt64LittleEndian(hash.GetHashAndReset());
    }

    private static IEnumerable<string?> Fields(FeedItem item) =>
    [
        item.Guid, item.Title, item.Link, item.OriginalLink, item.Summary, item.Content, item.Language, item.Rights,
        Stated(item.Published), Stated(item.Updated), item.Image?.ToString(),
        .. item.Authors, "\u0002", .. item.Categories, "\u0002", .. item.Enclosures.Select(enclosure => enclosure.ToString()),
    ];

    private static string? Stated(StatedDate? date) =>
        date is { } stated ? FormattableString.Invariant($"{stated.At:O} {stated.Precision} {stated.Offset:c}") : null;
}
