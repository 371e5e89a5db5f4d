namespace FeedPipeline.Feeds;

/// <summary>A move that the server announces, and what speaks for it so far.</summary>
/// <param name="To">Where permanent redirects lead.</param>
/// <param name="Since">When they first led there.</param>
/// <param name="Count">How often in a row they did.</param>
/// <param name="Overlaps">Whether the document there listed what the feed is known for.</param>
public sealed record Relocation(string To, DateTimeOffset Since, int Count, bool Overlaps);
