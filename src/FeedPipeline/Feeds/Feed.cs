namespace FeedPipeline.Feeds;

/// <summary>A source that an operator configured.</summary>
public sealed record Feed
{
    /// <summary>Never reused.</summary>
    public long Id { get; init; }

    /// <summary>Unique, chosen by the operator or taken from the feed's title; never a number.</summary>
    public required string Name { get; init; }

    /// <summary>Where the document is requested; http or https.</summary>
    public required string Url { get; init; }

    /// <summary>The site as the feed links it; null until the first document.</summary>
    public string? SiteUrl { get; init; }

    /// <summary>The feed's own title; null until the first document.</summary>
    public string? Title { get; init; }

    /// <summary>Format of the last document that could be read.</summary>
    public string? Format { get; init; }

    /// <summary>BCP 47, as the feed states it.</summary>
    public string? Language { get; init; }

    /// <summary>When it is polled.</summary>
    public Schedule Schedule { get; init; } = Schedule.Adaptive.Instance;

    /// <summary>Hours in which it is left alone; null without. Never of a feed that the calendar polls.</summary>
    public QuietHours? Quiet { get; init; }

    /// <summary>Whether article pages are fetched for the text.</summary>
    public FullText FullText { get; init; }

    /// <summary>What an operator says its items are told apart by; null while that is measured.</summary>
    public Identity? Identity { get; init; }

    /// <summary>The operator's labels, lower case, in order.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Who answers for it, in the operator's words; null while nobody is named.</summary>
    public string? Owner { get; init; }

    /// <summary>Set while the operator has paused it; it is then never due.</summary>
    public DateTimeOffset? PausedAt { get; init; }

    /// <summary>When it was configured.</summary>
    public DateTimeOffset AddedAt { get; init; }

    /// <summary>Why its host may show any certificate, in the operator's words; null while it must prove itself.</summary>
    public string? TlsException { get; init; }
}

/// <summary>Whether the article's page is fetched for its text.</summary>
public enum FullText
{
    /// <summary>When the feed carries summaries only.</summary>
    Auto,

    /// <summary>For every article.</summary>
    Always,

    /// <summary>For none.</summary>
    Never,
}
