using System.Collections.Concurrent;
using FeedPipeline.Feeds;
using FeedPipeline.Fetching;
using FeedPipeline.Polling;
using FeedPipeline.Polls;
using FeedPipeline.Storing;
using FeedPipeline.Storing.Feeds;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FeedPipeline;

/// <summary>Claims what is due and hands it to the pipeline, as many feeds at a time as there are slots. One instance for the whole process.</summary>
public sealed partial class Dispatcher(
    DueFeeds due, Pipeline pipeline, FeedFetcher fetcher, IOptions<PollingOptions> polling, ILogger<Dispatcher> log) : IDisposable
{
    /// <summary>How long to wait for a poll that makes room at a full host, before other hosts are looked at again.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(250);

    /// <summary>How long slots are gathered while more is due: a look costs the same for one feed as for many.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(5);

    private readonly ConcurrentDictionary<(long Feed, long Fence), (ClaimedFeed Claim, Task Poll)> inHand = new();
    private readonly SemaphoreSlim slots = new(fetcher.Concurrency);
    private readonly CancellationTokenSource abandon = new();
    private volatile bool stopping;

    /// <summary>Claims as slots get free until nothing is due; returns while the last polls are still running.</summary>
    public async Task DispatchDueAsync(CancellationToken stop)
    {
        DueClaims? look = null;
        while (true)
        {
            await slots.WaitAsync(stop);
            if (look is { MoreAreDue: true })
                await GatherAsync(stop);
            var free = 1;
            while (slots.Wait(0, CancellationToken.None))
                free++;

            var allowed = fetcher.Allowed(free);
            look = null;
            var begun = await BeginAsync(free, async () =>
            {
                look = await due.ClaimDueAsync(allowed, polling.Value.Lease, fetcher.Hosts, stop);
                return look.Feeds;
            });
            // Stopping, or the network is down: the next look decides.
            if (look is null || allowed < free)
                return;
            if (begun.Count == free || look.MoreAreDue)
                continue;
            if (!look.OthersWait)
                return;
            await Task.WhenAny([.. inHand.Values.Select(poll => poll.Poll), Task.Delay(LookAgain, TimeProvider.System, stop)]);
        }
    }

    /// <summary>Polls one feed now, due or not; null while another worker has it.</summary>
    public async Task<Poll?> PollAsync(long feedId, CancellationToken stop)
    {
        // The slot comes first: a feed that is claimed without one would wait under a lease that nobody renews.
        await slots.WaitAsync(stop);
        var begun = await BeginAsync(1, async () => await due.ClaimAsync(feedId, polling.Value.Lease, stop) is { } claim ? [claim] : []);
        return begun is [var poll] ? await poll.WaitAsync(stop) : null;
    }

    /// <summary>Extends the leases of all polls in hand; to be called every third of a lease.</summary>
    public async Task RenewAsync(CancellationToken stop)
    {
        var claims = inHand.Values.Select(poll => poll.Claim).ToList();
        if (claims.Count > 0)
            await due.RenewAsync(claims, polling.Value.Lease, stop);
    }

    /// <summary>Waits for the polls in hand.</summary>
    public async Task DrainAsync(CancellationToken stop)
    {
        while (!inHand.IsEmpty)
            await Task.WhenAll(inHand.Values.Select(poll => poll.Poll)).WaitAsync(stop);
    }

    /// <summary>Claims nothing more, and takes the polls in hand to their end or gives back those that do not end within <c>Polling:StopTimeout</c>.</summary>
    public async Task StopAsync(TimeProvider clock)
    {
        stopping = true;
        using var patience = new CancellationTokenSource(polling.Value.StopTimeout, clock);
        try
        {
            await DrainAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            await abandon.CancelAsync();
            await DrainAsync(CancellationToken.None);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        slots.Dispose();
        abandon.Dispose();
    }

    /// <summary>Holds one slot while others get free.</summary>
    private async Task GatherAsync(CancellationToken stop)
    {
        try
        {
            await Task.Delay(Gathering, TimeProvider.System, stop);
        }
        catch (OperationCanceledException)
        {
            slots.Release();
            throw;
        }
    }

    /// <summary>Fills up to <paramref name="free"/> slots that are held for it, and lets go of those it does not need.</summary>
    private async Task<IReadOnlyList<Task<Poll?>>> BeginAsync(int free, Func<Task<IReadOnlyList<ClaimedFeed>>> claim)
    {
        IReadOnlyList<ClaimedFeed> claimed = [];
        try
        {
            if (!stopping)
                claimed = await claim();
        }
        finally
        {
            if (free > claimed.Count)
                slots.Release(free - claimed.Count);
        }

        return [.. claimed.Select(BeginAsync)];
    }

    /// <summary>Notes the poll down before it starts: it may end at once, and must not be noted down after its end.</summary>
    private Task<Poll?> BeginAsync(ClaimedFeed claim)
    {
        var begin = new Task<Task<Poll?>>(() => PollAsync(claim));
        var poll = begin.Unwrap();
        inHand[(claim.Feed.Id, claim.Fence)] = (claim, poll);
        begin.Start(TaskScheduler.Default);
        return poll;
    }

    /// <summary>One poll in its slot. Nothing escapes: what could not be taken in is recorded on the feed's own poll.</summary>
    private async Task<Poll?> PollAsync(ClaimedFeed claim)
    {
        try
        {
            var poll = await pipeline.PollAsync(claim, abandon.Token);
            // Most polls find nothing; saying so at every one would bury the rest.
            Polled(log, poll.FoundNothing ? LogLevel.Debug : LogLevel.Information,
                claim.Feed.Name, TableNaming.Of(poll.Outcome), poll.New, poll.Revised, poll.ElapsedMs, poll.Detail ?? string.Empty);
            return poll;
        }
        catch (OperationCanceledException) when (abandon.IsCancellationRequested)
        {
            await GiveBackAsync(claim);
            return null;
        }
        catch (Exception failure)
        {
            return await FailAsync(claim, failure);
        }
        finally
        {
            inHand.TryRemove((claim.Feed.Id, claim.Fence), out _);
            slots.Release();
        }
    }

    private async Task GiveBackAsync(ClaimedFeed claim)
    {
        try
        {
            await due.ReleaseAsync([claim], CancellationToken.None);
        }
        catch (Exception unreachable)
        {
            NotRecorded(log, claim.Feed.Name, unreachable);
        }
    }

    private async Task<Poll?> FailAsync(ClaimedFeed claim, Exception failure)
    {
        NotTakenIn(log, claim.Feed.Name, failure);
        try
        {
            return await pipeline.FailAsync(claim, failure, CancellationToken.None);
        }
        catch (Exception unreachable)
        {
            // The lease ends by itself, and the feed is polled again: nothing is lost.
            NotRecorded(log, claim.Feed.Name, unreachable);
            return null;
        }
    }

    [LoggerMessage(EventId = 1, Message = "Polled {Feed}: {Outcome}, {New} new, {Revised} revised, {ElapsedMs} ms {Detail}")]
    private static partial void Polled(ILogger log, LogLevel level, string feed, string outcome, int @new, int revised, int elapsedMs, string detail);

    [LoggerMessage(EventId = 2, Level = LogLevel.Error, Message = "{Feed} was fetched but could not be taken in")]
    private static partial void NotTakenIn(ILogger log, string feed, Exception failure);

    [LoggerMessage(EventId = 3, Level = LogLevel.Error, Message = "{Feed}: its poll could not be recorded; it is polled again when its lease ends")]
    private static partial void NotRecorded(ILogger log, string feed, Exception failure);
}
