using FeedPipeline.Feeds;
using FeedPipeline.Polls;

namespace FeedPipeline.Polling;

/// <summary>Decides when a feed is polled next. Only the database's clock counts, as the claim carries it.</summary>
public static class NextDue
{
    private const double Jitter = 0.1;

    private static readonly TimeSpan AfterOutage = TimeSpan.FromMinutes(1);

    /// <summary>The next due time after a poll.</summary>
    /// <param name="claim">The claim the poll ran under.</param>
    /// <param name="poll">How it went.</param>
    /// <param name="sight">What it saw of a document; null when there was none to see.</param>
    /// <param name="asked">How long the publisher asks to wait: <c>Retry-After</c>, <c>max-age</c>, <c>ttl</c>; null when it does not say.</param>
    /// <param name="options">Bounds.</param>
    public static Due After(ClaimedFeed claim, Poll poll, Sight? sight, TimeSpan? asked, PollingOptions options)
    {
        var due = Chosen(claim, poll, sight, asked, options);
        return claim.Feed.Quiet is { } quiet && due.At != DateTimeOffset.MaxValue && quiet.PutOff(claim.Feed.Id, due.At) is { } open
            ? due with { At = open, Reason = $"{due.Reason}, then {quiet.Reason}" }
            : due;
    }

    private static Due Chosen(ClaimedFeed claim, Poll poll, Sight? sight, TimeSpan? asked, PollingOptions options) => poll.Outcome switch
    {
        PollOutcome.Offline => new Due(claim.ClaimedAt + Spread(claim, AfterOutage, 1.0), "soon, the network of this machine failed", claim.Interval),
        PollOutcome.Busy => new Due(claim.ClaimedAt + Spread(claim, AfterOutage, 1.0), "soon, other feeds held the memory", claim.Interval),
        PollOutcome.RateLimited when asked is { } pause => new Due(claim.ClaimedAt + pause, $"{Rounded(pause)} because the server asks for it", claim.Interval),
        _ when poll.Failed => AfterFailure(claim, poll.Outcome, asked, options),
        _ => claim.Feed.Schedule switch
        {
            Schedule.Every(var interval) => new Due(OnGrid(claim, interval), $"every {Durations.Format(interval)}", interval),
            Schedule.Cron cron => new Due(DateTimeOffset.MaxValue, cron.ToString(), null),
            _ => Adaptive(claim, sight ?? Sight.Of(claim, 0, claim.Window.Entries.Count), asked, options),
        },
    };

    /// <summary>The next point of the feed's own grid, so that a late poll does not shift all that follow.</summary>
    private static DateTimeOffset OnGrid(ClaimedFeed claim, TimeSpan interval)
    {
        var missed = claim.DueAt < claim.ClaimedAt ? (claim.ClaimedAt - claim.DueAt).Ticks / interval.Ticks : 0;
        var from = claim.DueAt <= claim.ClaimedAt ? claim.DueAt : claim.ClaimedAt;
        return from + ((missed + 1) * interval);
    }

    /// <summary>When the next poll saves most for its price, and never sooner than the publisher asks.</summary>
    private static Due Adaptive(ClaimedFeed claim, Sight sight, TimeSpan? asked, PollingOptions options)
    {
        var rest = Rest.After(sight, Sight.ClockOf(claim.Feed, claim.ClaimedAt), (claim.Feed.Schedule as Schedule.Adaptive)?.Within, options);
        var own = rest.For;
        if (claim.IsPushed && Within(own * options.PushedStretch, own, options.MaxInterval) is var stretched && !(asked > stretched))
            return new Due(claim.ClaimedAt + stretched, $"adaptive, {Rounded(stretched)} because its hub tells of news", own);

        var interval = asked > own ? Within(asked.Value, own, options.MaxInterval) : own;
        var reason = interval > own
            ? $"adaptive, {Rounded(interval)} because the publisher asks for it, else {Rounded(own)}"
            : $"adaptive, {Rounded(interval)}: {rest.Reason}";
        var at = claim.ClaimedAt + interval;
        var open = claim.Rhythm.Next(at);
        return open == at ? new Due(at, reason, own) : new Due(open, $"{reason}, then the publisher's rest", own);
    }

    /// <summary>Longer after each failure, for ever: twice as long when the feed itself is wrong, half as long again when the trouble may pass. What the publisher asks for goes before.</summary>
    private static Due AfterFailure(ClaimedFeed claim, PollOutcome outcome, TimeSpan? asked, PollingOptions options)
    {
        var failures = claim.ConsecutiveFailures + 1;
        var once = claim.Feed.Schedule is Schedule.Every(var every) ? every : claim.Interval ?? options.MinInterval;
        var most = once > options.MaxBackoff ? once : options.MaxBackoff;
        // As a number: twenty doublings of a month are more than a TimeSpan holds.
        var pause = TimeSpan.FromTicks((long)Math.Min(most.Ticks, once.Ticks * Math.Pow(MayPass(outcome) ? 1.5 : 2.0, Math.Min(failures - 1, 20))));
        return asked > pause
            ? new Due(claim.ClaimedAt + asked.Value, $"{Rounded(asked.Value)} because the server asks for it", claim.Interval)
            : new Due(claim.ClaimedAt + Spread(claim, pause, Jitter), $"{Rounded(pause)} after {failures} {(failures == 1 ? "failure" : "failures")} in a row", claim.Interval);
    }

    private static bool MayPass(PollOutcome outcome) => outcome is PollOutcome.DnsError or PollOutcome.ConnectError or PollOutcome.ConnectTimeout
        or PollOutcome.TimeoutHeaders or PollOutcome.TimeoutBody or PollOutcome.TimeoutRate or PollOutcome.ConnectionReset or PollOutcome.Truncated
        or PollOutcome.Http2Error or PollOutcome.Http5xx or PollOutcome.Empty or PollOutcome.InternalError;

    /// <summary>Up to <paramref name="share"/> more, by feed and claim: what failed together must not come back together.</summary>
    private static TimeSpan Spread(ClaimedFeed claim, TimeSpan pause, double share)
    {
        var mixed = (ulong)((claim.Feed.Id * 31) + claim.Fence) * 0x9E3779B97F4A7C15;
        return pause + (pause * (share * (mixed >> 40) / (1 << 24)));
    }

    private static TimeSpan Within(TimeSpan value, TimeSpan least, TimeSpan most) => value < least ? least : value > most ? most : value;

    private static string Rounded(TimeSpan interval) =>
        Durations.Format(interval < TimeSpan.FromMinutes(2)
            ? TimeSpan.FromSeconds(Math.Ceiling(interval.TotalSeconds))
            : interval < TimeSpan.FromHours(6)
                ? TimeSpan.FromMinutes(Math.Round(interval.TotalMinutes))
                : TimeSpan.FromHours(Math.Round(interval.TotalHours)));
}
