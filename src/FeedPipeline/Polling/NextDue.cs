using FeedPipeline.Feeds;
using FeedPipeline.Polls;

namespace FeedPipeline.Polling;

/// <summary>Decides when a feed is polled next. Only the database's clock counts, as the claim carries it.</summary>
public static class NextDue
{
    private static readonly TimeSpan FirstInterval = TimeSpan.FromMinutes(15);

    /// <summary>The next due time after a poll.</summary>
    /// <param name="claim">The claim the poll ran under.</param>
    /// <param name="poll">How it went.</param>
    /// <param name="asked">How long the publisher asks to wait: <c>Retry-After</c>, <c>max-age</c>, <c>ttl</c>; null when it does not say.</param>
    /// <param name="options">Bounds.</param>
    public static Due After(ClaimedFeed claim, Poll poll, TimeSpan? asked, PollingOptions options) =>
        poll.Failed ? AfterFailure(claim, asked, options) : claim.Feed.Schedule switch
        {
            Schedule.Every(var interval) => new Due(OnGrid(claim, interval), $"every {Durations.Format(interval)}", interval),
            Schedule.Cron cron => new Due(DateTimeOffset.MaxValue, cron.ToString(), null),
            _ => Adaptive(claim, poll, asked, options),
        };

    /// <summary>The next point of the feed's own grid, so that a late poll does not shift all that follow.</summary>
    private static DateTimeOffset OnGrid(ClaimedFeed claim, TimeSpan interval)
    {
        var missed = claim.DueAt < claim.ClaimedAt ? (claim.ClaimedAt - claim.DueAt).Ticks / interval.Ticks : 0;
        var from = claim.DueAt <= claim.ClaimedAt ? claim.DueAt : claim.ClaimedAt;
        return from + ((missed + 1) * interval);
    }

    /// <summary>Sooner after news, later after silence, and never sooner than the publisher asks.</summary>
    private static Due Adaptive(ClaimedFeed claim, Poll poll, TimeSpan? asked, PollingOptions options)
    {
        var last = claim.Interval ?? FirstInterval;
        var own = Within(poll.New > 0 ? last * 0.7 : last * 1.25, options.MinInterval, options.MaxInterval);
        if (claim.IsPushed && Within(own * options.PushedStretch, own, options.MaxInterval) is var stretched && !(asked > stretched))
            return new Due(claim.ClaimedAt + stretched, $"adaptive, {Rounded(stretched)} because its hub tells of news", own);

        var interval = asked > own ? Within(asked.Value, own, options.MaxInterval) : own;
        var reason = interval > own
            ? $"adaptive, {Rounded(interval)} because the publisher asks for it"
            : $"adaptive, {Rounded(interval)} after {(poll.New > 0 ? "news" : "no news")}";
        return new Due(claim.ClaimedAt + interval, reason, own);
    }

    /// <summary>Twice as long after each failure, for ever; what the publisher asks for goes before.</summary>
    private static Due AfterFailure(ClaimedFeed claim, TimeSpan? asked, PollingOptions options)
    {
        var failures = claim.ConsecutiveFailures + 1;
        var once = claim.Feed.Schedule is Schedule.Every(var every) ? every : claim.Interval ?? options.MinInterval;
        var most = once > options.MaxBackoff ? once : options.MaxBackoff;
        // As a number: twenty doublings of a month are more than a TimeSpan holds.
        var pause = TimeSpan.FromTicks((long)Math.Min(most.Ticks, once.Ticks * Math.Pow(2, Math.Min(failures - 1, 20))));
        return asked > pause
            ? new Due(claim.ClaimedAt + asked.Value, $"{Rounded(asked.Value)} because the server asks for it", claim.Interval)
            : new Due(claim.ClaimedAt + pause, $"{Rounded(pause)} after {failures} {(failures == 1 ? "failure" : "failures")} in a row", claim.Interval);
    }

    private static TimeSpan Within(TimeSpan value, TimeSpan least, TimeSpan most) => value < least ? least : value > most ? most : value;

    private static string Rounded(TimeSpan interval) =>
        Durations.Format(interval < TimeSpan.FromMinutes(2)
            ? TimeSpan.FromSeconds(Math.Ceiling(interval.TotalSeconds))
            : TimeSpan.FromMinutes(Math.Round(interval.TotalMinutes)));
}
