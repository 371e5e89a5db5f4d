using FeedPipeline.Articles;
using FeedPipeline.Events;
using FeedPipeline.Feeds;
using FeedPipeline.Polling;
using FeedPipeline.Polls;
using FeedPipeline.Watching;

namespace FeedPipeline.Steps;

/// <summary>What is to be noticed at a poll beside how it went: who answers, what items are told apart by, which fields are missing, and silence.</summary>
internal static class Notices
{
    /// <summary>The poll with what its transport and its items' names say; as it was when they say nothing, as most do.</summary>
    public static CompletedPoll With(CompletedPoll poll, params IReadOnlyList<EventNote> others) => (TransportWatch.Judge(poll), IdentityWatch.Judge(poll)) switch
    {
        ([], []) when others.Count == 0 => poll,
        var (transport, identity) => poll with { Events = [.. poll.Events, .. transport, .. identity, .. others] },
    };

    /// <summary>Which fields the new articles have, the oldest first; null when there are none.</summary>
    public static (Completeness? After, IReadOnlyList<EventNote> Notes) OfFields(ClaimedFeed claim, IReadOnlyList<Verdict> verdicts) =>
        verdicts.Any(verdict => verdict is Verdict.Unseen)
            ? DriftWatch.Judge(Completeness.FromBytes(claim.Completeness.Span) ?? Completeness.None, verdicts.OfType<Verdict.Unseen>().Select(verdict => verdict.Arrival.Article).Reverse())
            : (null, []);

    /// <summary>Whether the feed has been silent for strangely long, or is not any more.</summary>
    public static IReadOnlyList<EventNote> OfSilence(ClaimedFeed claim, Poll poll, Sight? sight, WatchingOptions options)
    {
        // Most feeds had news lately: they cost no more than this.
        var now = Sight.ClockOf(claim.Feed, claim.ClaimedAt);
        if (claim.Pulse is not { } pulse || now - pulse.At < options.QuietAtLeast || Silence.Missed(pulse, now) is var missed && missed < options.QuietAfter)
            return [];
        var before = (claim.ConsecutiveFailures == 0 ? claim.LastPollAt : claim.ProvedAt ?? claim.LastPollAt) is { } last ? Sight.ClockOf(claim.Feed, last) : now;
        return SilenceWatch.Judge(poll, new Quiet(pulse.At, pulse.Items, Silence.Missed(pulse, before), missed, before - pulse.At, now - pulse.At), sight?.News > 0, options);
    }
}
