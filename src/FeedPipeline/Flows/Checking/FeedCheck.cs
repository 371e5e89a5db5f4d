using FeedPipeline.Feeds;
using FeedPipeline.Fetching;
using FeedPipeline.Normalizing;
using FeedPipeline.Storing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FeedPipeline.Flows.Checking;

/// <summary>Looks at a source as the pipeline would, before it is added: the way there, the document, asked for twice, and its first articles. Stores nothing.</summary>
public sealed class FeedCheck(
    Discovery discovery, ArticlePreviews previews, IDbContextFactory<FeedPipelineDb> contexts, IOptions<WebSubOptions> webSub, TimeProvider clock)
{
    /// <summary>All findings about an address, which may be a feed's or a site's. What the world does wrong is a finding; <paramref name="told"/> hears what is being done.</summary>
    public async Task<CheckedFeed> CheckAsync(string url, IProgress<string>? told, CancellationToken stop)
    {
        if (FeedUrl.Refuse(url) is { } refusal)
            return new CheckedFeed { Url = url, Findings = [new Finding("address", Grade.Bad, refusal)] };

        var asked = FeedUrl.Of(url);
        told?.Report($"asking {asked}");
        var log = new ConnectionLog();
        var found = await discovery.LookAsync(new Feed { Name = string.Empty, Url = asked }, log, stop);
        var way = TransportFindings.Of(log.Made, found.Feed.Url, found.Fetch, clock.GetUtcNow());
        var result = new CheckedFeed { Url = asked, KnownAs = await KnownAsync([asked, found.Feed.Url], stop), Offered = found.Linked.Count > 0 ? found.Linked : found.Offered };
        if (found is not { Fetch: FetchResult.Fetched fetched, Document: { Format: not null } document, Problem: null })
            return result with { Findings = [.. way, .. NoFeed(found)] };

        told?.Report("asking again, to see whether validators are honoured");
        var again = await discovery.AskAgainAsync(found, stop);
        var feed = found.Feed with { Name = FeedName.From(HtmlFragment.TextOf(document.Title), found.Feed.Url) };
        told?.Report("reading its first articles");
        var preview = await previews.OfAsync(feed, document, stop);
        var drift = IdentityFindings.Drift(document, again.Document);
        return result with
        {
            FeedUrl = found.Feed.Url,
            Findings =
            [
                .. way, Found(found), DocumentFindings.Format(document), .. DocumentFindings.Repairs(document),
                ValidatorFindings.Of(fetched, again.Fetch), .. IdentityFindings.Of(document, preview.Named, drift),
                DateFindings.Of(document, clock.GetUtcNow()), .. DocumentFindings.Rhythm(document, fetched.MaxAge),
                .. TextFindings.Of(preview), DocumentFindings.Hub(document, webSub.Value.IsOn), .. DocumentFindings.Rest(document, fetched.Document),
            ],
            Settings = Settings(feed, fetched, preview, drift),
            Articles = preview.Articles,
        };
    }

    private async Task<string?> KnownAsync(string[] urls, CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        return await db.FeedStatuses.Where(feed => urls.Contains(feed.Url)).Select(feed => feed.Name).FirstOrDefaultAsync(stop);
    }

    private static IEnumerable<Finding> NoFeed(Discovered found)
    {
        // A failure on the way has been told with the way.
        if (found.Fetch is not FetchResult.Failed || found.Offered.Count > 0)
            yield return new Finding("feed", Grade.Bad, found.Problem!);
    }

    private static Finding Found(Discovered found) => found.Linked.Count switch
    {
        0 when found.Feed.SiteUrl is null => new Finding("feed", Grade.Good, "the address is a feed's own"),
        0 => new Finding("feed", Grade.Good, $"no feed is linked by the page, but one is at {found.Feed.Url}"),
        1 => new Finding("feed", Grade.Good, $"the page links it: {found.Feed.Url}"),
        var count => new Finding("feed", Grade.Good, FormattableString.Invariant($"the page links {count}, of which {found.Feed.Url} is the main one")),
    };

    /// <summary>What is not the usual is chosen for a reason that is among the findings.</summary>
    private static RecommendedSettings Settings(Feed feed, FetchResult.Fetched fetched, Preview preview, int drift)
    {
        var moved = fetched.Hops.Count > 0 && fetched.Hops.All(hop => hop.IsPermanent) ? FeedUrl.Of(fetched.Hops[^1].Url) : feed.Url;
        return new RecommendedSettings(
            moved,
            feed.Name,
            Schedule.Adaptive.Instance.ToString(),
            preview.PagesHelpNothing ? FullText.Never : FullText.Auto,
            drift > 0 ? Identity.Link : null);
    }
}
