using System.Text.RegularExpressions;
using FeedPipeline.Articles.Wording;
using FeedPipeline.Documents;
using FeedPipeline.Extracting.Pages;

namespace FeedPipeline.Extracting.Fields;

/// <summary>Which article it is and what it is about: canonical address, language as stated, section, tags, rights.</summary>
internal static partial class Identity
{
    private const int MaxTags = 100;
    private const int MaxTagChars = 100;

    /// <summary>The address the publisher prefers, on the same site and not its home page; null when none is stated.</summary>
    public static Found? CanonicalUrl(Page page)
    {
        foreach (var (stated, source) in new[]
        {
            (page.Document.QuerySelector("link[rel~=canonical]")?.GetAttribute("href"), "dom:link-canonical"),
            (page.Meta.First("og:url")?.Content, "meta:og:url"),
        })
        {
            if (page.Absolute(stated) is { } url && Uri.TryCreate(url, UriKind.Absolute, out var address) && address.PathAndQuery.Length > 1
                && (page.Address is null || IsSameSite(address.Host, page.Address.Host)))
                return new Found(url, source);
        }

        return null;
    }

    /// <summary>The section; null when none is stated.</summary>
    public static Found? Section(Page page)
    {
        if (page.Linked.Text("articleSection") is { Length: <= MaxTagChars } linked)
            return new Found(linked, "jsonld:articleSection");
        if (page.Meta.First("article:section", "parsely-section", "cxenseparse:category", "section", "og:article:section") is { Content.Length: <= MaxTagChars } meta)
            return new Found(meta.Content, $"meta:{meta.Name}");
        var crumbs = page.Body.QuerySelectorAll("[class*=breadcrumb] a, [class*=Breadcrumb] a, [itemtype*=BreadcrumbList] a").Select(crumb => PlainText.Clean(crumb.TextContent)).Where(crumb => crumb.Length is > 1 and <= 60).ToList();
        return crumbs.Count > 1 ? new Found(crumbs[1], "dom:breadcrumb") : null;
    }

    /// <summary>The tags, each once, and where they stood.</summary>
    public static (IReadOnlyList<string> Tags, string? Source) Tags(Page page)
    {
        foreach (var (source, stated) in new (string, IEnumerable<string>)[]
        {
            ("meta:article:tag", page.Meta.All("article:tag")),
            ("jsonld:keywords", page.Linked.Texts("keywords")),
            ("meta:news_keywords", page.Meta.All("news_keywords")),
            ("meta:keywords", page.Meta.All("keywords")),
            ("meta:parsely-tags", page.Meta.All("parsely-tags")),
            ("dom:rel-tag", page.Body.QuerySelectorAll("a[rel~=tag]").Select(tag => tag.TextContent)),
        })
        {
            var tags = stated.SelectMany(text => text.Split([',', ';', '、'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
                .Select(PlainText.Clean).Where(tag => tag.Length is > 1 and <= MaxTagChars).DistinctBy(tag => tag.ToUpperInvariant(), StringComparer.Ordinal).Take(MaxTags).ToList();
            if (tags.Count > 0)
                return (tags, source);
        }

        return ([], null);
    }

    /// <summary>Licence or notice as the page states it for programs; null when it does not.</summary>
    public static Found? Rights(Page page)
    {
        if (page.Linked.Text("license") is { } license)
            return new Found(license, "jsonld:license");
        if (page.Document.QuerySelector("a[rel~=license], link[rel~=license]")?.GetAttribute("href") is { } link && page.Absolute(link) is { } url)
            return new Found(url, "dom:rel-license");
        if (page.Linked.Text("copyrightNotice") is { } notice)
            return new Found(notice, "jsonld:copyrightNotice");
        return page.Meta.First("dcterms.rights", "dc.rights", "copyright", "rights") is { } meta ? new Found(meta.Content, $"meta:{meta.Name}") : null;
    }

    // The registrable domain without a list of suffixes: the last two labels, or three under a short second one (co.uk).
    private static bool IsSameSite(string left, string right) => Domain().Match(left).Value.Equals(Domain().Match(right).Value, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"[^.]+\.(?:[^.]{2,3}\.[^.]{2}|[^.]+)$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Domain();
}
