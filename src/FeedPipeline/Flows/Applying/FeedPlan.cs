using FeedPipeline.Storing.Feeds;

namespace FeedPipeline.Flows.Applying;

/// <summary>What a file would change, worked out and not done.</summary>
public sealed record FeedPlan
{
    /// <summary>New, changed and removed feeds in the file's order, then rules.</summary>
    public required IReadOnlyList<Difference> Differences { get; init; }

    /// <summary>Feeds that are as the file says.</summary>
    public int Same { get; init; }

    /// <summary>Names of feeds that the file does not name and that stay.</summary>
    public IReadOnlyList<string> Kept { get; init; } = [];

    /// <summary>What could not be compared here, a line each: secrets that this machine does not have.</summary>
    public IReadOnlyList<string> Unknown { get; init; } = [];

    /// <summary>Whether all is as the file says.</summary>
    public bool IsEmpty => Differences.Count == 0;

    /// <summary>How to do it.</summary>
    internal DeclaredChanges Changes { get; init; } = new();
}

/// <summary>One thing that is not as the file says.</summary>
/// <param name="Kind">What would be done.</param>
/// <param name="What">The feed's name as it would be, or the rule's feed or site.</param>
/// <param name="Url">Address of the feed as it is now, or of a new one; null for a rule.</param>
/// <param name="Line">Line of the file; null where the file does not speak of it.</param>
/// <param name="Fields">What would change, or what a new one is.</param>
public sealed record Difference(DifferenceKind Kind, string What, string? Url, int? Line, IReadOnlyList<FieldDifference> Fields);

/// <summary>A field of a feed. Secrets have no words here.</summary>
/// <param name="Field">As the file calls it.</param>
/// <param name="Before">Null where it was as usual, or is new.</param>
/// <param name="After">Null where it becomes as usual.</param>
public sealed record FieldDifference(string Field, string? Before, string? After);

/// <summary>What would be done.</summary>
public enum DifferenceKind
{
    /// <summary>A feed is added, or a removed one comes back.</summary>
    Add,

    /// <summary>A feed is changed.</summary>
    Change,

    /// <summary>A feed that the file does not name is taken out.</summary>
    Remove,

    /// <summary>A rule is added.</summary>
    AddRule,

    /// <summary>A rule is taken out.</summary>
    RemoveRule,

    /// <summary>Rules change places.</summary>
    MoveRules,
}
