using System.Net;
using FeedPipeline.Polls;
using Microsoft.Extensions.Options;
using Polly;
using Polly.CircuitBreaker;

namespace FeedPipeline.Fetching;

/// <summary>Tells an outage of our own from feeds that fail: when nearly every host is out of reach at once, the fault is here.</summary>
public sealed class NetworkWatch
{
    private static readonly TimeSpan Sampling = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Break = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Resuming = TimeSpan.FromSeconds(10);

    private readonly TimeProvider clock;
    private readonly Lock gate = new();
    private readonly HashSet<(string Host, bool Reached)> heard = [];
    private readonly Outage ofNetwork;
    private readonly Outage ofThisMachine;
    private DateTimeOffset heardSince;
    private DateTimeOffset? resumedAt;

    /// <summary>Believes in the network until hosts fail.</summary>
    public NetworkWatch(IOptions<FetchingOptions> options, TimeProvider clock)
    {
        this.clock = clock;
        (ofNetwork, ofThisMachine) = (Watch(options.Value), Watch(options.Value));
    }

    /// <summary>True while nearly every host is out of reach.</summary>
    public bool IsDown => ofNetwork.Goes || ofThisMachine.Goes;

    /// <summary>How many of so many polls may begin now: all of them, one to try while the network is down, and few at first when it is back.</summary>
    public int Allowed(int polls)
    {
        if (IsDown)
            return Math.Min(1, polls);

        return resumedAt is { } since && clock.GetUtcNow() - since is var past && past < Resuming
            ? Math.Min(polls, 2 << (int)past.TotalSeconds)
            : polls;
    }

    /// <summary>Takes note of how a request ended; of each host one good and one bad end count, so that one host with many feeds proves nothing. What this machine serves itself proves nothing of the network.</summary>
    public void Note(string host, PollOutcome? failure)
    {
        var reached = failure is not (PollOutcome.DnsError or PollOutcome.ConnectError or PollOutcome.ConnectTimeout);
        var outage = IsThisMachine(host) ? ofThisMachine : ofNetwork;
        if (!outage.Goes && !IsNews(host, reached))
            return;

        try
        {
            outage.Breaker.Execute(() => reached);
        }
        catch (BrokenCircuitException)
        {
            // Still too early to believe a good end; the next try decides.
            return;
        }
    }

    private static bool IsThisMachine(string host) => host is "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private Outage Watch(FetchingOptions options)
    {
        var state = new CircuitBreakerStateProvider();
        return new(state, new ResiliencePipelineBuilder<bool> { Name = "network", TimeProvider = clock, TelemetryListener = ResilienceMetrics.Instance }
            .AddCircuitBreaker(new()
            {
                Name = "outage",
                ShouldHandle = attempt => ValueTask.FromResult(!attempt.Outcome.Result),
                FailureRatio = options.OutageShare,
                MinimumThroughput = options.OutageHosts,
                SamplingDuration = Sampling,
                BreakDuration = Break,
                StateProvider = state,
                OnClosed = _ =>
                {
                    resumedAt = clock.GetUtcNow();
                    return ValueTask.CompletedTask;
                },
            })
            .Build());
    }

    private bool IsNews(string host, bool reached)
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            if (now - heardSince > Sampling)
            {
                heard.Clear();
                heardSince = now;
            }

            return heard.Add((host, reached));
        }
    }

    private sealed record Outage(CircuitBreakerStateProvider State, ResiliencePipeline<bool> Breaker)
    {
        public bool Goes => State.CircuitState is CircuitState.Open or CircuitState.HalfOpen;
    }
}
