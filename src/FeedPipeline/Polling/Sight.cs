using FeedPipeline.Feeds;

namespace FeedPipeline.Polling;

/// <summary>What a poll that was taken in saw of a feed.</summary>
/// <param name="Pulse">What is known of when it publishes, with this poll.</param>
/// <param name="Passed">Since the poll before; zero when there was none.</param>
/// <param name="News">Items that the poll before did not list.</param>
/// <param name="Listed">Items that the document lists.</param>
/// <param name="IsGap">It lists nothing of what the poll before listed: items may have come and gone in between.</param>
public sealed record Sight(Pulse Pulse, TimeSpan Passed, int News, int Listed, bool IsGap)
{
    private static readonly TimeSpan Spread = TimeSpan.FromMinutes(2);

    /// <summary>After a poll of <paramref name="claim"/>.</summary>
    /// <param name="claim">The claim it ran under.</param>
    /// <param name="news">Items that the poll before did not list; 0 at the first, where all are.</param>
    /// <param name="listed">Items that the document lists.</param>
    /// <param name="isGap">Whether it lists nothing that was listed before.</param>
    /// <param name="dates">When they say that they came; at the first, all that are listed.</param>
    public static Sight Of(ClaimedFeed claim, int news, int listed, bool isGap = false, IReadOnlyList<DateTimeOffset>? dates = null)
    {
        var now = ClockOf(claim.Feed, claim.ClaimedAt);
        var passed = (claim.ConsecutiveFailures == 0 ? claim.LastPollAt : claim.ProvedAt ?? claim.LastPollAt) is { } before && before < claim.ClaimedAt
            ? claim.ClaimedAt - before
            : TimeSpan.Zero;
        var ahead = now - claim.ClaimedAt;
        DateTimeOffset[] own = [.. (dates ?? []).Select(date => date + ahead)];
        var met = (claim.Feed.AddedAt < claim.ClaimedAt ? claim.Feed.AddedAt : claim.ClaimedAt) + ahead;
        var known = claim.Pulse ?? Learning.First(met, now, own);
        var pulse = claim.Pulse is null && own.Length > 0 ? known : Learning.After(known, now - passed, now, passed > TimeSpan.Zero ? news : 0, own);
        return new(pulse, passed, news, listed, isGap);
    }

    /// <summary>A clock of the feed's own, up to two minutes ahead: what is learned in steps of two minutes must not make all feeds due at once.</summary>
    public static DateTimeOffset ClockOf(Feed feed, DateTimeOffset at) => at + (Spread * (((ulong)feed.Id * 0x9E3779B97F4A7C15) >> 40) / (1 << 24));

    /// <summary>Items that may have been missed in a gap, by the feed's habit; 0 and more.</summary>
    public int Estimate => (int)Math.Max(0, Math.Round((PulseShape.Rate(Pulse) * Passed.TotalDays) - News));
}
