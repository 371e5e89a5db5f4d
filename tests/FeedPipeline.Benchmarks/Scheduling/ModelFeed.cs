namespace FeedPipeline.Benchmarks.Scheduling;

/// <summary>A feed as its publisher would have it: what it publishes when, and how much of it a document lists.</summary>
/// <param name="Id">Its name.</param>
/// <param name="DocumentSize">How many of the newest items a document lists.</param>
/// <param name="Published">When each item appears, ascending; seconds since the begin of the simulation, negative before it.</param>
internal sealed record ModelFeed(string Id, int DocumentSize, long[] Published);
