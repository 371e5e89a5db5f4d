using FeedPipeline.Documents;
using FeedPipeline.Extracting.Bodies;
using FeedPipeline.Extracting.Fields;
using FeedPipeline.Extracting.Pages;

namespace FeedPipeline.Extracting;

/// <summary>Reads an article out of a page.</summary>
public static class ArticleExtractor
{
    /// <summary>What the page says, part by part. Never throws on input.</summary>
    public static ArticlePage Extract(FetchedDocument fetched, PageHints hints, ExtractingOptions options)
    {
        var page = Page.Parse(fetched, options);
        var headline = Headlines.Find(page, hints);
        var found = BodyFinder.Find(page, hints, headline?.Text, options);
        return new ArticlePage
        {
            Headline = headline,
            Body = [.. (found?.Blocks ?? []).Select(block => new PageBlock(block.Kind, block.Text, ""))],
            BodySource = found?.Source,
            Furniture = found?.Removed ?? [],
        };
    }
}
