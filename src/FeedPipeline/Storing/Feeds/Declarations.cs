using FeedPipeline.Feeds;

namespace FeedPipeline.Storing.Feeds;

/// <summary>All that operators said, at one moment.</summary>
/// <param name="Feeds">Every feed, removed ones too, in the order in which they were added.</param>
/// <param name="Rules">Rules for pages, as YAML, in order.</param>
public sealed record Declarations(IReadOnlyList<KnownFeed> Feeds, IReadOnlyList<string> Rules);

/// <summary>A feed as it is configured.</summary>
public sealed record KnownFeed
{
    /// <summary>Never reused.</summary>
    public required long Id { get; init; }

    /// <summary>Another one as soon as its rows are written.</summary>
    public required string Version { get; init; }

    /// <summary>What is said of it.</summary>
    public required DeclaredFeed Declared { get; init; }

    /// <summary>Whether it was taken out; its address is still its own.</summary>
    public bool IsRemoved { get; init; }

    /// <summary>Whether it has credentials or headers, by reference or by hand.</summary>
    public bool HasAccess { get; init; }

    /// <summary>What they are; null when they cannot be opened.</summary>
    public Access? Access { get; init; }
}

/// <summary>A feed as it is to be.</summary>
/// <param name="Declared">What is said of it.</param>
/// <param name="Access">Its credentials and headers, none of them to take them away; null to leave them as they are.</param>
/// <param name="IsPolledOtherwise">Whether a poll would be another one than before: then it is due at once.</param>
public sealed record WantedFeed(DeclaredFeed Declared, Access? Access, bool IsPolledOtherwise);

/// <summary>What is to be done so that things are as declared.</summary>
public sealed record DeclaredChanges
{
    /// <summary>New feeds.</summary>
    public IReadOnlyList<WantedFeed> Add { get; init; } = [];

    /// <summary>Feeds that become others.</summary>
    public IReadOnlyList<(KnownFeed Before, WantedFeed After)> Set { get; init; } = [];

    /// <summary>Feeds that are taken out.</summary>
    public IReadOnlyList<KnownFeed> Remove { get; init; } = [];

    /// <summary>All rules, as YAML; null to leave them as they are.</summary>
    public IReadOnlyList<string>? Rules { get; init; }
}
