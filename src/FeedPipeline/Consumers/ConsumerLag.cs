namespace FeedPipeline.Consumers;

/// <summary>A consumer and what it has not read yet.</summary>
/// <param name="Name">What it calls itself.</param>
/// <param name="Cursor">The last change that it is done with.</param>
/// <param name="Lag">Changes after that.</param>
/// <param name="LagSeconds">Age of the oldest of them, in seconds; 0 when there is none.</param>
/// <param name="AddedAt">When it was first heard of.</param>
/// <param name="CommittedAt">When it last saved a cursor; null before.</param>
/// <param name="IsBehindLog">Whether changes that it had not read were pruned: it must be reset.</param>
public sealed record ConsumerLag(string Name, string Cursor, long Lag, double LagSeconds, DateTimeOffset AddedAt, DateTimeOffset? CommittedAt, bool IsBehindLog);
