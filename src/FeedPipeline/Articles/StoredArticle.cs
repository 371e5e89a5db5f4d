namespace FeedPipeline.Articles;

/// <summary>A row of <c>article</c>: the article and what became of it here.</summary>
public sealed class StoredArticle
{
    /// <summary>Never reused.</summary>
    public long Id { get; init; }

    /// <summary>The article as its publisher last stated it.</summary>
    public required Article Content { get; init; }

    /// <summary>The feed that brought it first.</summary>
    public long FeedId { get; init; }

    /// <summary>1 at first; one more for each change of content.</summary>
    public int Revision { get; init; }

    /// <summary>The article of which this is a copy; null for originals. A label, reversible.</summary>
    public long? CopyOf { get; init; }

    /// <summary>The article that an operator merged it into; null otherwise. Reversible.</summary>
    public long? MergedInto { get; init; }

    /// <summary>Articles about the same event share it; null when it stands alone.</summary>
    public long? StoryId { get; init; }

    /// <summary>When the publisher took it back; null while it stands.</summary>
    public DateTimeOffset? RemovedAt { get; init; }

    /// <summary>When we first saw it.</summary>
    public DateTimeOffset FirstSeenAt { get; init; }

    /// <summary>When this row last changed.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When the document was used whose words these are; an older one that is read again changes nothing.</summary>
    public DateTimeOffset StatedAt { get; init; }
}
