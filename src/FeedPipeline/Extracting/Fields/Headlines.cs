using FeedPipeline.Articles.Wording;
using FeedPipeline.Documents;
using FeedPipeline.Extracting.Pages;

namespace FeedPipeline.Extracting.Fields;

/// <summary>The headline: each place of a page votes, and places that agree win.</summary>
internal static class Headlines
{
    private const int MaxChars = 500;
    private const int MinKickedChars = 15;
    private const double KickerPenalty = 1;

    /// <summary>The headline; null when the page has none.</summary>
    public static Found? Find(Page page, SiteNames site, PageHints hints)
    {
        var votes = Votes(page, hints)
            .Select(vote => vote with { Text = site.Strip(vote.Text) })
            .Where(vote => vote.Text.Length is > 1 and <= MaxChars && !site.Contains(vote.Text))
            .Select(vote => (Vote: vote, Folded: PlainText.Fold(vote.Text)))
            .Where(vote => vote.Folded.Length > 1).ToList();
        if (votes.Count == 0)
            return null;
        var best = votes.MaxBy(vote => vote.Vote.Prior - (HoldsKicker(vote.Vote, vote.Folded) ? KickerPenalty : 0) + votes.Where(other => other != vote).Sum(other => other.Vote.Voice * Agreement(vote.Folded, other.Folded)));
        return new Found(best.Vote.Text, best.Vote.Source);

        // A heading that holds more than what the head calls the article holds the line above it too.
        bool HoldsKicker(Vote vote, string folded) => vote.Source == "dom:h1"
            && votes.Exists(other => other.Vote.Source.StartsWith("meta:", StringComparison.Ordinal) && other.Folded.Length < folded.Length && other.Folded.Length > MinKickedChars && folded.EndsWith(other.Folded, StringComparison.Ordinal));
    }

    private static IEnumerable<Vote> Votes(Page page, PageHints hints)
    {
        if (page.Linked.Text("headline") is { } linked)
            yield return new Vote(linked, "jsonld:headline", 5, 1.0);
        else if (page.Linked.Text("name") is { } name)
            yield return new Vote(name, "jsonld:name", 0.5, 0.5);
        if (page.Meta.First("og:title") is { } graph)
            yield return new Vote(graph.Content, "meta:og:title", 0.8, 0.9);
        if (page.Meta.First("twitter:title") is { } card)
            yield return new Vote(card.Content, "meta:twitter:title", 0.1, 0.3);
        if (page.Meta.First("parsely-title", "sailthru.title", "dc.title", "cxenseparse:title") is { } other)
            yield return new Vote(other.Content, $"meta:{other.Name}", 0.3, 0.5);
        if (hints.Headline is { } fed)
            yield return new Vote(fed, "feed:title", 0.9, 1.5);
        var headings = page.Body.QuerySelectorAll("h1").Take(8).Select(heading => PlainText.Clean(heading.TextContent)).Where(text => text.Length > 3).ToList();
        if (page.Body.QuerySelector("[itemprop~=headline]") is { } marked && PlainText.Clean(marked.TextContent) is { Length: > 3 } markedText)
            yield return new Vote(markedText, "dom:itemprop-headline", 0.7, 0.5);
        foreach (var (index, heading) in headings.Index())
            yield return new Vote(heading, "dom:h1", headings.Count == 1 ? 1.4 : index == 0 ? 0.6 : 0.3, index == 0 ? 0.9 : 0.4);
        if (page.Title.Length > 0)
            yield return new Vote(page.Title, "dom:title", 0.2, 0.6);
    }

    private static double Agreement(string left, string right)
    {
        if (left == right)
            return 1;
        var (shorter, longer) = left.Length < right.Length ? (left, right) : (right, left);
        return shorter.Length > 15 && longer.Contains(shorter, StringComparison.Ordinal) ? 0.4 : 0;
    }

    private sealed record Vote(string Text, string Source, double Prior, double Voice);
}
