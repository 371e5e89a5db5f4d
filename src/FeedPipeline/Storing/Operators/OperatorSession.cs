namespace FeedPipeline.Storing.Operators;

/// <summary>A browser that is signed in to the console.</summary>
public sealed class OperatorSession
{
    /// <summary>Never reused.</summary>
    public long Id { get; init; }

    /// <summary>SHA-256 of what its cookie holds.</summary>
    internal byte[] Hash { get; init; } = [];

    /// <summary>Where it signed in from.</summary>
    public required string Address { get; init; }

    /// <summary>When it signed in.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>When it last asked for something, to the minute.</summary>
    public DateTimeOffset SeenAt { get; init; }
}
