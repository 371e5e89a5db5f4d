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
        var canonical = document.Items.Select(item => CanonicalUrl.Of(item.OriginalLink ?? item.Link)).ToList();
        var guids = Counts(document.Items.Select(item => item.Guid));
        var urls = Counts(canonical);

        var identified = new List<IdentifiedItem>(document.Items.Count);
        for (var i = 0; i < document.Items.Count; i++)
        {
            var item = document.Items[i];
            // An address that several items share, or a site's front page, says nothing about one of them.
            var url = canonical[i] is { } address && urls[address] == 1 && !CanonicalUrl.IsFrontPage(address) ? address : null;
            var own = item.Guid is { } guid && guids[guid] == 1 ? Key(ArticleKeyKind.Guid, feedId, guid)
                : url is not null ? Key(ArticleKeyKind.Link, feedId, url)
                : Key(ArticleKeyKind.Text, feedId, Words(item));
            identified.Add(new IdentifiedItem
            {
                Item = item,
                Position = i + 1,
                Keys = url is null ? [own] : [own, Key(ArticleKeyKind.Url, null, url)],
                Hash = Hash(item),
                CanonicalUrl = canonical[i],
            });
        }

        return [.. identified.DistinctBy(item => item.Keys[0])];
    }

    private static Dictionary<string, int> Counts(IEnumerable<string?> values) =>
        values.OfType<string>().GroupBy(value => value, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);

    private static ArticleKey Key(ArticleKeyKind kind, long? feedId, string words)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{kind}\n{feedId}\n{words}")));
        return new ArticleKey(kind, new Guid(hash.AsSpan(0, 16), bigEndian: true));
    }

    /// <summary>What is left to go by without guid and address: when and under which title, else the text itself.</summary>
    private static string Words(FeedItem item) => item switch
    {
        { Link: { } link, Published: { } published } => FormattableString.Invariant($"{link}\n{published.At:O}\n{item.Title}"),
        { Title: { } title, Published: { } published } => FormattableString.Invariant($"{title.Trim()}\n{published.At:O}"),
        _ => $"{item.Link}\n{item.Title}\n{item.Content ?? item.Summary}",
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
        item.Published?.ToString(), item.Updated?.ToString(), item.Image?.ToString(),
        .. item.Authors, "\u0002", .. item.Categories, "\u0002", .. item.Enclosures.Select(enclosure => enclosure.ToString()),
    ];
}
