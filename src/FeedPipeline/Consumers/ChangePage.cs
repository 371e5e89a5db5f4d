namespace FeedPipeline.Consumers;

/// <summary>What is wanted of the change log.</summary>
/// <param name="Consumer">Whose next changes; null when <paramref name="After"/> says from where.</param>
/// <param name="Most">At most so many, 1 to 10,000.</param>
/// <param name="After">A cursor to go on from, instead of the saved one; null for the saved one.</param>
public sealed record ChangeRequest(string? Consumer, int Most, string? After = null)
{
    /// <summary>Whether the articles come along.</summary>
    public bool WithArticles { get; init; }
}

/// <summary>A part of the change log.</summary>
/// <param name="Changes">In the order of their commits; empty when there is nothing new.</param>
/// <param name="Refusal">Why nothing can be read; null when it can.</param>
public sealed record ChangePage(IReadOnlyList<LoggedChange> Changes, LogRefusal? Refusal = null);

/// <summary>Why the log cannot be read or a cursor not be saved.</summary>
/// <param name="Kind">What kind of reason.</param>
/// <param name="Line">One line: what, and what to do.</param>
public sealed record LogRefusal(LogRefusalKind Kind, string Line);

/// <summary>Reasons.</summary>
public enum LogRefusalKind
{
    /// <summary>A name, a cursor or a number that cannot be.</summary>
    Malformed,

    /// <summary>What comes next was pruned.</summary>
    Pruned,

    /// <summary>The cursor is ahead of the log: the database was set back.</summary>
    Ahead,

    /// <summary>Nobody of that name was heard of.</summary>
    Unknown,

    /// <summary>There are too many consumers.</summary>
    Full,
}
