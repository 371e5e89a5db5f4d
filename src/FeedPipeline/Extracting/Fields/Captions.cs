using System.Text.RegularExpressions;
using AngleSharp.Dom;
using FeedPipeline.Articles.Wording;
using FeedPipeline.Documents;

namespace FeedPipeline.Extracting.Fields;

/// <summary>What stands with a picture: in its figure, or in the box that holds nothing else.</summary>
internal static partial class Captions
{
    private const int MaxSteps = 8;
    private const int MaxBoxChars = 600;
    private const int MaxChars = 1_000;
    private const int MaxCreditChars = 150;
    private const int MaxCreditWords = 12;

    private static readonly string[] CreditAttributes = ["data-credit", "data-source", "data-copyright", "data-photographer", "data-author"];
    private static readonly string[] CaptionAttributes = ["data-caption", "alt", "title"];

    /// <summary>Caption and credit; each null when not stated.</summary>
    public static (Found? Caption, Found? Credit) Of(IElement image)
    {
        var (alt, altCredit) = OfAttributes(image);
        if (Holder(image) is not { } holder)
            return (alt, altCredit);
        var element = holder.QuerySelector("figcaption") ?? holder.QuerySelectorAll("*").FirstOrDefault(IsCaption);
        var text = PlainText.Clean((element ?? holder).TextContent);
        var credit = CreditIn(holder, element);
        if (text.Length is 0 or > MaxChars)
            return (alt, OfCredit(credit) ?? altCredit);
        var (caption, tail) = PhotoCredit.Split(credit is null ? text : Without(text, credit));
        return (caption is null ? alt : new Found(caption, element is null ? "dom:figure" : "dom:figcaption"), OfCredit(credit) ?? OfCredit(tail) ?? altCredit);
    }

    private static string Without(string text, string credit)
    {
        var at = text.LastIndexOf(credit, StringComparison.Ordinal);
        if (at < 0)
            return text;
        var (before, after) = (text[..at].TrimEnd(' ', '|', '(', '[', '/', '–', '—', '-', '·', ',', '©'), text[(at + credit.Length)..].TrimStart(' ', ')', ']', '|'));
        return Label().Replace(before.Length == 0 ? after : before, "").TrimEnd(' ', '|', '(', '/', '–', '—', '-', '·', ',');
    }

    private static string? CreditIn(IElement holder, IElement? caption)
    {
        var named = holder.QuerySelectorAll("*").Where(IsCredit).Reverse().Select(CreditText).FirstOrDefault(text => text is not null);
        if (named is not null)
            return named;
        // Two parts beside each other, the second short: caption and credit.
        var parts = (caption ?? holder).Children.Where(part => part.LocalName is "span" or "p" or "div" or "em" or "i" && PlainText.Clean(part.TextContent).Length > 1).ToList();
        return parts.Count == 2 && caption is not null && WordCount.Of(parts[0].TextContent) >= 4 ? CreditText(parts[1]) : null;
    }

    private static string? CreditText(IElement element)
    {
        var text = PlainText.Clean(element.TextContent).Trim('(', ')', '[', ']', '|', ' ', '-', '–', '/');
        return text.Length is > 1 and < MaxCreditChars && WordCount.Of(text) <= MaxCreditWords && !BareLabel().IsMatch(text) ? text : null;
    }

    private static Found? OfCredit(string? credit) => PhotoCredit.Clean(credit) is { } who && !BareLabel().IsMatch(who) ? new Found(Label().Replace(who, ""), "dom:credit") : null;

    private static (Found? Caption, Found? Credit) OfAttributes(IElement image)
    {
        var credit = CreditAttributes.Select(image.GetAttribute)
            .FirstOrDefault(value => value is { Length: > 2 and < MaxCreditChars } && !value.Contains("//", StringComparison.Ordinal) && !value.Contains('{', StringComparison.Ordinal));
        foreach (var name in CaptionAttributes)
        {
            if (PlainText.Clean(image.GetAttribute(name) ?? "") is not { Length: > 15 and < MaxChars } text || !text.Contains(' ', StringComparison.Ordinal))
                continue;
            var (caption, tail) = PhotoCredit.Split(text);
            credit ??= tail;
            if (caption is not null)
                return (new Found(caption, $"dom:{name}"), credit is null ? null : new Found(credit, "dom:image"));
        }

        return (null, OfCredit(credit));
    }

    private static IElement? Holder(IElement image)
    {
        if (image.Closest("figure, .wp-caption") is { } figure)
            return figure.QuerySelectorAll("img").Length <= 4 || figure.QuerySelector("figcaption") is null ? figure : image.ParentElement;
        IElement? box = null;
        var holder = image.ParentElement;
        for (var step = 0; step < MaxSteps && holder is not null && holder.LocalName is not ("body" or "article" or "main" or "a"); step++, holder = holder.ParentElement)
        {
            if (holder.TextContent.Length > MaxBoxChars * 4 || PlainText.Clean(holder.TextContent) is not { Length: <= MaxBoxChars } text || holder.QuerySelector("h1, h2, time") is not null || holder.QuerySelectorAll("img").Length > 3)
                break;
            if (text.Length > 1)
                box = holder;
        }

        return box;
    }

    private static bool IsCaption(IElement element) => element.LocalName == "figcaption" || (element.ClassName is { Length: < 300 } name && CaptionName().IsMatch(name));

    private static bool IsCredit(IElement element) =>
        element.LocalName is "cite" or "small" or "footer" || (element.ClassName is { Length: < 300 } name && CreditName().IsMatch(name))
        || element.GetAttribute("itemprop") is "creditText" or "copyrightHolder" or "author" or "creator";

    [GeneratedRegex(@"caption|legend|bildunterschrift|image-?text|photo-?text|img-?desc|media\w*__description", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex CaptionName();

    [GeneratedRegex(@"credit|copyright|photographer|(?:image|photo|img|figure|media|bild|foto|caption)[\w-]*(?:source|author|quelle|rights)|fotograf|(?:^|[\s_-])(?:source|quelle|byline|author|copy|pictsrc)(?:$|[\s_-])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex CreditName();

    [GeneratedRegex(@"^(?:copyright|credits?|photo|image|bild|foto|source|quelle|©|picture)\W*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex BareLabel();

    [GeneratedRegex(@"^copyright\s+|[\s|(–-]*(?:copyright|credit|bildrechte|bild|foto|photo|image)\W*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Label();
}
