namespace FeedPipeline.Storing;

/// <summary>A place in a list that is in the order of a time, the latest first: after the row of this time and id.</summary>
/// <param name="At">Of the last row before it.</param>
/// <param name="Id">Of the last row before it.</param>
public sealed record ListPlace(DateTimeOffset At, long Id);
