using System.Text.RegularExpressions;
using AngleSharp.Dom;
using FeedPipeline.Articles.Wording;
using FeedPipeline.Documents;

namespace FeedPipeline.Extracting.Fields;

/// <summary>What a picture's figure says of it.</summary>
internal static partial class Captions
{
    private const int MaxSteps = 5;
    private const int MaxChars = 1_000;

    /// <summary>Caption and credit; each null when not stated.</summary>
    public static (Found? Caption, Found? Credit) Of(IElement image)
    {
        if (Holder(image) is not { } holder)
            return (OfAlt(image), null);
        var credit = holder.QuerySelectorAll("*").Where(IsCredit).Select(element => PlainText.Clean(element.TextContent)).FirstOrDefault(text => text.Length is > 1 and < 200);
        var text = PlainText.Clean((holder.QuerySelector("figcaption") ?? holder.QuerySelectorAll("*").FirstOrDefault(IsCaption))?.TextContent ?? "");
        if (text.Length is 0 or > MaxChars)
            return (OfAlt(image), OfCredit(credit));
        if (credit is not null && text.EndsWith(credit, StringComparison.Ordinal))
            text = text[..^credit.Length].TrimEnd(' ', '|', '(', '/', '–', '-', '·');
        else if (credit is not null && text.StartsWith(credit, StringComparison.Ordinal))
            text = text[credit.Length..].TrimStart(' ', '|', ')', '/');
        var (caption, tail) = PhotoCredit.Split(text);
        return (caption is null ? OfAlt(image) : new Found(caption, "dom:figcaption"), OfCredit(credit ?? tail));
    }

    private static Found? OfCredit(string? credit) => PhotoCredit.Clean(credit) is { } who ? new Found(who, "dom:credit") : null;

    private static Found? OfAlt(IElement image) =>
        PlainText.Clean(image.GetAttribute("alt") ?? "") is { Length: > 15 and < MaxChars } alt && alt.Contains(' ', StringComparison.Ordinal) ? new Found(alt, "dom:alt") : null;

    private static IElement? Holder(IElement image)
    {
        var holder = image.ParentElement;
        for (var step = 0; step < MaxSteps && holder is not null && holder.LocalName is not ("body" or "article" or "main"); step++, holder = holder.ParentElement)
        {
            if (holder.LocalName == "figure" || holder.ClassList.Contains("wp-caption") || holder.QuerySelector("figcaption") is not null || holder.QuerySelectorAll("*").Any(inner => IsCaption(inner) || IsCredit(inner)))
                return holder.QuerySelectorAll("img").Length <= 3 ? holder : null;
        }

        return null;
    }

    private static bool IsCaption(IElement element) => element.LocalName == "figcaption" || (element.ClassName is { Length: < 300 } name && CaptionName().IsMatch(name));

    private static bool IsCredit(IElement element) =>
        (element.ClassName is { Length: < 300 } name && CreditName().IsMatch(name)) || element.GetAttribute("itemprop") is "creditText" or "copyrightHolder" or "author" or "creator";

    [GeneratedRegex(@"caption|legend|bildunterschrift|image-?text|photo-?text|img-?desc", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex CaptionName();

    [GeneratedRegex(@"credit|copyright|photographer|(?:image|photo|img|figure|media|bild|foto|caption)[\w-]*(?:source|author|quelle|rights)|fotograf|(?:^|[\s_-])(?:source|quelle|byline|author|copy)(?:$|[\s_-])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex CreditName();
}
