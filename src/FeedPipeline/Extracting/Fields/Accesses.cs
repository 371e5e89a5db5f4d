using System.Globalization;
using FeedPipeline.Articles;
using FeedPipeline.Documents;
using FeedPipeline.Extracting.Pages;

namespace FeedPipeline.Extracting.Fields;

/// <summary>Whether the whole text may be read, and whether it may be mined, as the page states it.</summary>
internal static class Accesses
{
    private const int MinPromisedWords = 200;
    private const int TruncatedTimes = 3;

    /// <summary>What may be read without paying, and what says so.</summary>
    public static (Access Access, string? Source) Find(Page page, int wordsRead)
    {
        if (page.Linked.Text("isAccessibleForFree") is { } free && free.Equals("false", StringComparison.OrdinalIgnoreCase))
            return (Access.Paywalled, "jsonld:isAccessibleForFree");
        if (Promised(page) is { } promised && promised > MinPromisedWords && promised > TruncatedTimes * wordsRead)
            return (Access.Partial, "jsonld:wordCount");
        if (page.Meta.First("article:content_tier") is { } tier && tier.Content.ToLowerInvariant() is var stated and ("locked" or "metered"))
            return (stated == "locked" ? Access.Paywalled : Access.Partial, "meta:article:content_tier");
        if (page.Body.QuerySelector("[class~=paywall], [id=paywall], [class*=paywall-content], [class*=regwall], [data-paywall=true]") is not null && wordsRead < 200)
            return (Access.Partial, "dom:paywall");
        return (Access.Free, null);
    }

    private static int? Promised(Page page) =>
        int.TryParse(page.Linked.Text("wordCount"), NumberStyles.None, CultureInfo.InvariantCulture, out var words) ? words : null;

    /// <summary>Whether the publisher reserves mining (W3C TDM reservation protocol), or asks programs to keep nothing.</summary>
    public static bool IsReserved(Page page, FetchedDocument fetched) =>
        fetched.TdmReservation?.Trim() == "1" || page.Meta.First("tdm-reservation") is { Content: "1" }
        || page.Meta.All("robots").Append(fetched.RobotsTag ?? "").Any(content => content.Contains("noai", StringComparison.OrdinalIgnoreCase) || content.Contains("noarchive", StringComparison.OrdinalIgnoreCase));
}
