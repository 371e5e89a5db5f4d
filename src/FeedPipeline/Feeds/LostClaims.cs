namespace FeedPipeline.Feeds;

/// <summary>What became of claims whose leases nobody renewed.</summary>
/// <param name="Deaths">Feeds that were in hand when their worker died.</param>
/// <param name="Paused">Names of those that are paused now, because it was not the first time.</param>
/// <param name="SuspectsAreDue">Feeds that were in hand when a worker died wait to be polled, carefully.</param>
public sealed record LostClaims(int Deaths, IReadOnlyList<string> Paused, bool SuspectsAreDue);
