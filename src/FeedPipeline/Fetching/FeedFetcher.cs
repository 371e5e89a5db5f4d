using System.Diagnostics;
using FeedPipeline.Feeds;
using FeedPipeline.Polls;
using Microsoft.Extensions.Options;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace FeedPipeline.Fetching;

/// <summary>Asks for a feed's document: politely, conditionally, within every limit. One instance for the whole process.</summary>
public sealed class FeedFetcher : IDisposable
{
    private readonly FetchingOptions options;
    private readonly HostTurns turns;
    private readonly BodyBudget budget;
    private readonly Exchange exchange;
    private readonly ResiliencePipeline<Hop> twice;
    private readonly ResiliencePipeline<Hop> inTime;

    /// <summary>Asks through the client that <see cref="FetchingClient"/> built.</summary>
    public FeedFetcher(HttpMessageInvoker http, IOptions<FetchingOptions> options, TimeProvider clock)
    {
        this.options = options.Value;
        turns = new(this.options, clock);
        budget = new(this.options);
        exchange = new(http, new BodyReader(this.options, budget, clock), this.options, clock);
        twice = new ResiliencePipelineBuilder<Hop> { TimeProvider = clock }.AddRetry(OnceMore).Build();
        inTime = new ResiliencePipelineBuilder<Hop> { TimeProvider = clock }.AddTimeout(this.options.Timeout).Build();
    }

    // The wait before it is the host's pause, which every request observes.
    private static RetryStrategyOptions<Hop> OnceMore => new()
    {
        MaxRetryAttempts = 1,
        Delay = TimeSpan.Zero,
        ShouldHandle = attempt => ValueTask.FromResult(attempt.Outcome.Result is Hop.Done { LostAtOnce: true }),
    };

    /// <summary>Waits for the host's turn, asks, and follows redirects. Failures are values; only cancelling <paramref name="stop"/> throws.</summary>
    public async Task<FetchResult> FetchAsync(Feed feed, Validators validators, CancellationToken stop)
    {
        var trail = new Trail();
        return trail.Mark(await FollowAsync(feed.Url, validators, trail, stop));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        turns.Dispose();
        budget.Dispose();
    }

    private async Task<FetchResult> FollowAsync(string address, Validators validators, Trail trail, CancellationToken stop)
    {
        if (!RequestUrl.Check(address).Succeeded(out var url, out var refused))
            return refused;

        var visited = new HashSet<Uri> { url };
        while (true)
        {
            var hop = await twice.ExecuteAsync(async token => await AskInTurnAsync(url, validators, trail, token), stop);
            switch (hop)
            {
                case Hop.Done { Result: var result }:
                    return result;
                case Hop.Onward { Url: var next } when !visited.Add(next):
                    return new FetchResult.Failed(PollOutcome.RedirectLimit, $"{url.Authority} redirects in a circle: the site may want cookies, look for another URL");
                case Hop.Onward when trail.Hops == options.MaxRedirects:
                    return new FetchResult.Failed(PollOutcome.RedirectLimit, $"{url.Authority} is the end of {trail.Hops} redirects and redirects again: use the last URL");
                case Hop.Onward { Status: var status, Url: var next }:
                    trail.Add(new(status, next.AbsoluteUri));
                    url = next;
                    break;
                default:
                    throw new UnreachableException();
            }
        }
    }

    // Waiting for a turn is our own doing, so it does not count as the server's time.
    private async Task<Hop> AskInTurnAsync(Uri url, Validators validators, Trail trail, CancellationToken stop)
    {
        using var turn = await turns.WaitAsync(url.IdnHost, stop);
        try
        {
            return await inTime.ExecuteAsync(async token => await exchange.AskAsync(url, validators, trail, token), stop);
        }
        catch (TimeoutRejectedException)
        {
            return new Hop.Done(exchange.OutOfTime(url, trail));
        }
    }
}
