using FeedPipeline.Documents;

namespace FeedPipeline.Articles;

/// <summary>An item kept out of the article table, with its reason, until it is released.</summary>
public sealed class Quarantined
{
    /// <summary>Never reused.</summary>
    public long Id { get; init; }

    /// <summary>The feed that listed it.</summary>
    public long FeedId { get; init; }

    /// <summary>The item's own key in its feed: each is kept once.</summary>
    public Guid Key { get; init; }

    /// <summary>Why it was kept out, in one line.</summary>
    public required string Reason { get; init; }

    /// <summary>The item as the feed stated it.</summary>
    public required FeedItem Item { get; init; }

    /// <summary>When it was kept out.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>When an operator released it into the article table; null while it is kept.</summary>
    public DateTimeOffset? ReleasedAt { get; init; }
}
