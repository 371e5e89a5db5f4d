using FeedPipeline.Documents;
using FeedPipeline.Feeds;
using FeedPipeline.Fetching;
using FeedPipeline.Polling;
using FeedPipeline.Storing.Feeds;
using FeedPipeline.Storing.Push;
using Microsoft.Extensions.Options;

namespace FeedPipeline.Flows;

/// <summary>What hubs say at the callback (W3C WebSub sections 5.2, 5.3 and 7). A signed delivery goes the way of every document, under its feed's lease.</summary>
public sealed class PushReceiver(PushStore pushes, DueFeeds due, Pipeline pipeline, IOptions<PollingOptions> polling, IOptions<WebSubOptions> webSub) : IDisposable
{
    private static readonly TimeSpan ShortestLease = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LongestLease = TimeSpan.FromDays(90);

    private const int MaxReasonLength = 200;

    private readonly SemaphoreSlim slots = new(webSub.Value.Concurrency);

    /// <summary>The subscription that a callback's address stands for; null when nobody asked for it.</summary>
    public async Task<PushSubscription?> FindAsync(string token, CancellationToken stop) => webSub.Value.IsOn ? await pushes.FindAsync(token, stop) : null;

    /// <summary>Whether we asked for this: then the hub is told so, and tells from now on. A lease that is not stated is the one we asked for.</summary>
    public async Task<bool> ConfirmAsync(PushSubscription push, string topic, long? leaseSeconds, CancellationToken stop)
    {
        if (topic != push.Topic || push.State is not (PushState.Asked or PushState.Active))
            return false;

        var lease = leaseSeconds is > 0 and < int.MaxValue ? TimeSpan.FromSeconds(leaseSeconds.Value) : webSub.Value.Lease;
        await pushes.VerifiedAsync(push, lease < ShortestLease ? ShortestLease : lease > LongestLease ? LongestLease : lease, stop);
        return true;
    }

    /// <summary>The hub refuses, or ends what it had agreed to (section 5.2).</summary>
    public async Task DenyAsync(PushSubscription push, string topic, string? reason, CancellationToken stop)
    {
        if (topic != push.Topic)
            return;
        var said = string.Concat((reason ?? "without a reason").Where(character => !char.IsControl(character)).Take(MaxReasonLength));
        await pushes.DeniedAsync(push, $"the hub refuses: {said}", stop);
    }

    /// <summary>Takes a delivery in, or has the feed polled at once where that cannot be. Unsigned ones change nothing.</summary>
    public async Task<PushResult> ReceiveAsync(PushSubscription push, string? signature, FetchedDocument delivered, CancellationToken stop)
    {
        if (push.State != PushState.Active)
            return PushResult.NotAsked;
        if (!PushSignature.Matches(signature, push.Secret, delivered.Body.Span))
            return PushResult.NotSigned;

        await slots.WaitAsync(stop);
        try
        {
            // A feed that is being polled is polled once more: the running poll may have asked too early.
            if (await due.ClaimAsync(push.FeedId, polling.Value.Lease, stop) is { } claim && await TakeInAsync(claim, push, delivered, stop))
                return PushResult.TakenIn;
            await due.HastenAsync(push.FeedId, "its hub tells of news", stop);
            return PushResult.PolledSoon;
        }
        finally
        {
            slots.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => slots.Dispose();

    /// <summary>False when it is no feed, or cannot be stored; the feed is then as it was.</summary>
    private async Task<bool> TakeInAsync(ClaimedFeed claim, PushSubscription push, FetchedDocument delivered, CancellationToken stop)
    {
        try
        {
            return await pipeline.TakePushAsync(claim, delivered with { Url = push.Topic }, stop) is not null;
        }
        finally
        {
            // Stored or not: a claim that was used is another one's by now, and stays so.
            await due.ReleaseAsync([claim], CancellationToken.None);
        }
    }
}

/// <summary>What became of a delivery.</summary>
public enum PushResult
{
    /// <summary>Its articles are stored.</summary>
    TakenIn,

    /// <summary>The feed is polled at once instead.</summary>
    PolledSoon,

    /// <summary>The signature is missing or wrong: ignored.</summary>
    NotSigned,

    /// <summary>The hub was not asked, or is ignored.</summary>
    NotAsked,
}
