namespace FeedPipeline.Feeds;

/// <summary>How many polls one host bears, over all workers together.</summary>
/// <param name="PerHost">Polls at a time.</param>
/// <param name="Delay">Between the begins of two; may be zero.</param>
public sealed record HostLimits(int PerHost, TimeSpan Delay);
