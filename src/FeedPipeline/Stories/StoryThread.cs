namespace FeedPipeline.Stories;

/// <summary>What the clusterer remembers of an event while reports may still come; with its second report it becomes a <see cref="Story"/> of the same id.</summary>
public sealed record StoryThread
{
    /// <summary>Never reused; also its story's.</summary>
    public required long Id { get; init; }

    /// <summary>Primary language subtag.</summary>
    public required string Language { get; init; }

    /// <summary>Headline of the first report.</summary>
    public required string Headline { get; init; }

    /// <summary>Time of the first report.</summary>
    public required DateTimeOffset FirstAt { get; init; }

    /// <summary>Time of the latest report.</summary>
    public required DateTimeOffset LastAt { get; init; }

    /// <summary>How many reports it has; at least one.</summary>
    public required int Reports { get; init; }

    /// <summary>The sum of its reports' terms, heaviest first.</summary>
    public required IReadOnlyList<StoryTerm> Terms { get; init; }
}
