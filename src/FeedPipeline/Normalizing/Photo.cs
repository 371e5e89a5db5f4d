using FeedPipeline.Articles.Wording;
using FeedPipeline.Documents;

namespace FeedPipeline.Normalizing;

/// <summary>The lead image, and where each of its parts came from.</summary>
internal sealed record Photo(string? Url, string UrlSource, string? Credit, string CreditSource, string? Caption, string CaptionSource)
{
    /// <summary>What the feed names goes before what the text shows; a credit line above the text belongs to the lead image.</summary>
    public static Photo Of(FeedItem item, ItemText text)
    {
        var (url, urlSource) = UrlOf(item, text);
        var picture = text.Pictures.FirstOrDefault(picture => picture.Url == url) ?? text.Pictures.FirstOrDefault(picture => FileName(picture.Url) == FileName(url));
        var (caption, credit) = PhotoCredit.Split(picture?.Caption ?? "");
        var (statedCaption, captionTail) = PhotoCredit.Split(HtmlFragment.TextOf(item.Image?.Caption) ?? "");
        var statedCredit = PhotoCredit.Clean(HtmlFragment.TextOf(item.Image?.Credit)) ?? captionTail;
        return new Photo(
            url, urlSource,
            statedCredit ?? text.Credit ?? credit, statedCredit is not null ? "feed:image" : text.Credit is not null ? "rule:credit-line" : "rule:figure",
            statedCaption ?? caption, statedCaption is not null ? "feed:image" : "rule:figure");
    }

    private static (string? Url, string Source) UrlOf(FeedItem item, ItemText text)
    {
        if (item.Image is { } image && HtmlFragment.IsWebAddress(image.Url))
            return (image.Url, "feed:image");
        var enclosure = item.Enclosures.FirstOrDefault(enclosure => enclosure.Type?.StartsWith("image/", StringComparison.OrdinalIgnoreCase) == true && HtmlFragment.IsWebAddress(enclosure.Url));
        return enclosure is not null ? (enclosure.Url, "feed:enclosure") : (text.Pictures.Count > 0 ? text.Pictures[0].Url : null, "rule:first-picture");
    }

    private static string? FileName(string? url) => Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Segments[^1].Length > 4 ? address.Segments[^1] : null;
}
