using AngleSharp.Dom;
using FeedPipeline.Articles.Wording;
using FeedPipeline.Documents;
using FeedPipeline.Extracting.Bodies;
using FeedPipeline.Extracting.Pages;

namespace FeedPipeline.Extracting.Fields;

/// <summary>The lead image with its caption and its credit: the figure on the page that shows the head's picture, which carries both.</summary>
internal static class LeadImages
{
    private const int MaxImages = 200;

    private static readonly string[] CreditProperties = ["creditText", "copyrightHolder", "author", "creator"];

    /// <summary>Each null when the page does not say.</summary>
    public static (Found? Url, Found? Caption, Found? Credit) Find(Page page, string? headline)
    {
        var stated = Stated(page).ToList();
        var images = Images(page, headline);
        var same = images.FirstOrDefault(image => stated.Exists(found => ImageNames.AreSame(found.Text, image.Url)));
        var lead = same ?? images.FirstOrDefault(image => image.IsLead);
        var url = lead is not null ? new Found(lead.Url, "dom:figure") : stated.FirstOrDefault();
        var (caption, credit) = lead is null ? (null, null) : Captions.Of(lead.Element);
        var (linkedCaption, linkedCredit) = Linked(page, url);
        var isWeak = caption is null or { Source: "dom:alt" or "dom:title" };
        return (url, isWeak ? linkedCaption ?? caption : caption, credit ?? linkedCredit);
    }

    private static (Found? Caption, Found? Credit) Linked(Page page, Found? url)
    {
        foreach (var image in page.Linked.Images)
        {
            var address = page.Linked.Texts(image, "url").Concat(page.Linked.Texts(image, "contentUrl")).FirstOrDefault();
            if (url is null || address is null || !ImageNames.AreSame(address, url.Text))
                continue;
            var (caption, tail) = PhotoCredit.Split(page.Linked.Texts(image, "caption").FirstOrDefault() ?? "");
            var credit = CreditProperties.SelectMany(name => page.Linked.Texts(image, name)).FirstOrDefault() ?? tail;
            if (caption is not null || credit is not null)
                return (caption is null ? null : new Found(caption, "jsonld:image"), PhotoCredit.Clean(credit) is { } who ? new Found(who, "jsonld:image") : null);
        }

        return (null, null);
    }

    private static IEnumerable<Found> Stated(Page page)
    {
        foreach (var name in new[] { "og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src", "image", "parsely-image-url", "sailthru.image.full", "thumbnail" })
        {
            foreach (var content in page.Meta.All(name).Take(1))
            {
                if (page.Absolute(content) is { } url)
                    yield return new Found(url, $"meta:{name}");
            }
        }

        foreach (var image in page.Linked.Objects("image"))
        {
            if (page.Linked.Texts(image, "url").Concat(page.Linked.Texts(image, "contentUrl")).Select(page.Absolute).FirstOrDefault(url => url is not null) is { } url)
                yield return new Found(url, "jsonld:image");
        }

        foreach (var text in page.Linked.Texts("image").Concat(page.Linked.Texts("thumbnailUrl")))
        {
            if (page.Absolute(text) is { } url)
                yield return new Found(url, "jsonld:image");
        }
    }

    private static List<PageImage> Images(Page page, string? headline)
    {
        List<PageImage> images = [];
        var folded = PlainText.Fold(headline ?? "");
        var isBelowHeadline = false;
        foreach (var element in page.Body.QuerySelectorAll("h1, h2, img, amp-img"))
        {
            if (element.LocalName is "h1" or "h2")
            {
                isBelowHeadline |= element.LocalName == "h1" || PlainText.Fold(element.TextContent) == folded;
                continue;
            }

            if (images.Count < MaxImages && Address(page, element) is { } url)
                images.Add(new PageImage(element, url, isBelowHeadline && element.Closest("figure, picture") is not null && !IsElsewhere(element)));
        }

        return images;
    }

    private static bool IsElsewhere(IElement element)
    {
        for (IElement? outer = element; outer is not null; outer = outer.ParentElement)
        {
            if (outer.LocalName is "aside" or "nav" or "footer" or "a" || (outer.LocalName is not ("figure" or "picture" or "img") && ClassNames.IsJunk(ClassNames.Of(outer))))
                return true;
        }

        return false;
    }

    // The largest of a set; pictures that come late have their address in data attributes.
    private static string? Address(Page page, IElement image)
    {
        foreach (var set in new[] { image.GetAttribute("srcset"), image.GetAttribute("data-srcset") })
        {
            if (Largest(set) is { } largest && page.Absolute(largest) is { } url)
                return url;
        }

        foreach (var name in new[] { "src", "data-src", "data-original", "data-lazy-src", "data-url", "data-image" })
        {
            if (image.GetAttribute(name) is { } source && !source.StartsWith("data:", StringComparison.OrdinalIgnoreCase) && page.Absolute(source) is { } url)
                return url;
        }

        return null;
    }

    private static string? Largest(string? set)
    {
        if (string.IsNullOrWhiteSpace(set) || set.Length > 8_000)
            return null;
        var (best, width) = ((string?)null, -1.0);
        foreach (var entry in set.Split(", ", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = entry.TrimEnd(',').Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var size = parts.Length > 1 && double.TryParse(parts[^1].TrimEnd('w', 'x'), System.Globalization.CultureInfo.InvariantCulture, out var stated) ? stated : 0;
            if (parts.Length > 0 && size > width && !parts[0].StartsWith("data:", StringComparison.OrdinalIgnoreCase))
                (best, width) = (parts[0], size);
        }

        return best;
    }

    private sealed record PageImage(IElement Element, string Url, bool IsLead);
}
