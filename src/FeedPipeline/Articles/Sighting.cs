namespace FeedPipeline.Articles;

/// <summary>An article seen in a feed. While <see cref="GoneAt"/> is null, it was last seen at the feed's last poll.</summary>
public sealed class Sighting
{
    /// <summary>Never reused.</summary>
    public long Id { get; init; }

    /// <summary>The article.</summary>
    public long ArticleId { get; init; }

    /// <summary>The feed that listed it.</summary>
    public long FeedId { get; init; }

    /// <summary>As this feed states it.</summary>
    public string? Guid { get; init; }

    /// <summary>As this feed links it.</summary>
    public string? Url { get; init; }

    /// <summary>Place in the document when first seen, from 1.</summary>
    public int Position { get; init; }

    /// <summary>First poll that listed it.</summary>
    public DateTimeOffset FirstSeenAt { get; init; }

    /// <summary>First poll that no longer listed it; null while it is listed.</summary>
    public DateTimeOffset? GoneAt { get; init; }
}
