using System.Text.RegularExpressions;

namespace FeedPipeline.Documents;

/// <summary>What an operator says about the pages of one feed or one site. Selectors are CSS; what is left out is found as on any other page.</summary>
public sealed record PageRule
{
    /// <summary>Host that it holds for, with all hosts below it; null when it names a feed.</summary>
    public string? Site { get; init; }

    /// <summary>Name of the feed that it holds for; null when it names a site.</summary>
    public string? Feed { get; init; }

    /// <summary>Where the text stands; all elements count, in document order.</summary>
    public string? Body { get; init; }

    /// <summary>What is taken out of the page before it is read.</summary>
    public IReadOnlyList<string> Remove { get; init; } = [];

    /// <summary>Where single fields stand: <c>headline</c>, <c>dek</c>, <c>byline</c>, <c>published</c>, <c>image</c>, <c>caption</c>, <c>credit</c>, <c>section</c>.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();

    /// <summary>What is replaced in headline, standfirst and paragraphs, in order; a paragraph of which nothing is left goes.</summary>
    public IReadOnlyList<TextReplacement> Replace { get; init; } = [];
}

/// <summary>A replacement.</summary>
/// <param name="Pattern">What is replaced.</param>
/// <param name="With">What stands there instead; may name groups (<c>$1</c>).</param>
public sealed record TextReplacement(Regex Pattern, string With);

/// <summary>All rules of an installation.</summary>
public sealed class PageRules(IReadOnlyList<PageRule> rules)
{
    /// <summary>No rule at all.</summary>
    public static readonly PageRules None = new([]);

    /// <summary>All of them, in order.</summary>
    public IReadOnlyList<PageRule> All => rules;

    /// <summary>The rule for a page: the feed's own, else the one of the longest host; null when there is none.</summary>
    public PageRule? For(string? feed, string? host) =>
        rules.FirstOrDefault(rule => rule.Feed is not null && rule.Feed == feed)
        ?? rules.Where(rule => rule.Site is { } site && host is not null && (host.Equals(site, StringComparison.OrdinalIgnoreCase) || host.EndsWith("." + site, StringComparison.OrdinalIgnoreCase)))
            .MaxBy(rule => rule.Site!.Length);
}
