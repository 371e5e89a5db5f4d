using FeedPipeline.Documents;
using FeedPipeline.Feeds;
using FeedPipeline.Fetching;
using FeedPipeline.Normalizing;
using FeedPipeline.Polling;
using FeedPipeline.Polls;
using FeedPipeline.Reading;
using FeedPipeline.Storing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FeedPipeline;

/// <summary>Adds a feed: looks at the address first, and stores the first articles with it.</summary>
public sealed class Subscriber(
    FeedFetcher fetcher, FeedStore feeds, DueFeeds due, Pipeline pipeline, IDbContextFactory<FeedPipelineDb> contexts,
    IOptions<ReadingOptions> reading, IOptions<PollingOptions> polling, TimeProvider clock)
{
    /// <summary>Longest wait for the first poll of a feed whose adding was cut short.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(1);

    /// <summary>Adds <paramref name="wanted"/>; its name may be empty, then the feed's title serves. With <paramref name="force"/> also when nothing usable answers.</summary>
    public async Task<Subscribed> AddAsync(Feed wanted, bool force, CancellationToken stop)
    {
        if (await KnownAsync(wanted.Url, stop) is { } known)
            return known;

        var began = clock.GetTimestamp();
        var (feed, fetch, document) = await LookAsync(wanted, stop);
        if (feed.Url != wanted.Url && await KnownAsync(feed.Url, stop) is { } linked)
            return linked;
        if (document?.Format is null && !force)
            return new Subscribed.Unusable(Problem(fetch, document), document?.LinkedFeeds ?? []);

        var named = feed with { Name = await FreeNameAsync(feed, document, stop) };
        if ((await feeds.AddAsync([named], Soon, stop))[0] is not { } id)
            return await KnownAsync(named.Url, stop) ?? new Subscribed.Known(named.Name);

        // A worker may have been quicker; then it stores the articles.
        var claim = await due.ClaimAsync(id, polling.Value.Lease, stop);
        var poll = claim is null ? null : await TakeInAsync(claim, fetch, began, stop);
        return new Subscribed.Added(named with { Id = id }, poll);
    }

    /// <summary>The first poll; what could not be taken in is recorded on it, for the feed is there and is polled again.</summary>
    private async Task<Poll> TakeInAsync(ClaimedFeed claim, FetchResult fetch, long began, CancellationToken stop)
    {
        try
        {
            return await pipeline.TakeInAsync(claim, fetch, began, stop);
        }
        catch (Exception failure) when (!stop.IsCancellationRequested)
        {
            return await pipeline.FailAsync(claim, failure, stop);
        }
    }

    /// <summary>The feed at this address, or the one feed that the page there offers.</summary>
    private async Task<(Feed Feed, FetchResult Fetch, FeedDocument? Document)> LookAsync(Feed wanted, CancellationToken stop)
    {
        var (fetch, document) = await ReadAsync(wanted, stop);
        if (document is not { Format: null, LinkedFeeds: [var only] })
            return (wanted, fetch, document);

        var linked = wanted with { Url = only, SiteUrl = wanted.Url };
        var (linkedFetch, linkedDocument) = await ReadAsync(linked, stop);
        return (linked, linkedFetch, linkedDocument);
    }

    private async Task<(FetchResult Fetch, FeedDocument? Document)> ReadAsync(Feed feed, CancellationToken stop)
    {
        var fetch = await fetcher.FetchAsync(feed, Validators.None, stop);
        return (fetch, fetch is FetchResult.Fetched fetched ? FeedReader.Read(fetched.Document, reading.Value) : null);
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

    private static string Problem(FetchResult fetch, FeedDocument? document) => (fetch, document) switch
    {
        (FetchResult.Failed(_, var problem), _) => problem,
        (_, { } read) => Unusable.Explain(read),
        _ => "the server answered without a document",
    };
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
    /// <param name="LinkedFeeds">Feeds that the page there offers.</param>
    public sealed record Unusable(string Problem, IReadOnlyList<string> LinkedFeeds) : Subscribed;
}
