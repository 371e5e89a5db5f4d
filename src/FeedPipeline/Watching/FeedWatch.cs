using FeedPipeline.Events;
using FeedPipeline.Feeds;
using FeedPipeline.Polls;

namespace FeedPipeline.Watching;

/// <summary>Says what of a poll an operator should know.</summary>
public static class FeedWatch
{
    /// <summary>Events that this poll opens or keeps open, and those that it ends; nothing for a poll like the one before it.</summary>
    public static IReadOnlyList<EventNote> Judge(ClaimedFeed claim, Poll poll, int quarantined, WatchingOptions options) =>
        !poll.Failed && claim.ConsecutiveFailures == 0 && quarantined == 0 ? [] : [.. Broken(claim, poll, options), .. Gone(claim, poll), .. Quarantine(quarantined)];

    /// <summary>A document that lists nothing of what the one before it listed, and about how many items may be missing.</summary>
    public static IReadOnlyList<EventNote> Gap(DateTimeOffset from, DateTimeOffset to, int estimate) =>
    [
        new EventNote(EventKind.Gap, FormattableString.Invariant(
            $"between {from:yyyy-MM-dd HH:mm:ss} and {to:HH:mm:ss} UTC all listed items changed and no earlier page led back: {(estimate > 0 ? $"about {estimate} items" : "some items")} may be missing; it is polled more often now")),
    ];

    private static IEnumerable<EventNote> Broken(ClaimedFeed claim, Poll poll, WatchingOptions options)
    {
        var failures = claim.ConsecutiveFailures + 1;
        if (poll.CountsAsFailure && failures >= options.FailuresUntilBroken)
            yield return new EventNote(EventKind.Broken, $"{failures} polls in a row failed, the last one with: {poll.Detail ?? poll.Outcome.ToString()}");
        else if (!poll.Failed && claim.ConsecutiveFailures >= options.FailuresUntilBroken)
            yield return new EventNote(EventKind.Broken, null);
    }

    private static IEnumerable<EventNote> Gone(ClaimedFeed claim, Poll poll)
    {
        if (poll.Outcome == PollOutcome.Gone)
            yield return new EventNote(EventKind.Gone, "the publisher says that the feed is gone (410), which pauses it after the third time in 72 hours: look for its new address, or remove it");
        else if (!poll.Failed && claim.ConsecutiveFailures > 0)
        {
            yield return new EventNote(EventKind.Gone, null);
            yield return new EventNote(EventKind.NewPlace, null);
            yield return new EventNote(EventKind.ContentShift, null);
        }
    }

    private static IEnumerable<EventNote> Quarantine(int quarantined)
    {
        if (quarantined > 0)
            yield return new EventNote(EventKind.Quarantined, $"{quarantined} items of the last document are kept out: feedpipe quarantine list");
    }
}
