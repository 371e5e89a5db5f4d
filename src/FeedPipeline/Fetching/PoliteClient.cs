using System.Diagnostics;
using FeedPipeline.Polls;
using Microsoft.Extensions.Options;
using Polly;
using Polly.Timeout;

namespace FeedPipeline.Fetching;

/// <summary>The way every stranger is asked: in its host's turn, in time, once more when the connection was lost, along redirects.</summary>
/// <param name="http">What <see cref="FetchingClient"/> built.</param>
/// <param name="options">Every limit.</param>
/// <param name="clock">For pauses and time-outs.</param>
public sealed class PoliteClient(HttpMessageInvoker http, IOptions<FetchingOptions> options, TimeProvider clock) : IDisposable
{
    private static readonly Task<Leave> NoLeaveNeeded = Task.FromResult(default(Leave));

    private readonly HostTurns turns = new(options.Value, clock);
    private readonly BodyBudget budget = new(options.Value);

    // Waiting for memory is our own doing, and has a limit of its own beside the server's.
    private readonly ResiliencePipeline bodyInTime =
        new ResiliencePipelineBuilder { Name = "body", TimeProvider = clock, TelemetryListener = ResilienceMetrics.Instance }
            .AddTimeout(new TimeoutStrategyOptions { Name = "total", Timeout = options.Value.Timeout + options.Value.MemoryTimeout })
            .Build();

    // No delay of its own: the second attempt waits for its turn, like every request. It begins with the attempt that was lost, so that answered requests, nearly all, need not pass through it.
    private readonly ResiliencePipeline<Hop> again =
        new ResiliencePipelineBuilder<Hop> { Name = "request", TimeProvider = clock, TelemetryListener = ResilienceMetrics.Instance }
            .AddRetry(new()
            {
                Name = "lost connection",
                MaxRetryAttempts = 1,
                Delay = TimeSpan.Zero,
                ShouldHandle = attempt => ValueTask.FromResult(attempt.Outcome.Result is { } hop && IsWorthAnother(hop)),
            })
            .Build();

    /// <inheritdoc/>
    public void Dispose()
    {
        turns.Dispose();
        budget.Dispose();
    }

    /// <summary>Requests with these limits, on the memory that all share.</summary>
    internal Exchange Exchange(FetchingOptions limits) => new(http, limits, budget, bodyInTime, clock);

    /// <summary>Asks, and follows redirects; every hop is checked like the first address.</summary>
    internal Task<FetchResult> FollowAsync(Exchange exchange, string address, Question question, Trail trail, int redirects, CancellationToken stop) =>
        FollowAsync(exchange, address, question, trail, redirects, static (_, _) => NoLeaveNeeded, stop);

    /// <summary>The same, where each address needs leave before it is asked.</summary>
    internal async Task<FetchResult> FollowAsync(
        Exchange exchange, string address, Question question, Trail trail, int redirects, Func<Uri, CancellationToken, Task<Leave>> ask, CancellationToken stop)
    {
        if (!RequestUrl.Check(address).Succeeded(out var url, out var refused))
            return refused;

        trail.Host = url.IdnHost;
        HashSet<Uri>? visited = null;
        while (true)
        {
            var leave = await ask(url, stop);
            if (leave.Refusal is { } refusal)
                return refusal;

            var hop = await AskInTurnAsync(exchange, url, question, trail, leave.Delay, stop);
            if (IsWorthAnother(hop))
                hop = await AskAgainAsync(hop, exchange, url, question, trail, leave.Delay, stop);
            if (hop is Hop.Onward)
                (visited ??= []).Add(url);
            switch (hop)
            {
                case Hop.Done { Result: var result }:
                    return result;
                case Hop.Onward { Url: var next } when visited!.Contains(next):
                    return Endless($"{url.Authority} redirects in a circle: the site may want cookies, look for another URL");
                case Hop.Onward when trail.Redirects == redirects:
                    return Endless($"{url.Authority} is the end of {trail.Redirects} redirects and redirects again: use the last URL");
                case Hop.Onward { Status: var status, Url: var next }:
                    trail.Add(new(status, next.AbsoluteUri));
                    url = next;
                    break;
                default:
                    throw new UnreachableException();
            }
        }
    }

    private static bool IsWorthAnother(Hop hop) => hop is Hop.Done { LostAtOnce: true };

    private static FetchResult.Failed Endless(string problem) => new(PollOutcome.RedirectLimit, problem);

    /// <summary>Waiting for a turn is our own doing, so it does not count as the server's time.</summary>
    private async ValueTask<Hop> AskInTurnAsync(Exchange exchange, Uri url, Question question, Trail trail, TimeSpan delay, CancellationToken stop)
    {
        using var turn = await turns.WaitAsync(url.IdnHost, delay, stop);
        return await exchange.AskAsync(url, question, trail, stop);
    }

    private async Task<Hop> AskAgainAsync(Hop lost, Exchange exchange, Uri url, Question question, Trail trail, TimeSpan delay, CancellationToken stop)
    {
        Hop? first = lost;
        return await again.ExecuteAsync(token => Interlocked.Exchange(ref first, null) is { } hop ? ValueTask.FromResult(hop) : AskInTurnAsync(exchange, url, question, trail, delay, token), stop);
    }
}

/// <summary>Whether an address may be asked.</summary>
/// <param name="Refusal">Why not; null when it may.</param>
/// <param name="Delay">The host's own pause between two requests, where it is longer than ours.</param>
/// <param name="IsMeant">Whether the host refuses, and not only cannot say.</param>
internal readonly record struct Leave(FetchResult.Failed? Refusal, TimeSpan Delay, bool IsMeant = false);
