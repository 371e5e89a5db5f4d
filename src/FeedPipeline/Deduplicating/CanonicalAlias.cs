using FeedPipeline.Articles;
using FeedPipeline.Feeds;

namespace FeedPipeline.Deduplicating;

/// <summary>What a page calls its own address (RFC 6596): another name of the article, when it may be one.</summary>
public static class CanonicalAlias
{
    /// <summary>The comparison form of the page's own address; null when it is the one that is known, another site's, or that of a front page or section.</summary>
    /// <param name="known">The article's address, in the comparison form.</param>
    /// <param name="stated">As the page states it.</param>
    public static string? Of(string? known, string? stated)
    {
        if (known is null || CanonicalUrl.Of(stated) is not { } canonical || canonical == known || CanonicalUrl.IsFrontPage(canonical))
            return null;
        var (here, there) = (new Uri(known), new Uri(canonical));
        return IsSameSite(here, there) && !IsSection(here, there) ? canonical : null;
    }

    /// <summary>What the alias is stored under.</summary>
    public static ArticleKey Key(string canonicalUrl) => ItemKeys.Url(canonicalUrl);

    private static bool IsSameSite(Uri one, Uri other) =>
        HostName.Of(one) is { } here && HostName.Of(other) is { } there && SiteName.Of(here) == SiteName.Of(there);

    /// <summary>A page above the article, or one without a word or a number that an article would have in its address.</summary>
    private static bool IsSection(Uri article, Uri canonical)
    {
        var path = canonical.AbsolutePath;
        if (canonical.Query.Length == 0 && article.AbsolutePath.StartsWith(path.TrimEnd('/') + "/", StringComparison.Ordinal))
            return true;
        var last = path[(path.LastIndexOf('/') + 1)..];
        return canonical.Query.Length == 0 && !last.Any(character => char.IsAsciiDigit(character) || character is '-' or '_' or '%' or '.');
    }
}
