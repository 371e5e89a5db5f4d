using FeedPipeline.Deduplicating;
using FeedPipeline.Documents;
using FeedPipeline.Feeds;
using FeedPipeline.Fetching;
using FeedPipeline.Polling;
using FeedPipeline.Reading;
using Microsoft.Extensions.Options;

namespace FeedPipeline.Steps;

/// <summary>Reads a feed's document, and follows the pages that lead back from it (RFC 5005 sections 3 and 4, JSON Feed <c>next_url</c>).</summary>
public sealed class FeedPages(FeedFetcher fetcher, IOptions<ReadingOptions> reading, IOptions<PollingOptions> polling)
{
    /// <summary>Bytes to items.</summary>
    public FeedDocument Read(FetchedDocument document)
    {
        using var trace = PollTrace.Step("read");
        return FeedReader.Read(document, reading.Value);
    }

    /// <summary>The pages before a document that lists nothing of what the last one listed, until one does: what came and went in between is on them.</summary>
    public async Task<IReadOnlyList<EarlierPage>> FillGapAsync(
        ClaimedFeed claim, FetchResult.Fetched fetched, FeedDocument document, NamedItems named, CancellationToken stop)
    {
        var isGap = claim.Window.Entries.Count > 0 && named.Items.Count > 0 && named.Again.Count == 0 && !named.Items.Any(claim.Window.Lists);
        if (!isGap)
            return [];

        // Who holds memory waits for nobody's.
        fetched.Share?.Dispose();
        return await FollowAsync(
            claim.Feed, document, polling.Value.GapPages, page => ItemIdentity.Identify(claim.Feed.Id, page, named.By).Any(claim.Window.Lists), stop);
    }

    /// <summary>So many pages before a document, whatever they list.</summary>
    public async Task<IReadOnlyList<EarlierPage>> HistoryAsync(Feed feed, FeedDocument document, int pages, CancellationToken stop) =>
        await FollowAsync(feed, document, Math.Min(pages, polling.Value.HistoryPages), _ => false, stop);

    /// <summary>The nearest page first. Ends at the limits, at a page that says nothing new, at another host, and where a page cannot be had: what came before it is kept.</summary>
    private async Task<IReadOnlyList<EarlierPage>> FollowAsync(
        Feed feed, FeedDocument document, int most, Func<FeedDocument, bool> isEnough, CancellationToken stop)
    {
        var pages = new List<EarlierPage>();
        var asked = new HashSet<string>(StringComparer.Ordinal) { feed.Url };
        var listed = document.Items.Select(Name).ToHashSet();
        var bytes = 0L;
        while (pages.Count < most && listed.Count < polling.Value.PageItems && bytes < polling.Value.PageBytes
            && Before(document) is { } url && IsAllowed(feed.Url, url) && asked.Add(url))
        {
            if (await fetcher.FetchAsync(feed with { Url = url }, Validators.None, stop) is not FetchResult.Fetched fetched
                || !IsAllowed(feed.Url, fetched.Document.Url ?? url))
                break;

            document = Read(fetched.Document);
            bytes += fetched.Document.Body.Length;
            var unseen = document.Items.Count(item => listed.Add(Name(item)));
            if (document.Format is null || unseen == 0)
                break;
            pages.Add(new EarlierPage(fetched, document));
            if (isEnough(document))
                break;
        }

        return pages;
    }

    private static string? Before(FeedDocument document) => document.PreviousArchiveUrl ?? document.NextPageUrl;

    /// <summary>The feed's own host, by http or https; others only where the operator says so. A page of https is not asked for in the clear.</summary>
    private bool IsAllowed(string feedUrl, string pageUrl) =>
        FeedUrl.Refuse(pageUrl) is null && Uri.TryCreate(feedUrl, UriKind.Absolute, out var feed) && Uri.TryCreate(pageUrl, UriKind.Absolute, out var page)
        && (polling.Value.PagesOnOtherHosts || (HostName.Of(feed) == HostName.Of(page) && (feed.Scheme == page.Scheme ? feed.Port == page.Port : page.Scheme == Uri.UriSchemeHttps)));

    /// <summary>Enough to see that a page repeats others.</summary>
    private static string Name(FeedItem item) => $"{item.Guid}\n{item.Link}\n{item.Title}";
}

/// <summary>A page that leads back from a feed's document.</summary>
/// <param name="Fetched">As it came.</param>
/// <param name="Document">As it was read.</param>
public sealed record EarlierPage(FetchResult.Fetched Fetched, FeedDocument Document);
