namespace FeedPipeline.Stories;

/// <summary>Articles about the same event, at least two.</summary>
public sealed class Story
{
    /// <summary>Never reused.</summary>
    public long Id { get; init; }

    /// <summary>The headline of its first article.</summary>
    public required string Headline { get; init; }

    /// <summary>When its first article was published, or seen where nobody says.</summary>
    public DateTimeOffset FirstAt { get; init; }

    /// <summary>When its latest article was published, or seen where nobody says.</summary>
    public DateTimeOffset LastAt { get; init; }

    /// <summary>Articles that have its id now; 0 when it was merged into another.</summary>
    public int ArticleCount { get; init; }

    /// <summary>Primary language subtag (BCP 47) of its articles; <c>und</c> when nobody says. A story has one language.</summary>
    public required string Language { get; init; }

    /// <summary>The story that took its articles; null while it stands.</summary>
    public long? MergedInto { get; init; }
}
