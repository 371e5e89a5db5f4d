namespace FeedPipeline.Storing.Keys;

/// <summary>A row of <c>api_key</c>: who may use the API from beyond loopback, and for what.</summary>
public sealed class ApiKey
{
    /// <summary>Never reused.</summary>
    public long Id { get; init; }

    /// <summary>The operator's word for who uses it; unique among the keys that are valid.</summary>
    public required string Name { get; init; }

    /// <summary>What it allows.</summary>
    public ApiScope Scope { get; init; }

    /// <summary>Its first characters, to tell keys apart by.</summary>
    public required string Hint { get; init; }

    /// <summary>SHA-256 of the whole key; the key itself is kept nowhere.</summary>
    internal byte[] Hash { get; init; } = [];

    /// <summary>When it was made.</summary>
    public DateTimeOffset MadeAt { get; init; }

    /// <summary>When it was last used, to the minute; null before its first use.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>When it was revoked; null while it is valid.</summary>
    public DateTimeOffset? RevokedAt { get; init; }
}

/// <summary>What an API key allows.</summary>
public enum ApiScope
{
    /// <summary>Reading everything.</summary>
    Read,

    /// <summary>Reading, and changing what operators may change.</summary>
    Ops,
}
