using System.Collections.Concurrent;
using FeedPipeline.Feeds;
using FeedPipeline.Fetching;
using FeedPipeline.Polling;
using FeedPipeline.Polls;
using FeedPipeline.Storing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FeedPipeline;

/// <summary>Claims what is due and hands it to the pipeline, as many feeds at a time as there are slots. One instance for the whole process.</summary>
public sealed partial class Dispatcher(
    DueFeeds due, Pipeline pipeline, IOptions<PollingOptions> polling, IOptions<FetchingOptions> fetching, ILogger<Dispatcher> log) : IDisposable
{
    private readonly ConcurrentDictionary<(long FeedId, long Fence), (ClaimedFeed Claim, Task Poll)> inHand = new();
    private readonly SemaphoreSlim slots = new(fetching.Value.Concurrency);
    private readonly CancellationTokenSource abandon = new();

    /// <summary>Claims as slots get free until nothing is due; returns while the last polls are still running.</summary>
    public async Task DispatchDueAsync(CancellationToken stop)
    {
        while (true)
        {
            await slots.WaitAsync(stop);
            var free = 1;
            while (slots.Wait(0, CancellationToken.None))
                free++;

            var claimed = await ClaimAsync(free, stop);
            if (claimed < free)
                return;
        }
    }

    /// <summary>Polls one feed now, due or not; null while another worker has it.</summary>
    public async Task<Poll?> PollAsync(long feedId, CancellationToken stop)
    {
        if (await due.ClaimAsync(feedId, polling.Value.Lease, stop) is not { } claim)
            return null;

        await slots.WaitAsync(stop);
        return await BeginAsync(claim).WaitAsync(stop);
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

    /// <summary>Takes the polls in hand to their end, or gives back those that do not end within <c>Polling:StopTimeout</c>.</summary>
    public async Task StopAsync(TimeProvider clock)
    {
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

    /// <summary>Fills up to <paramref name="free"/> slots that are held for it, and lets go of those it does not need.</summary>
    private async Task<int> ClaimAsync(int free, CancellationToken stop)
    {
        IReadOnlyList<ClaimedFeed> claimed = [];
        try
        {
            claimed = await due.ClaimDueAsync(free, polling.Value.Lease, stop);
        }
        finally
        {
            if (free > claimed.Count)
                slots.Release(free - claimed.Count);
        }

        foreach (var claim in claimed)
            _ = BeginAsync(claim);
        return claimed.Count;
    }

    /// <summary>Takes a poll in hand, and only then lets it run: it may end at once, and takes itself out of hand.</summary>
    private Task<Poll?> BeginAsync(ClaimedFeed claim)
    {
        var taken = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var poll = PollAsync(claim, taken.Task);
        inHand[(claim.Feed.Id, claim.Fence)] = (claim, poll);
        taken.SetResult();
        return poll;
    }

    /// <summary>One poll in its slot. Nothing escapes: what could not be taken in is recorded on the feed's own poll.</summary>
    private async Task<Poll?> PollAsync(ClaimedFeed claim, Task taken)
    {
        await taken;
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
            await due.ReleaseAsync([claim], CancellationToken.None);
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

    private async Task<Poll?> FailAsync(ClaimedFeed claim, Exception failure)
    {
        NotTakenIn(log, claim.Feed.Name, failure);
        try
        {
            return await pipeline.FailAsync(claim, $"{failure.GetType().Name}: {failure.Message.ReplaceLineEndings(" ")}", CancellationToken.None);
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
