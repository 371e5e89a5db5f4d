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

    private static readonly string[] Attributes = ["data-testid", "data-test-tag", "data-qa", "data-component", "data-type", "data-test"];

    /// <summary>The standfirst; null when the page has none. <paramref name="header"/> is read before pruning.</summary>
    public static Found? Find(Page page, IReadOnlyList<Block> header, string? headline)
    {
        var foldedHeadline = PlainText.Fold(headline ?? "");
        var descriptions = Descriptions(page).Where(found => IsUsable(found.Text, foldedHeadline)).ToList();
        if (Named(page, header, foldedHeadline, inHeaderOnly: true) is { } standfirst)
            return standfirst;
        foreach (var found in descriptions)
        {
            var folded = PlainText.Fold(found.Text);
            if (header.FirstOrDefault(block => block.Text.Length <= MaxChars && IsSame(folded, PlainText.Fold(block.Text))) is { } visible && IsUsable(visible.Text, foldedHeadline))
                return new Found(visible.Text, found.Source);
        }

        var any = Named(page, header, foldedHeadline, inHeaderOnly: false) ?? descriptions.FirstOrDefault();
        return any is null ? null : any with { Text = WithoutByline(any.Text) };
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

    private static Found? Named(Page page, IReadOnlyList<Block> header, string foldedHeadline, bool inHeaderOnly)
    {
        foreach (var element in page.Body.QuerySelectorAll("h2, h3, h4, p, div, span, section, strong"))
        {
            if (!IsNamed(element) || IsElsewhere(element) || element.TextContent.Length > MaxChars * 4)
                continue;
            var text = PlainText.Clean(string.Join(' ', BlockReader.Read(element, 20).Select(block => block.Text)));
            if (!IsUsable(text, foldedHeadline) || element.QuerySelector("li, figure, time, h1") is not null || LinkShare(element, text) >= 0.4)
                continue;
            if (!inHeaderOnly || header.Any(block => block.Text.Length >= MinChars && text.StartsWith(block.Text, StringComparison.Ordinal)))
                return new Found(WithoutByline(text), "dom:class-dek");
        }

        return null;
    }

    private static string WithoutByline(string text)
    {
        var match = TrailingByline().Match(text);
        return match.Success && match.Index >= MinChars && AuthorNames.LooksLikeNames(match.Groups["name"].Value) ? text[..(match.Index + 1)] : text;
    }

    private static bool IsNamed(IElement element) =>
        element.GetAttribute("itemprop") is "alternativeHeadline" or "description" || (element.ClassName is { Length: < 400 } name && DekName().IsMatch(name))
        || Attributes.Any(name => element.GetAttribute(name) is { Length: < 100 } test && DekName().IsMatch(test));

    private static bool IsElsewhere(IElement element)
    {
        for (var outer = element.ParentElement; outer is not null && outer.LocalName is not ("article" or "main" or "body"); outer = outer.ParentElement)
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
        folded.Length > 0 && visible.Length > 0 && (folded == visible
            || (visible.Length >= MinChars && folded.Length < visible.Length * 1.4 && visible.Length < folded.Length * 1.25 && (visible.EndsWith(folded, StringComparison.Ordinal) || folded.EndsWith(visible, StringComparison.Ordinal)))
            || (Math.Abs(folded.Length - visible.Length) < visible.Length * 0.15 && (visible.StartsWith(folded, StringComparison.Ordinal) || folded.StartsWith(visible, StringComparison.Ordinal))));

    [GeneratedRegex(@"(?:^|[\s_-])(?:dek|deck|standfirst|sub-?title|sub-?head(?:line|ing)?|article-?lead|lead-?text|lead|lede|intro|introduction|ingress|manchet|chapo|chapeau|sottotitolo|catenaccio|entradilla|bajada|copete|vorspann|sapo|summary|excerpt|preamble|perex|epigraph|epigraphe|shorttext|synopsis|einleitung|anleser|kurztext|sumario|sommario|strapline|teaser-?text|kicker-?text|abstract|description|bigger-?lead)(?:$|[\s_-])|[a-z](?:Dek|Standfirst|Subtitle|SubTitle|Subheadline|Lead|Intro|Summary|Perex)(?:$|[\s_-])", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex DekName();

    [GeneratedRegex(@"(?:\.\.\.|…|\[…\]|\[\.\.\.\])\s*$|(?:read|continue) (?:more|reading)\W*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex CutOff();

    [GeneratedRegex(@"[.!?”""“]\s+(?:Von|By|Par|Por|Di|Door|Av)\s+(?<name>[^.]{4,80})$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex TrailingByline();
}
