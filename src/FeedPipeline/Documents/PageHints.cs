namespace FeedPipeline.Documents;

/// <summary>What is known of an article before its page is read; helps to tell the article from what stands around it.</summary>
public sealed record PageHints
{
    /// <summary>Nothing is known.</summary>
    public static readonly PageHints None = new();

    /// <summary>The feed's headline as plain text; null when unknown.</summary>
    public string? Headline { get; init; }

    /// <summary>The feed's summary or content as plain text; null when unknown.</summary>
    public string? Text { get; init; }

    /// <summary>What operators say about pages of this site or feed; null when they say nothing.</summary>
    public PageRule? Rule { get; init; }

    /// <summary>The feed's language (BCP 47); null when unknown.</summary>
    public string? Language { get; init; }
}
