namespace FeedPipeline.Stories;

/// <summary>An article as one telling of an event.</summary>
public sealed record Report
{
    /// <summary>The article.</summary>
    public required long ArticleId { get; init; }

    /// <summary>Primary language subtag; <c>und</c> when nobody says.</summary>
    public required string Language { get; init; }

    /// <summary>When it was published, but never later than we saw it.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Its headline.</summary>
    public required string Headline { get; init; }

    /// <summary>What it speaks of: hashes of terms with their weights, language and all.</summary>
    public required IReadOnlyList<StoryTerm> Terms { get; init; }
}

/// <summary>How much a text speaks of something.</summary>
/// <param name="Hash">Of the language and the word's stem.</param>
/// <param name="Weight">Above 0.</param>
public readonly record struct StoryTerm(int Hash, float Weight);
