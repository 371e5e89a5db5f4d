namespace FeedPipeline.Consumers;

/// <summary>An address that is told of changes. It is a consumer like any other: its cursor only moves when a change was delivered, or given up.</summary>
public sealed class Webhook
{
    /// <summary>Never reused.</summary>
    public long Id { get; init; }

    /// <summary>Where changes are posted.</summary>
    public required string Url { get; init; }

    /// <summary>Key of the signatures, sealed.</summary>
    public required byte[] Sealed { get; init; }

    /// <summary>Kinds of change that it wants; empty for all.</summary>
    public IReadOnlyList<string> Kinds { get; init; } = [];

    /// <summary>Feeds of which one must list the article; empty for all.</summary>
    public IReadOnlyList<long> Feeds { get; init; } = [];

    /// <summary>Languages of which one must be the article's; empty for all. <c>en</c> means <c>en-GB</c> too.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>Operator's labels of which a feed that lists the article must have one; empty for all.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Whether the article goes with the change.</summary>
    public bool Article { get; init; }

    /// <summary>When it was added.</summary>
    public DateTimeOffset AddedAt { get; init; }

    /// <summary>Set when the receiver said that it is gone (410), until an operator tries it again.</summary>
    public DateTimeOffset? StoppedAt { get; init; }

    /// <summary>Until when a worker has it.</summary>
    public DateTimeOffset? LeaseUntil { get; init; }

    /// <summary>Number of the latest claim.</summary>
    public long Fence { get; init; }

    /// <summary>Failed tries of the change that is next.</summary>
    public int Attempts { get; init; }

    /// <summary>When it is tried next.</summary>
    public DateTimeOffset NextTryAt { get; init; }

    /// <summary>When it last took a change or an event.</summary>
    public DateTimeOffset? DeliveredAt { get; init; }

    /// <summary>Changes and events that it took.</summary>
    public long Delivered { get; init; }

    /// <summary>What went wrong last, in one line; null when the last try went well.</summary>
    public string? Problem { get; init; }

    /// <summary>Its name among the consumers.</summary>
    public static string Consumer(long id) => FormattableString.Invariant($"webhook:{id}");
}
