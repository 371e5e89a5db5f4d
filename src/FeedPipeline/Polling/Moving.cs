using FeedPipeline.Feeds;

namespace FeedPipeline.Polling;

/// <summary>Decides when a feed's stored address follows permanent redirects: not at the first, and not to where other things are listed.</summary>
public static class Moving
{
    /// <summary>What speaks for a move after a poll that was answered, and the new address once enough does.</summary>
    /// <param name="claim">The claim the poll ran under.</param>
    /// <param name="target">Where permanent redirects led, up to the first that was not; null when they led nowhere.</param>
    /// <param name="overlaps">Whether the answer there held what the feed is known for; null when it held nothing.</param>
    /// <param name="options">How much is enough.</param>
    public static (Relocation? Moving, string? MovesTo) After(ClaimedFeed claim, string? target, bool? overlaps, PollingOptions options)
    {
        if (target is null || target == claim.Feed.Url || FeedUrl.Refuse(target) is not null)
            return (null, null);

        var moving = claim.Moving is { } before && before.To == target
            ? before with { Count = before.Count + 1, Overlaps = before.Overlaps ?? overlaps }
            : new Relocation(target, claim.ClaimedAt, Count: 1, overlaps);
        var isEnough = moving.Overlaps == true && moving.Count >= options.RedirectsUntilMove && claim.ClaimedAt - moving.Since >= options.TimeUntilMove;
        return isEnough ? (null, target) : (moving, null);
    }
}
