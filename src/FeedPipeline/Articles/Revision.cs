namespace FeedPipeline.Articles;

/// <summary>An earlier state of an article, and what kind of change ended it.</summary>
public sealed class Revision
{
    /// <summary>Never reused.</summary>
    public long Id { get; init; }

    /// <summary>The article.</summary>
    public long ArticleId { get; init; }

    /// <summary>Number of the state that is kept here, from 1.</summary>
    public int Number { get; init; }

    /// <summary>What kind of change ended it.</summary>
    public RevisionClass Class { get; init; }

    /// <summary>When it was replaced.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Headline of that state.</summary>
    public required string Headline { get; init; }

    /// <summary>Dek of that state.</summary>
    public string? Dek { get; init; }

    /// <summary>Byline of that state.</summary>
    public string? Byline { get; init; }

    /// <summary>Body of that state.</summary>
    public string? Body { get; init; }

    /// <summary>Columns of <c>article</c> that the change touched.</summary>
    public IReadOnlyList<string> ChangedFields { get; init; } = [];

    /// <summary>The body's change by paragraph, a line each, begun with <c>- </c> or <c>+ </c>; null when the body did not change.</summary>
    public string? Diff { get; init; }
}
