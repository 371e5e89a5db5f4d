using FeedPipeline.Articles;
using FeedPipeline.Documents;
using FeedPipeline.Feeds;
using FeedPipeline.Normalizing;
using FeedPipeline.Steps;

namespace FeedPipeline.Flows.Checking;

/// <summary>Makes a document's first items articles by the pipeline's own steps, with their pages where a poll would have them fetched.</summary>
public sealed class ArticlePreviews(Naming naming, PageReader pages, TimeProvider clock)
{
    private const int Count = 3;

    /// <summary>What would become of the document at its first poll.</summary>
    internal async Task<Preview> OfAsync(Feed feed, FeedDocument document, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var claim = new ClaimedFeed { Feed = feed, Fence = 0, ClaimedAt = now, DueAt = now };
        var named = await naming.NameAsync(claim, document, stop);
        var normalized = Normalization.Of(document, named.Turn.Fresh, claim);
        var first = normalized.Arrivals.Take(Count).ToList();
        var articles = new List<PreviewedArticle>(first.Count);
        var seen = new List<PageSeen>(first.Count);
        foreach (var arrival in first)
        {
            var (article, page) = arrival is { WantsPage: true, Article.Url: { } url } ? await WithPageAsync(feed, document, arrival, url, stop) : (arrival.Article, null);
            articles.Add(new PreviewedArticle(SeedText.Write(article), article));
            if (page is not null)
                seen.Add(page);
        }

        return new Preview
        {
            Named = named,
            Fed = [.. normalized.Arrivals.Select(arrival => arrival.Article)],
            Refused = [.. normalized.Refused.Select(refused => refused.Reason)],
            Articles = articles,
            Pages = seen,
            Robots = first.Select(arrival => arrival.Article.Url).OfType<string>().FirstOrDefault() is { } any ? await pages.RefusalAsync(any, stop) : null,
        };
    }

    /// <summary>The article as the page's reading would leave it; the feed's own where the page cannot be had or says no more.</summary>
    private async Task<(Article Article, PageSeen Page)> WithPageAsync(Feed feed, FeedDocument document, Arrival arrival, string url, CancellationToken stop)
    {
        var (fetched, problem, isFinal) = await pages.FetchAsync(url, stop);
        if (fetched is null)
            return (arrival.Article, new PageSeen(problem) { IsUseless = isFinal });
        var read = pages.Read(fetched, pages.HintsOf(document, arrival.Item.Item, feed.Name, url));
        if (read is not { Body.Count: > 0, Absence: null })
            return (arrival.Article, new PageSeen(read.Absence ?? "no article can be found on the page") { IsUseless = true });
        return arrival.Article.BodySource == BodySource.Feed && PageArticle.IsWhole(arrival.Article, read)
            ? (arrival.Article, new PageSeen(null))
            : (Normalization.WithPage(document, arrival.Item, read), new PageSeen(null) { HasMore = true });
    }
}

/// <summary>What the first poll would make of a document.</summary>
internal sealed record Preview
{
    /// <summary>The items under their names.</summary>
    public required NamedItems Named { get; init; }

    /// <summary>All articles as the feed alone gives them.</summary>
    public required IReadOnlyList<Article> Fed { get; init; }

    /// <summary>Why items would go into quarantine.</summary>
    public required IReadOnlyList<string> Refused { get; init; }

    /// <summary>The first articles, whole.</summary>
    public required IReadOnlyList<PreviewedArticle> Articles { get; init; }

    /// <summary>How their pages were; empty where none is wanted.</summary>
    public required IReadOnlyList<PageSeen> Pages { get; init; }

    /// <summary>Why robots.txt keeps an article's page from us, and whether its host means it so; null when it does not.</summary>
    public required (string Problem, bool IsMeant)? Robots { get; init; }

    /// <summary>Whether asking for pages would be for nothing, tomorrow too.</summary>
    public bool PagesHelpNothing => Robots is { IsMeant: true } || (Pages.Count > 0 && Pages.All(page => page.IsUseless));
}

/// <summary>An article's page that was asked for.</summary>
/// <param name="Problem">Why it gave no article; null when it did.</param>
internal sealed record PageSeen(string? Problem)
{
    /// <summary>Whether it has more of the text than the feed.</summary>
    public bool HasMore { get; init; }

    /// <summary>Whether it would give no article tomorrow either.</summary>
    public bool IsUseless { get; init; }
}
