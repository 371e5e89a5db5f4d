using System.Text.RegularExpressions;

namespace FeedPipeline.Documents;

/// <summary>A feed that a page offers (<c>link rel=alternate</c>).</summary>
/// <param name="Url">Absolute address.</param>
/// <param name="Title">As the link says; null when it does not.</param>
/// <param name="MediaType">Without parameters, lower case; null when not stated.</param>
public sealed partial record LinkedFeed(string Url, string? Title = null, string? MediaType = null)
{
    /// <summary>Readers' comments, or the news of one section, label or author: not what somebody means who names the site.</summary>
    public bool IsPart => PartOfPath().IsMatch(Url) || (Title is not null && PartOfTitle().IsMatch(Title));

    /// <summary>The page's own feeds first, each in the order of the page.</summary>
    public static IReadOnlyList<LinkedFeed> Ranked(IEnumerable<LinkedFeed> offered) =>
        [.. offered.DistinctBy(feed => feed.Url, StringComparer.Ordinal).OrderBy(feed => feed.IsPart)];

    /// <summary>The one feed that is meant: the only one, or the first of those that differ in their format alone. Null when there is a choice to make.</summary>
    public static LinkedFeed? Plain(IReadOnlyList<LinkedFeed> ranked)
    {
        List<LinkedFeed> main = [.. ranked.Where(feed => !feed.IsPart)];
        if (main.Count == 0)
            main = [.. ranked];
        var areOne = main.Select(feed => feed.MediaType).Distinct().Count() == main.Count
            && main.Select(feed => WithoutFormat(feed.Title)).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).Count() <= 1;
        return main.Count == 1 || (main.Count > 1 && areOne) ? main[0] : null;
    }

    /// <summary>One line for a list.</summary>
    public override string ToString() => Title is { Length: > 0 } title ? $"{Url} ({title})" : Url;

    private static string? WithoutFormat(string? title) => title is null ? null : FormatName().Replace(title, string.Empty).Trim(' ', '-', '|', '(', ')', ':', '»');

    [GeneratedRegex(@"/(comments|kommentare|commentaires)(/|$|\.)|[?&]feed=comments|/(tag|tags|category|author|search)/", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 2000)]
    private static partial Regex PartOfPath();

    [GeneratedRegex(@"\b(comments?|kommentare?|commentaires?|comentarios|commenti)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 2000)]
    private static partial Regex PartOfTitle();

    [GeneratedRegex(@"\b(rss|atom|rdf|json|xml|feed)\b|\b[0-9]\.[0-9]+\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 2000)]
    private static partial Regex FormatName();
}
