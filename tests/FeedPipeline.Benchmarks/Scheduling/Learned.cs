using FeedPipeline.Feeds;
using FeedPipeline.Polling;

namespace FeedPipeline.Benchmarks.Scheduling;

/// <summary>FeedPipeline's own rule, within a budget of requests. In the first hours, when all feeds are new at once, the price stands still.</summary>
/// <param name="feeds">How many there are.</param>
/// <param name="days">For how long they are polled.</param>
/// <param name="budget">Requests in all.</param>
/// <param name="isDated">Whether it is told when items were published, or only when they were seen.</param>
internal sealed class Learned(int feeds, int days, long budget, bool isDated = true) : IPollingPolicy
{
    private static readonly DateTimeOffset Begin = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    private readonly Pulse?[] _pulses = new Pulse?[feeds];
    private RequestPrice _price = new(new PollingOptions().RequestPrice);
    private PollingOptions _options = new();
    private long _before;

    public long Next(SimulatedPoll poll)
    {
        var now = Begin.AddSeconds(poll.At);
        var from = Begin.AddSeconds(poll.Before ?? poll.At);
        var news = poll.Before is null ? 0 : poll.New.Length;
        DateTimeOffset[] dates = isDated ? [.. poll.New.ToArray().Select(at => Begin.AddSeconds(at))] : [];
        var pulse = _pulses[poll.Feed] is { } before
            ? Learning.After(before, from, now, news, dates)
            : Learning.First(now, now, dates);
        _pulses[poll.Feed] = pulse;
        return poll.At + (long)Rest.After(new Sight(pulse, now - from, news, poll.Listed, IsGap: false), now, null, _options).For.TotalSeconds;
    }

    public void Passed(long at, long requests)
    {
        var hours = at / 3600;
        if (hours > 2)
            _price = _price.After(requests - _before, (budget - requests) / (double)Math.Max(1, (days * 24) - hours));
        (_before, _options) = (requests, new() { RequestPrice = _price.Price });
    }
}
