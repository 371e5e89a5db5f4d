using FeedPipeline.Configuring;
using FeedPipeline.Documents;
using FeedPipeline.Feeds;
using FeedPipeline.Fetching;
using FeedPipeline.Reading;
using Microsoft.Extensions.Options;

namespace FeedPipeline.Flows;

/// <summary>Finds the feed that an address means: its own, the one that its page links, or one at a well-known place of the site.</summary>
public sealed class Discovery(FeedFetcher fetcher, IOptions<ReadingOptions> reading, IOptions<DiscoveryOptions> options)
{
    /// <summary>Where feeds lie that no page links, the likeliest first.</summary>
    private static readonly string[] WellKnown =
        ["/feed", "/rss.xml", "/atom.xml", "/feed.xml", "/index.xml", "/rss", "/feed.json", "/feeds/posts/default", "/blog/feed", "/news/rss.xml"];

    /// <summary>Asks a page, what it links, or a few well-known places; never more than these.</summary>
    public Task<Discovered> LookAsync(Feed wanted, CancellationToken stop) => LookAsync(wanted, log: null, stop);

    /// <summary>The same; the connections that it takes are written into <paramref name="log"/>.</summary>
    public async Task<Discovered> LookAsync(Feed wanted, ConnectionLog? log, CancellationToken stop)
    {
        var asked = await ReadAsync(wanted, log, stop);
        if (asked.Document is not { Format: null, IsPage: true } page)
            return asked;

        var offered = LinkedFeed.Ranked(page.LinkedFeeds.Where(feed => FeedUrl.Refuse(feed.Url) is null));
        if (LinkedFeed.Plain(offered) is { } plain)
            return (await ReadAsync(wanted with { Url = FeedUrl.Of(plain.Url), SiteUrl = wanted.Url }, log, stop)) with { Linked = offered };
        if (offered.Count > 0)
            return asked with { Offered = offered };

        foreach (var place in WellKnown.Take(options.Value.WellKnownPlaces))
        {
            var there = wanted with { Url = new Uri(new Uri(wanted.Url), place).AbsoluteUri, SiteUrl = wanted.Url };
            if (await ReadAsync(there, log, stop) is { Document.Format: not null } found)
                return found;
        }

        return asked;
    }

    /// <summary>Asks for what was found once more, as the next poll would: with its validators.</summary>
    public async Task<Discovered> AskAgainAsync(Discovered found, CancellationToken stop) =>
        Read(found.Feed, await fetcher.FetchAsync(found.Feed, found.Fetch is FetchResult.Fetched fetched ? fetched.Validators : Validators.None, stop));

    private async Task<Discovered> ReadAsync(Feed feed, ConnectionLog? log, CancellationToken stop) =>
        Read(feed, await fetcher.FetchAsync(feed, Validators.None, log, stop));

    private Discovered Read(Feed feed, FetchResult fetch) =>
        new(feed, fetch, fetch is FetchResult.Fetched fetched ? FeedReader.Read(fetched.Document, reading.Value) : null);
}

/// <summary>What an address turned out to mean.</summary>
/// <param name="Feed">The feed at its own address; the address asked for where none was found.</param>
/// <param name="Fetch">What came of asking there.</param>
/// <param name="Document">What was read; null when no document came.</param>
public sealed record Discovered(Feed Feed, FetchResult Fetch, FeedDocument? Document)
{
    /// <summary>Feeds among which somebody has to choose; empty where there is no choice.</summary>
    public IReadOnlyList<LinkedFeed> Offered { get; init; } = [];

    /// <summary>All feeds of the page that led here, the likeliest first; empty where none did.</summary>
    public IReadOnlyList<LinkedFeed> Linked { get; init; } = [];

    /// <summary>Why this is no feed, in one line; null for a feed.</summary>
    public string? Problem => (Fetch, Document) switch
    {
        (_, { Format: not null }) => null,
        _ when Offered.Count > 0 => $"the page offers {Offered.Count} feeds: name one of them",
        (_, { IsPage: true }) when Linked.Count == 0 => "an HTML page that links no feed, and there is none at the usual places: look on the site for the address of its feed",
        (FetchResult.Failed(_, var problem), _) => problem,
        (_, { } read) => Unusable.Explain(read),
        _ => "the server answered without a document",
    };
}
