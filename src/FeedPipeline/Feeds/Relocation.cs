namespace FeedPipeline.Feeds;

/// <summary>A move that the server announces, and what speaks for it so far.</summary>
/// <param name="To">Where permanent redirects lead.</param>
/// <param name="Since">When they first led there.</param>
/// <param name="Count">How often in a row they did.</param>
/// <param name="Overlaps">Whether the first document there listed what the feed is known for; null before it. Later ones prove nothing, for they are compared with that one.</param>
public sealed record Relocation(string To, DateTimeOffset Since, int Count, bool? Overlaps);
