using System.Text.Json.Serialization;

namespace FeedPipeline.Articles;

/// <summary>An entry of the change log, written in the transaction of the change itself.</summary>
public sealed class Change
{
    /// <summary>Place in the log; gaps are normal.</summary>
    public long Seq { get; init; }

    /// <summary>The article.</summary>
    public long ArticleId { get; init; }

    /// <summary>What happened.</summary>
    public ChangeKind Kind { get; init; }

    /// <summary>Of a revision, its class; null otherwise.</summary>
    public RevisionClass? Class { get; init; }

    /// <summary>The article's revision after the change.</summary>
    public int Revision { get; init; }

    /// <summary>Columns of <c>article</c> that changed; empty for a new article.</summary>
    public IReadOnlyList<string> ChangedFields { get; init; } = [];

    /// <summary>When.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Number of the transaction that wrote it.</summary>
    [JsonIgnore]
    public long Batch { get; init; }
}

/// <summary>What happened to an article.</summary>
public enum ChangeKind
{
    /// <summary>It is new.</summary>
    Created,

    /// <summary>Its content changed.</summary>
    Revised,

    /// <summary>Its <c>copy_of</c> or <c>story_id</c> changed.</summary>
    Labelled,

    /// <summary>An operator merged it into another.</summary>
    Merged,

    /// <summary>That was undone.</summary>
    Unmerged,

    /// <summary>The publisher took it back.</summary>
    Withdrawn,

    /// <summary>Retention removed it.</summary>
    Deleted,
}
