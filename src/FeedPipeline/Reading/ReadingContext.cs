namespace FeedPipeline.Reading;

/// <summary>What is known of a document before its first element.</summary>
/// <param name="Options">The limits.</param>
/// <param name="Base">Where relative links start; null when unknown.</param>
/// <param name="Language">What the transport said.</param>
internal sealed record ReadingContext(ReadingOptions Options, Uri? Base, string? Language);
