using FeedPipeline.Articles;
using FeedPipeline.Documents;
using FeedPipeline.Feeds;

namespace FeedPipeline.Flows.Checking;

/// <summary>What a look at a source found before it is added. Nothing of it is stored.</summary>
public sealed record CheckedFeed
{
    /// <summary>The address that was asked about.</summary>
    public required string Url { get; init; }

    /// <summary>Where the feed is: the same, or what the site links; null when there is none.</summary>
    public string? FeedUrl { get; init; }

    /// <summary>Name under which the feed is configured already; null when it is not.</summary>
    public string? KnownAs { get; init; }

    /// <summary>One line each, from the connection to the articles.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>Feeds of the site, the likeliest first; empty for a feed that was asked about itself.</summary>
    public IReadOnlyList<LinkedFeed> Offered { get; init; } = [];

    /// <summary>How to add it; null when it cannot be used.</summary>
    public RecommendedSettings? Settings { get; init; }

    /// <summary>Its first articles, as they would be stored.</summary>
    public IReadOnlyList<PreviewedArticle> Articles { get; init; } = [];

    /// <summary>Whether it can be added.</summary>
    public bool IsUsable => FeedUrl is not null;
}

/// <summary>One thing that was looked at.</summary>
/// <param name="Check">What: <c>dns</c>, <c>tls</c>, <c>dates</c> and so on.</param>
/// <param name="Grade">How it is.</param>
/// <param name="Says">One line for an operator: what is there, and what to do where something can be done.</param>
public sealed record Finding(string Check, Grade Grade, string Says);

/// <summary>How something is.</summary>
public enum Grade
{
    /// <summary>As it should be.</summary>
    Good,

    /// <summary>FeedPipeline gets along with it, but somebody should know.</summary>
    Note,

    /// <summary>It keeps the feed from being used, or articles from being right.</summary>
    Bad,
}

/// <summary>How a feed is best added.</summary>
/// <param name="Url">Address to ask: where permanent redirects lead.</param>
/// <param name="Name">Its title, shortened to a name.</param>
/// <param name="Schedule">When to poll it.</param>
/// <param name="FullText">Whether to fetch its articles' pages.</param>
/// <param name="Identity">What to tell its items apart by; null to have it measured.</param>
public sealed record RecommendedSettings(string Url, string Name, string Schedule, FullText FullText, Identity? Identity);

/// <summary>An article as it would be stored.</summary>
/// <param name="Text">In the seed article format.</param>
/// <param name="Article">All its fields.</param>
public sealed record PreviewedArticle(string Text, Article Article);
