using FeedPipeline.Documents;
using FeedPipeline.Feeds;
using FeedPipeline.Fetching;
using FeedPipeline.Normalizing;
using FeedPipeline.Polling;
using FeedPipeline.Polls;
using FeedPipeline.Steps;
using FeedPipeline.Storing;
using FeedPipeline.Storing.Feeds;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FeedPipeline.Flows;

/// <summary>Adds a feed: looks at the address first, and stores the first articles with it.</summary>
public sealed class Subscriber(
    Discovery discovery, FeedPages pages, FeedStore feeds, DueFeeds due, Pipeline pipeline, IDbContextFactory<FeedPipelineDb> contexts,
    IOptions<PollingOptions> polling, TimeProvider clock)
{
    /// <summary>Longest wait for the first poll of a feed whose adding was cut short.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private const int ClaimTries = 300;

    /// <summary>Adds <paramref name="wanted"/>; its name may be empty, then the feed's title serves. With <paramref name="force"/> also when nothing usable answers;
    /// with its last <paramref name="history"/> pages where the feed leads back to any.</summary>
    public async Task<Subscribed> AddAsync(Feed wanted, bool force, int history, CancellationToken stop)
    {
        if (await KnownAsync(wanted.Url, stop) is { } known)
            return known;

        var began = clock.GetTimestamp();
        var found = await discovery.LookAsync(wanted, stop);
        var (feed, fetch, document) = found;
        if (feed.Url != wanted.Url && await KnownAsync(feed.Url, stop) is { } linked)
            return linked;
        if (document?.Format is null && !force)
            return new Subscribed.Unusable(found.Problem!, found.Offered);

        // Before the feed is there: pages take their time, and no claim has to last for it.
        var earlier = document?.Format is null || history == 0 ? null : await pages.HistoryAsync(feed, document, history, stop);
        var named = feed with { Name = await FreeNameAsync(feed, document, stop) };
        if ((await feeds.AddAsync([named], Soon, stop))[0] is not { } id)
            return await KnownAsync(named.Url, stop) ?? new Subscribed.Known(named.Name);

        // A worker may have been quicker; then it stores the articles.
        var claim = earlier is { Count: > 0 } ? await ClaimSoonAsync(id, stop) : await due.ClaimAsync(id, polling.Value.Lease, stop);
        var poll = claim is null ? null : await TakeInAsync(claim, fetch, earlier, began, stop);
        return new Subscribed.Added(named with { Id = id }, poll);
    }

    /// <summary>The pages are in no other hand: a worker that polls the feed is waited for.</summary>
    private async Task<ClaimedFeed?> ClaimSoonAsync(long id, CancellationToken stop)
    {
        for (var attempt = 0; attempt < ClaimTries; attempt++)
        {
            if (await due.ClaimAsync(id, polling.Value.Lease, stop) is { } claim)
                return claim;
            await Task.Delay(Pause, clock, stop);
        }

        return null;
    }

    /// <summary>The first poll; what could not be taken in is recorded on it, for the feed is there and is polled again.</summary>
    private async Task<Poll> TakeInAsync(ClaimedFeed claim, FetchResult fetch, IReadOnlyList<EarlierPage>? earlier, long began, CancellationToken stop)
    {
        try
        {
            return await pipeline.TakeInAsync(claim, fetch, earlier, began, stop);
        }
        catch (Exception failure) when (!stop.IsCancellationRequested)
        {
            return await pipeline.FailAsync(claim, failure, stop);
        }
    }

    private async Task<Subscribed.Known?> KnownAsync(string url, CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        var name = await db.FeedStatuses.Where(feed => feed.Url == url).Select(feed => feed.Name).FirstOrDefaultAsync(stop);
        return name is null ? null : new Subscribed.Known(name);
    }

    private async Task<string> FreeNameAsync(Feed feed, FeedDocument? document, CancellationToken stop)
    {
        if (feed.Name.Length > 0)
            return feed.Name;

        var name = FeedName.From(HtmlFragment.TextOf(document?.Title), feed.Url);
        await using var db = await contexts.CreateDbContextAsync(stop);
        var taken = await db.FeedStatuses.Select(known => known.Name).Where(known => known.StartsWith(name)).ToListAsync(stop);
        return FeedName.Free(name, taken);
    }
}

/// <summary>What came of adding a feed.</summary>
public abstract record Subscribed
{
    private Subscribed()
    {
    }

    /// <summary>It is there.</summary>
    /// <param name="Feed">As stored, with its id.</param>
    /// <param name="FirstPoll">The poll that stored its first articles; null when a worker does it.</param>
    public sealed record Added(Feed Feed, Poll? FirstPoll) : Subscribed;

    /// <summary>Its address is configured already.</summary>
    /// <param name="Name">Under this name.</param>
    public sealed record Known(string Name) : Subscribed;

    /// <summary>Nothing usable answers there; nothing was added.</summary>
    /// <param name="Problem">One line for an operator.</param>
    /// <param name="Offered">Feeds among which the operator has to choose; empty where there is no choice.</param>
    public sealed record Unusable(string Problem, IReadOnlyList<LinkedFeed> Offered) : Subscribed;
}
