namespace FeedPipeline.Consumers;

/// <summary>A program that follows the change log, and how far it came.</summary>
public sealed class Consumer
{
    /// <summary>What it calls itself; <c>webhook:ID</c> is a webhook.</summary>
    public required string Name { get; init; }

    /// <summary>The commit of the last change that it said it is done with; 0 before the first.</summary>
    public long Place { get; init; }

    /// <summary>That change.</summary>
    public long Seq { get; init; }

    /// <summary>When it was first heard of.</summary>
    public DateTimeOffset AddedAt { get; init; }

    /// <summary>When it last said that it is done with something; null before.</summary>
    public DateTimeOffset? CommittedAt { get; init; }
}
