using System.Text.RegularExpressions;
using FeedPipeline.Articles.Wording;

namespace FeedPipeline.Extracting.Fields;

/// <summary>
/// The <c>title</c> element is what a page says to search engines. Where an editor wrote a headline beside it, places that repeat the title do so by default,
/// and the one that differs was filled on purpose.
/// </summary>
internal static partial class SearchTitle
{
    private const int MinWordChars = 4;
    private const double MinSharedWords = 0.33;
    private const double MinHeadingShare = 0.4;

    /// <summary>The folded title that speaks for no headline; null where nothing rivals it.</summary>
    public static string? Of(IReadOnlyList<HeadlineVote> votes)
    {
        if (votes.FirstOrDefault(vote => vote.Source == "dom:title") is not { } search || votes.Any(vote => vote.Source == "feed:title" && vote.Folded == search.Folded))
            return null;
        var isLinked = votes.Any(vote => vote.Source == "jsonld:headline");
        var isHeading = votes.Any(vote => vote.Source == "dom:h1" && vote.Folded == search.Folded);
        // Headings of sites and menus have no words of the article's title.
        return votes.Any(vote => !Holds(vote, search) && vote.Source switch
        {
            "jsonld:headline" => true,
            "meta:og:title" => isLinked && SharedWords(vote.Text, search.Text) > 0,
            "dom:h1" => !isLinked && !isHeading && vote.Folded.Length >= search.Folded.Length * MinHeadingShare
                && !HeadlineVote.HoldsKicker(vote, votes) && SharedWords(vote.Text, search.Text) >= MinSharedWords,
            _ => false,
        }) ? search.Folded : null;
    }

    /// <summary>Share of the shorter text's longer words that stand in the other one too, 0 to 1.</summary>
    public static double SharedWords(string left, string right)
    {
        var (mine, theirs) = (Words(left), Words(right));
        return mine.Count == 0 || theirs.Count == 0 ? 0 : (double)mine.Count(theirs.Contains) / Math.Min(mine.Count, theirs.Count);
    }

    /// <summary>The folded words of a text that are long enough to tell texts apart.</summary>
    public static HashSet<string> Words(string text) =>
        [.. Word().Matches(text).Where(word => word.Length >= MinWordChars).Select(word => PlainText.Fold(word.Value))];

    // The same with a section or a site that nobody names.
    private static bool Holds(HeadlineVote vote, HeadlineVote search) =>
        vote.Folded.StartsWith(search.Folded, StringComparison.Ordinal) || vote.Folded.EndsWith(search.Folded, StringComparison.Ordinal);

    [GeneratedRegex(@"\w+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Word();
}
