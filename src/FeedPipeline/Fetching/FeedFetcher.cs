using System.Diagnostics;
using FeedPipeline.Feeds;
using FeedPipeline.Polls;
using Microsoft.Extensions.Options;
using Polly;
using Polly.Timeout;

namespace FeedPipeline.Fetching;

/// <summary>Asks for a feed's document: politely, conditionally, within every limit. One instance for the whole process.</summary>
/// <param name="http">What <see cref="FetchingClient"/> built.</param>
/// <param name="options">Every limit.</param>
/// <param name="clock">For pauses, time-outs and dates.</param>
public sealed class FeedFetcher(HttpMessageInvoker http, IOptions<FetchingOptions> options, TimeProvider clock) : IDisposable
{
    private readonly HostTurns turns = new(options.Value, clock);
    private readonly Exchange exchange = new(http, options.Value, clock);

    private readonly ResiliencePipeline<Hop> inTime =
        new ResiliencePipelineBuilder<Hop> { TimeProvider = clock }.AddTimeout(options.Value.Timeout).Build();

    // No delay of its own: the second attempt waits for its turn, like every request.
    private readonly ResiliencePipeline<Hop> twice =
        new ResiliencePipelineBuilder<Hop> { TimeProvider = clock }.AddRetry(new()
        {
            MaxRetryAttempts = 1,
            Delay = TimeSpan.Zero,
            ShouldHandle = attempt => ValueTask.FromResult(attempt.Outcome.Result is Hop.Done { LostAtOnce: true }),
        }).Build();

    /// <summary>Waits for the host's turn, asks, follows redirects. Failures are values; only cancelling <paramref name="stop"/> throws.</summary>
    public async Task<FetchResult> FetchAsync(Feed feed, Validators validators, CancellationToken stop)
    {
        var trail = new Trail();
        return trail.Mark(await FollowAsync(feed.Url, validators, trail, stop));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        turns.Dispose();
        exchange.Dispose();
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
                    return Endless($"{url.Authority} redirects in a circle: the site may want cookies, look for another URL");
                case Hop.Onward when trail.Hops == options.Value.MaxRedirects:
                    return Endless($"{url.Authority} is the end of {trail.Hops} redirects and redirects again: use the last URL");
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

    private static FetchResult.Failed Endless(string problem) => new(PollOutcome.RedirectLimit, problem);
}
