using FeedPipeline.Feeds;
using FeedPipeline.Fetching;
using FeedPipeline.Polling;
using FeedPipeline.Polls;
using FeedPipeline.Steps;
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

    /// <summary>How long room is gathered while more is due: a look costs nearly the same for one feed as for hundreds.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(20);

    private readonly Hand hand = new();
    private readonly Slots slots = new(fetcher.Concurrency, TimeProvider.System);
    private readonly CancellationTokenSource closing = new();
    private readonly CancellationTokenSource abandon = new();

    /// <summary>Feeds that may be claimed now: those that get a slot at once, and those that get one shortly, at the pace of the last moments.</summary>
    private int Room => Math.Min(fetcher.Concurrency + slots.Pace, polling.Value.InHand) - hand.Count;

    /// <summary>Claims as there is room until nothing is due; returns while the last polls are still running.</summary>
    public async Task DispatchDueAsync(CancellationToken stop)
    {
        while (await RoomAsync(stop) is var room && !closing.IsCancellationRequested)
        {
            var allowed = fetcher.Allowed(room);
            var look = await due.ClaimDueAsync(allowed, polling.Value.Lease, fetcher.Hosts, stop);
            foreach (var claim in look.Feeds)
                _ = PollInTurnAsync(hand.Add(claim));

            // The network is down: the next look decides.
            if (allowed < room)
                return;
            if (look.MoreAreDue || look.Feeds.Count == room)
                await Task.Delay(Gathering, TimeProvider.System, stop);
            else if (look.OthersWait)
                await Task.WhenAny(hand.NextEndAsync(stop), Task.Delay(LookAgain, TimeProvider.System, stop));
            else
                return;
        }
    }

    /// <summary>Polls one feed now, due or not; null while another worker has it.</summary>
    public async Task<Poll?> PollAsync(long feedId, CancellationToken stop)
    {
        // The slot comes first: who polls by hand claims no feed that then has to wait.
        var slot = await slots.TakeAsync(stop);
        HeldPoll? held = null;
        try
        {
            if (!closing.IsCancellationRequested && await due.ClaimAsync(feedId, polling.Value.Lease, stop) is { } claim)
                held = hand.Begin(claim);
        }
        finally
        {
            if (held is null)
                slot.Dispose();
        }

        return held is null ? null : await PollAsync(held, slot).WaitAsync(stop);
    }

    /// <summary>Extends the leases of all polls in hand; to be called every third of a lease.</summary>
    public async Task RenewAsync(CancellationToken stop)
    {
        if (hand.Claims is { Count: > 0 } claims)
            await due.RenewAsync(claims, polling.Value.Lease, stop);
    }

    /// <summary>Waits for the polls in hand.</summary>
    public Task DrainAsync(CancellationToken stop) => hand.EmptyAsync(stop);

    /// <summary>Claims nothing more, gives back what has not begun, and takes the rest to its end; what does not end within <c>Polling:StopTimeout</c> is given back too.</summary>
    public async Task StopAsync(TimeProvider clock)
    {
        var unbegun = hand.TakeUnbegun();
        await closing.CancelAsync();
        await GiveBackAsync(unbegun);
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
        closing.Dispose();
        abandon.Dispose();
    }

    private async Task<int> RoomAsync(CancellationToken stop)
    {
        while (true)
        {
            var end = hand.NextEndAsync(stop);
            if (Room is > 0 and var room)
                return room;
            await end;
        }
    }

    /// <summary>One poll from its claim on: it waits for its host and for a slot, and is given back when the worker stops before it begins.</summary>
    private async Task PollInTurnAsync(HeldPoll held)
    {
        if (held.Claim.StartsIn > TimeSpan.Zero)
            await Task.Delay(held.Claim.StartsIn, TimeProvider.System, closing.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        // No token: whoever stops the worker gives back what waits here, and then each passes the slot on that it gets.
        using var slot = closing.IsCancellationRequested ? null : await slots.TakeAsync();
        var isOurs = held.Take();
        if (isOurs && slot is not null && !closing.IsCancellationRequested)
        {
            await PollAsync(held, slot);
            return;
        }

        if (isOurs)
            await GiveBackAsync([held.Claim]);
        hand.Remove(held);
    }

    /// <summary>One poll in its slot. Nothing escapes: what could not be taken in is recorded on the feed's own poll.</summary>
    private async Task<Poll?> PollAsync(HeldPoll held, IDisposable slot)
    {
        var claim = held.Claim;
        try
        {
            var poll = await pipeline.PollAsync(claim, slot, abandon.Token);
            // Most polls find nothing; saying so at every one would bury the rest.
            Polled(log, poll.FoundNothing ? LogLevel.Debug : LogLevel.Information,
                claim.Feed.Name, TableNaming.Of(poll.Outcome), poll.New, poll.Revised, poll.ElapsedMs, poll.Detail ?? string.Empty);
            return poll;
        }
        catch (OperationCanceledException) when (abandon.IsCancellationRequested)
        {
            await GiveBackAsync([claim]);
            return null;
        }
        catch (Exception failure)
        {
            return await FailAsync(claim, failure);
        }
        finally
        {
            slot.Dispose();
            hand.Remove(held);
        }
    }

    private async Task GiveBackAsync(IReadOnlyList<ClaimedFeed> claims)
    {
        if (claims.Count == 0)
            return;
        try
        {
            await due.ReleaseAsync(claims, CancellationToken.None);
        }
        catch (Exception unreachable)
        {
            NotRecorded(log, claims.Count == 1 ? claims[0].Feed.Name : $"{claims.Count} feeds", unreachable);
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
