namespace FeedPipeline.Feeds;

/// <summary>What a look at the due feeds brought.</summary>
/// <param name="Feeds">Claimed, the longest due first.</param>
/// <param name="MoreAreDue">Not all that is due was looked at: look again at once.</param>
/// <param name="OthersWait">Some wait for their host, which will bear them within moments.</param>
public sealed record DueClaims(IReadOnlyList<ClaimedFeed> Feeds, bool MoreAreDue, bool OthersWait);
