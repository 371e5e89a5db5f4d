using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FeedPipeline.Articles;
using FeedPipeline.Articles.Wording;
using FeedPipeline.Feeds;

namespace FeedPipeline.Deduplicating;

/// <summary>Makes keys of words. They are stored: made otherwise, every stored article would arrive again.</summary>
public static class ItemKeys
{
    /// <summary>The key of an address, whatever the feed. <paramref name="canonicalUrl"/> is in its comparison form.</summary>
    public static ArticleKey Url(string canonicalUrl) => Of(ArticleKeyKind.Url, null, canonicalUrl);

    /// <summary>Keys under a policy for articles of a feed's past, as far as they are unique among them. Those of titles are made of the stored headline.</summary>
    public static IReadOnlyList<(ArticleKey Key, long ArticleId)> Again(long feedId, Identity by, IReadOnlyList<PastSighting> past) =>
    [
        .. past.SelectMany(seen => Words(by, seen).Select(words => (Key: Of(words.Kind, feedId, words.Words), seen.ArticleId)))
            .GroupBy(own => own.Key)
            .Where(group => group.Select(own => own.ArticleId).Distinct().Count() == 1)
            .Select(group => group.First()),
    ];

    internal static ArticleKey Of(ArticleKeyKind kind, long? feedId, string words)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{kind}\n{feedId}\n{words}")));
        return new ArticleKey(kind, new Guid(hash.AsSpan(0, 16), bigEndian: true));
    }

    internal static string Dated(string words, DateTimeOffset at) => FormattableString.Invariant($"{words}\n{at.ToUniversalTime():yyyy-MM-dd'T'HH:mm:ss}");

    /// <summary>Letters and digits of a title; empty when it has none.</summary>
    internal static string Title(string title) => PlainText.Fold(title);

    private static IEnumerable<(ArticleKeyKind Kind, string Words)> Words(Identity by, PastSighting seen)
    {
        if (by == Identity.Guid && seen.Guid is { } guid)
            yield return (ArticleKeyKind.Guid, guid);
        var url = CanonicalUrl.Of(seen.Url);
        if (by <= Identity.Link && url is not null && !CanonicalUrl.IsFrontPage(url))
            yield return (ArticleKeyKind.Link, url);
        if (by <= Identity.LinkDate && url is not null && seen.PublishedAt is { } date)
            yield return (ArticleKeyKind.LinkDate, Dated(url, date));
        if (seen.PublishedAt is { } at && Title(seen.Headline) is { Length: > 0 } title)
            yield return (ArticleKeyKind.TitleDate, Dated(title, at));
    }
}
