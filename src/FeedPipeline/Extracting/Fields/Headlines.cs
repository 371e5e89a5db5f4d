using System.Text.RegularExpressions;
using FeedPipeline.Articles.Wording;
using FeedPipeline.Documents;
using FeedPipeline.Extracting.Pages;

namespace FeedPipeline.Extracting.Fields;

/// <summary>The headline: each place of a page votes, and places that agree win, but for what was written for search engines.</summary>
internal static partial class Headlines
{
    private const int MaxChars = 500;
    private const int MinSharedEnd = 20;
    private const double KickerPenalty = 1;
    private const double SearchPenalty = 6;

    /// <summary>The headline; null when the page has none.</summary>
    public static Found? Find(Page page, SiteNames site, PageHints hints)
    {
        var votes = Votes(page, hints)
            .Select(vote => vote with { Text = site.Strip(vote.Text) })
            .Where(vote => vote.Text.Length is > 1 and <= MaxChars && !site.Contains(vote.Text))
            .Select(vote => vote with { Folded = PlainText.Fold(vote.Text) })
            .Where(vote => vote.Folded.Length > 1).ToList();
        if (votes.Count == 0)
            return null;
        var search = SearchTitle.Of(votes);
        var best = votes.MaxBy(vote => vote.Prior - (HeadlineVote.HoldsKicker(vote, votes) ? KickerPenalty : 0) - (vote.Folded == search ? SearchPenalty : 0)
            + votes.Where(other => other != vote).Sum(other => other.Voice * Agreement(vote.Folded, other.Folded)))!;
        return new Found(WithoutKicker(best.Text, votes), best.Source);
    }

    // Two places that put different lines above the same headline show where it begins.
    private static string WithoutKicker(string headline, List<HeadlineVote> votes)
    {
        if (Kicker().Match(headline) is not { Success: true } kicker || headline[kicker.Length..] is not { Length: >= MinSharedEnd } rest)
            return headline;
        return votes.Exists(vote => Kicker().Match(vote.Text) is { Success: true } other && vote.Text[other.Length..] == rest && AreForeign(PlainText.Fold(other.Value), PlainText.Fold(kicker.Value)) && SearchTitle.SharedWords(other.Value, kicker.Value) == 0) ? rest : headline;
    }

    private static bool AreForeign(string left, string right) => !left.Contains(right, StringComparison.Ordinal) && !right.Contains(left, StringComparison.Ordinal);

    private static IEnumerable<HeadlineVote> Votes(Page page, PageHints hints)
    {
        if (page.Linked.Text("headline") is { } linked)
            yield return new HeadlineVote(linked, "jsonld:headline", 5, 1.0);
        else if (page.Linked.Text("name") is { } name)
            yield return new HeadlineVote(name, "jsonld:name", 0.5, 0.5);
        if (page.Meta.First("og:title") is { } graph)
            yield return new HeadlineVote(graph.Content, "meta:og:title", 0.8, 0.9);
        if (page.Meta.First("twitter:title") is { } card)
            yield return new HeadlineVote(card.Content, "meta:twitter:title", 0.1, 0.3);
        if (page.Meta.First("parsely-title", "sailthru.title", "dc.title", "cxenseparse:title") is { } other)
            yield return new HeadlineVote(other.Content, $"meta:{other.Name}", 0.3, 0.5);
        if (hints.Headline is { } fed)
            yield return new HeadlineVote(fed, "feed:title", 0.9, 1.5);
        var headings = page.Body.QuerySelectorAll("h1").Take(8).Select(heading => PlainText.Clean(heading.TextContent)).Where(text => text.Length > 3).ToList();
        if (page.Body.QuerySelector("[itemprop~=headline]") is { } marked && PlainText.Clean(marked.TextContent) is { Length: > 3 } markedText)
            yield return new HeadlineVote(markedText, "dom:itemprop-headline", 0.7, 0.5);
        foreach (var (index, heading) in headings.Index())
            yield return new HeadlineVote(heading, "dom:h1", headings.Count == 1 ? 1.4 : index == 0 ? 0.6 : 0.3, index == 0 ? 0.9 : 0.4);
        if (page.Title.Length > 0)
            yield return new HeadlineVote(page.Title, "dom:title", 0.2, 0.6);
    }

    private static double Agreement(string left, string right)
    {
        if (left == right)
            return 1;
        var (shorter, longer) = left.Length < right.Length ? (left, right) : (right, left);
        return shorter.Length > 15 && longer.Contains(shorter, StringComparison.Ordinal) ? 0.4 : 0;
    }

    [GeneratedRegex(@"^.{3,60}?(?::| [–—-]| \|)\s+(?=\S)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Kicker();
}
