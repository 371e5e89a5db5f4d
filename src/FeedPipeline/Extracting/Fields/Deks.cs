using System.Text.RegularExpressions;
using AngleSharp.Dom;
using FeedPipeline.Articles.Wording;
using FeedPipeline.Documents;
using FeedPipeline.Extracting.Bodies;
using FeedPipeline.Extracting.Pages;

namespace FeedPipeline.Extracting.Fields;

/// <summary>The standfirst: a description that stands visibly in the header zone, else an element named so, else the description.</summary>
internal static partial class Deks
{
    private const int MinChars = 20;
    private const int MaxChars = 600;

    /// <summary>The standfirst; null when the page has none. <paramref name="header"/> is read before pruning.</summary>
    public static Found? Find(Page page, IReadOnlyList<Block> header, string? headline)
    {
        var foldedHeadline = PlainText.Fold(headline ?? "");
        var descriptions = Descriptions(page).Where(found => IsUsable(found.Text, foldedHeadline)).ToList();
        foreach (var found in descriptions)
        {
            var folded = PlainText.Fold(found.Text);
            if (header.FirstOrDefault(block => block.Text.Length <= MaxChars && IsSame(folded, PlainText.Fold(block.Text))) is { } visible && IsUsable(visible.Text, foldedHeadline))
                return new Found(visible.Text, found.Source);
        }

        return Named(page, foldedHeadline) ?? descriptions.FirstOrDefault();
    }

    private static IEnumerable<Found> Descriptions(Page page)
    {
        if (page.Meta.First("og:description") is { } graph)
            yield return new Found(graph.Content, "meta:og:description");
        if (page.Linked.Text("description") is { } linked)
            yield return new Found(linked, "jsonld:description");
        if (page.Meta.First("description") is { } plain)
            yield return new Found(plain.Content, "meta:description");
        if (page.Meta.First("twitter:description") is { } card)
            yield return new Found(card.Content, "meta:twitter:description");
    }

    private static Found? Named(Page page, string foldedHeadline)
    {
        foreach (var element in page.Body.QuerySelectorAll("h2, h3, h4, p, div, span, section, strong"))
        {
            if (!IsNamed(element) || IsElsewhere(element))
                continue;
            var text = PlainText.Clean(element.TextContent);
            if (IsUsable(text, foldedHeadline) && element.QuerySelector("p ~ p, li, figure, time") is null && LinkShare(element, text) < 0.4)
                return new Found(text, "dom:class-dek");
        }

        return null;
    }

    private static bool IsNamed(IElement element) =>
        element.GetAttribute("itemprop") is "alternativeHeadline" or "description" || (element.ClassName is { Length: < 400 } name && DekName().IsMatch(name))
        || (element.GetAttribute("data-testid") is { } test && DekName().IsMatch(test));

    private static bool IsElsewhere(IElement element)
    {
        for (var outer = element.ParentElement; outer is not null; outer = outer.ParentElement)
        {
            if (outer.LocalName is "aside" or "nav" or "footer" or "li" or "figure" or "a" || ClassNames.IsJunk(ClassNames.Of(outer)))
                return true;
        }

        return false;
    }

    private static double LinkShare(IElement element, string text) => element.QuerySelectorAll("a").Sum(link => link.TextContent.Length) / (double)Math.Max(1, text.Length);

    private static bool IsUsable(string text, string foldedHeadline) =>
        text.Length is >= MinChars and <= MaxChars && !CutOff().IsMatch(text) && !text.Contains("://", StringComparison.Ordinal)
        && PlainText.Fold(text) is { Length: > 0 } folded && folded != foldedHeadline && BylineLine.Parse(text) is null;

    private static bool IsSame(string folded, string visible) =>
        folded.Length > 0 && visible.Length > 0 && (folded == visible || (Math.Abs(folded.Length - visible.Length) < visible.Length * 0.15 && (visible.StartsWith(folded, StringComparison.Ordinal) || folded.StartsWith(visible, StringComparison.Ordinal))));

    [GeneratedRegex(@"(?:^|[\s_-])(?:dek|deck|standfirst|sub-?title|sub-?head(?:line|ing)?|article-?lead|lead-?text|lead|lede|intro|introduction|ingress|manchet|chapo|chapeau|sottotitolo|catenaccio|entradilla|bajada|copete|vorspann|sapo|summary|excerpt|preamble|perex|sumario|sommario|strapline|teaser-?text|kicker-?text|abstract|description|bigger-?lead)(?:$|[\s_-])|[a-z](?:Dek|Standfirst|Subtitle|SubTitle|Subheadline|Lead|Intro|Summary|Perex)(?:$|[\s_-])", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex DekName();

    [GeneratedRegex(@"(?:\.\.\.|…|\[…\]|\[\.\.\.\])\s*$|(?:read|continue) (?:more|reading)\W*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex CutOff();
}
