using System.Collections.Concurrent;
using System.Diagnostics;
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

    /// <summary>How often leases that ended are looked for.</summary>
    private static readonly TimeSpan SettleEvery = TimeSpan.FromSeconds(1);

    private readonly Hand hand = new();
    private readonly ConcurrentQueue<ClaimedFeed> unrecorded = new();
    private readonly WorkerSigns signs = new();
    private readonly Slots slots = new(fetcher.Concurrency, TimeProvider.System);
    private readonly CancellationTokenSource closing = new();
    private readonly CancellationTokenSource abandon = new();
    private long renewedAt = TimeProvider.System.GetTimestamp();
    private long? settledAt;
    private bool suspectsAreDue;

    /// <summary>Signs that it works; what is full is at work too.</summary>
    internal WorkerSigns Signs => Room > 0 ? signs : signs.Busy();

    /// <summary>Feeds that may be claimed now: those that get a slot at once, and those that get one shortly, at the pace of the last moments.</summary>
    private int Room => Math.Min(fetcher.Concurrency + slots.Pace, polling.Value.InHand) - hand.Count;

    /// <summary>How long feeds are polled alone, one after the other, before other work goes on.</summary>
    private TimeSpan Patience => polling.Value.Lease / 3;

    /// <summary>Claims as there is room until nothing is due; returns while the last polls are still running.</summary>
    public async Task DispatchDueAsync(CancellationToken stop)
    {
        settledAt = null;
        while (await RoomAsync(stop) is var room && !closing.IsCancellationRequested)
        {
            await SettleAsync(stop);
            var allowed = fetcher.Allowed(room);
            var began = Stopwatch.GetTimestamp();
            var look = await due.ClaimDueAsync(allowed, polling.Value.Lease, fetcher.Hosts, stop);
            signs.Looked(look.Feeds.Count);
            PollMetrics.Looked(look.Feeds.Count, Stopwatch.GetElapsedTime(began));
            foreach (var claim in look.Feeds.Where(claim => !IsQuiet(claim)))
                _ = PollInTurnAsync(hand.Add(claim));
            foreach (var claim in look.Feeds.Where(IsQuiet))
                await due.PutOffAsync(claim, claim.Feed.Quiet!.PutOff(claim.Feed.Id, claim.ClaimedAt)!.Value, claim.Feed.Quiet.Reason, stop);

            // The network is down: the next look decides.
            if (allowed < room)
                return;
            if (suspectsAreDue)
                suspectsAreDue = await PollSuspectsAsync(stop);
            if (look.MoreAreDue || look.Feeds.Count == room)
                await Task.Delay(Gathering, TimeProvider.System, stop);
            else if (look.OthersWait || suspectsAreDue)
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

    /// <summary>Extends the leases of all polls in hand, and gives back those that ended but could not be recorded; to be called every third of a lease.</summary>
    public async Task RenewAsync(CancellationToken stop)
    {
        if (unrecorded.ToArray() is { Length: > 0 } ended)
        {
            await due.ReleaseAsync(ended, stop);
            for (var left = ended.Length; left > 0; left--)
                unrecorded.TryDequeue(out _);
        }

        if (hand.Claims is { Count: > 0 } claims)
            await due.RenewAsync(claims, polling.Value.Lease, stop);
        renewedAt = TimeProvider.System.GetTimestamp();
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

    /// <summary>At most once in a while: what died is counted, and pauses a feed that it happens to again and again.</summary>
    private async Task SettleAsync(CancellationToken stop)
    {
        if (settledAt is { } at && TimeProvider.System.GetElapsedTime(at) < SettleEvery)
            return;
        settledAt = TimeProvider.System.GetTimestamp();
        // Whoever stood still or could not reach the database is not dead: its own claims come first.
        if (TimeProvider.System.GetElapsedTime(renewedAt) > polling.Value.Lease / 2)
            await RenewAsync(stop);
        var lost = await due.SettleAsync(polling.Value.Lease, polling.Value.DeathsUntilPaused, stop);
        suspectsAreDue |= lost.SuspectsAreDue;
        if (lost.Deaths > 0)
            Died(log, lost.Deaths);
        foreach (var feed in lost.Paused)
            Paused(log, feed);
    }

    /// <summary>
    /// Tells a feed that kills workers from its neighbours: those that were in hand at one death are polled a few at a time, and those at a second one each with nothing else in hand.
    /// Returns whether more of them are due.
    /// </summary>
    private async Task<bool> PollSuspectsAsync(CancellationToken stop)
    {
        var few = Math.Max(1, fetcher.Concurrency / 4) - hand.Claims.Count(claim => claim.Deaths > 0);
        var look = few <= 0 ? null : await due.ClaimSuspectsAsync(few, polling.Value.Lease, fetcher.Hosts, stop);
        foreach (var claim in look?.Feeds ?? [])
            _ = PollInTurnAsync(hand.Add(claim));

        var (began, accused) = (TimeProvider.System.GetTimestamp(), (long?)null);
        while (!closing.IsCancellationRequested && TimeProvider.System.GetElapsedTime(began) < Patience && (accused = await due.ReserveAccusedAsync(polling.Value.Lease, stop)) is not null)
        {
            var alone = hand.EmptyAsync(stop);
            while (await Task.WhenAny(alone, Task.Delay(Patience, TimeProvider.System, stop)) != alone)
                await due.ReserveAsync(accused.Value, polling.Value.Lease, stop);
            await alone;
            if (await due.ClaimAsync(accused.Value, polling.Value.Lease, stop) is { } claim)
                await PollInTurnAsync(hand.Add(claim));
        }

        return look is null or { OthersWait: true } || look.Feeds.Count == few || accused is not null;
    }

    /// <summary>Who was late, or was changed by an operator, may be due within its quiet hours.</summary>
    private static bool IsQuiet(ClaimedFeed claim) => claim.Feed.Quiet?.EndOf(claim.ClaimedAt) is not null;

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
        PollMetrics.Began(claim, held.Age);
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
            foreach (var claim in claims)
                unrecorded.Enqueue(claim);
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
            // It is given back once the database can be reached; at the latest its lease ends by itself. Nothing is lost.
            unrecorded.Enqueue(claim);
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

    [LoggerMessage(EventId = 4, Level = LogLevel.Warning, Message = "{Feeds} feeds were in hand when their worker died or stood still; they are polled a few at a time")]
    private static partial void Died(ILogger log, int feeds);

    [LoggerMessage(EventId = 5, Level = LogLevel.Error, Message = "{Feed} is paused: workers died while they polled it, the last one with nothing else in hand")]
    private static partial void Paused(ILogger log, string feed);
}
