using FeedPipeline.Articles;
using FeedPipeline.Documents;
using FeedPipeline.Extracting;
using FeedPipeline.Fetching;
using FeedPipeline.Normalizing;
using FeedPipeline.Polls;
using Microsoft.Extensions.Options;

namespace FeedPipeline.Flows;

/// <summary>Asks for one article page, and reads it under the operators' rules.</summary>
public sealed class PageReader(PageFetcher fetcher, PageRules rules, IOptions<ExtractingOptions> options)
{
    /// <summary>A page's bytes; else why they could not be had, and whether that will be so for good.</summary>
    public async Task<(FetchedDocument? Page, string? Problem, bool IsFinal)> FetchAsync(string url, CancellationToken stop)
    {
        var result = await fetcher.FetchAsync(url, stop);
        if (result is not FetchResult.Fetched fetched)
            return (null, result is FetchResult.Failed failed ? failed.Problem : "the server answered without a page", result is FetchResult.Failed { Outcome: var outcome } && IsFinal(outcome));
        if (fetched.Document.MediaType is { } type && !type.Contains("html", StringComparison.OrdinalIgnoreCase))
            return (null, $"a {type}, not a page", true);
        if (IsFrontPage(fetched.Document.Url) && !IsFrontPage(url))
            return (null, "the site sends to its front page instead", true);
        return (fetched.Document, null, false);
    }

    /// <summary>Why robots.txt keeps a page from us, in one line, and whether its host means it so; null when it does not.</summary>
    public Task<(string Problem, bool IsMeant)?> RefusalAsync(string url, CancellationToken stop) => fetcher.RefusalAsync(url, stop);

    /// <summary>What the page of an article says.</summary>
    public ArticlePage Read(FetchedDocument fetched, DuePage page) => Read(fetched, HintsOf(page.Document, page.Item, page.FeedName, page.Url));

    /// <summary>What a feed says of the article whose page is read, and what an operator says of such pages.</summary>
    public PageHints HintsOf(FeedDocument document, FeedItem item, string feedName, string url) => new()
    {
        Headline = HtmlFragment.TextOf(item.Title),
        Text = HtmlFragment.TextOf(item.Content ?? item.Summary),
        Language = item.Language ?? document.Language,
        Rule = rules.For(feedName, Uri.TryCreate(url, UriKind.Absolute, out var address) ? address.Host : null),
    };

    /// <summary>What a page says.</summary>
    public ArticlePage Read(FetchedDocument fetched, PageHints hints) => ArticleExtractor.Extract(fetched, hints, options.Value);

    private static bool IsFrontPage(string? url) => Uri.TryCreate(url, UriKind.Absolute, out var address) && address.PathAndQuery == "/";

    // What will not be otherwise in an hour.
    private static bool IsFinal(PollOutcome outcome) =>
        outcome is PollOutcome.Gone or PollOutcome.NotFound or PollOutcome.Unauthorized or PollOutcome.AddressRefused or PollOutcome.TooLarge;
}
