using System.Collections.Concurrent;
using System.Diagnostics;
using FeedPipeline.Feeds;

namespace FeedPipeline.Steps;

/// <summary>The polls in hand: claimed by this process, and neither stored nor given back yet.</summary>
internal sealed class Hand
{
    private readonly ConcurrentDictionary<(long Feed, long Fence), HeldPoll> polls = new();
    private TaskCompletionSource? next;
    private int count;

    /// <summary>How many.</summary>
    public int Count => Volatile.Read(ref count);

    /// <summary>What their leases are renewed for.</summary>
    public IReadOnlyList<ClaimedFeed> Claims => [.. polls.Values.Select(poll => poll.Claim)];

    /// <summary>Notes down a poll that waits for its turn.</summary>
    public HeldPoll Add(ClaimedFeed claim) => Add(new HeldPoll(claim));

    /// <summary>Notes down a poll that begins now; to be done before it does, because it may end at once.</summary>
    public HeldPoll Begin(ClaimedFeed claim)
    {
        var poll = new HeldPoll(claim);
        poll.Take();
        return Add(poll);
    }

    /// <summary>The poll has ended, however it did.</summary>
    public void Remove(HeldPoll poll)
    {
        if (polls.TryRemove((poll.Claim.Feed.Id, poll.Claim.Fence), out _))
        {
            Interlocked.Decrement(ref count);
            PollMetrics.Held(-1);
        }

        Interlocked.Exchange(ref next, null)?.TrySetResult();
    }

    /// <summary>Completes when the next poll ends; to be taken before looking whether to wait for it.</summary>
    public Task NextEndAsync(CancellationToken stop)
    {
        var waited = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return (Interlocked.CompareExchange(ref next, waited, null) ?? waited).Task.WaitAsync(stop);
    }

    /// <summary>Completes when no poll is in hand.</summary>
    public async Task EmptyAsync(CancellationToken stop)
    {
        while (NextEndAsync(stop) is var end && Count > 0)
            await end;
    }

    /// <summary>Takes those that have not begun; the caller gives them back.</summary>
    public IReadOnlyList<ClaimedFeed> TakeUnbegun() => [.. polls.Values.Where(poll => poll.Take()).Select(poll => poll.Claim)];

    private HeldPoll Add(HeldPoll poll)
    {
        polls[(poll.Claim.Feed.Id, poll.Claim.Fence)] = poll;
        Interlocked.Increment(ref count);
        PollMetrics.Held(1);
        return poll;
    }
}

/// <summary>A claimed feed that waits to be polled, or is polled.</summary>
internal sealed class HeldPoll(ClaimedFeed claim)
{
    private readonly long claimed = Stopwatch.GetTimestamp();
    private int isTaken;

    /// <summary>The claim.</summary>
    public ClaimedFeed Claim => claim;

    /// <summary>Time since the claim.</summary>
    public TimeSpan Age => Stopwatch.GetElapsedTime(claimed);

    /// <summary>True for the first caller only: he polls it, or gives it back.</summary>
    public bool Take() => Interlocked.Exchange(ref isTaken, 1) == 0;
}
