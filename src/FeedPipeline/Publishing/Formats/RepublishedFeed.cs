namespace FeedPipeline.Publishing.Formats;

/// <summary>What a list of articles says of itself when it is published as a feed.</summary>
public sealed record RepublishedFeed
{
    /// <summary>For readers.</summary>
    public required string Title { get; init; }

    /// <summary>Where this very document is had, absolute; it is also the feed's id.</summary>
    public required string SelfUrl { get; init; }

    /// <summary>A page about it; null when there is none.</summary>
    public string? HomeUrl { get; init; }

    /// <summary>Where the list goes on (RFC 5005, <c>next_url</c>); null at its end.</summary>
    public string? NextUrl { get; init; }

    /// <summary>When the newest of its articles last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }
}
