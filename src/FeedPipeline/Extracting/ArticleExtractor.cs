using FeedPipeline.Articles.Wording;
using FeedPipeline.Documents;
using FeedPipeline.Extracting.Bodies;
using FeedPipeline.Extracting.Fields;
using FeedPipeline.Extracting.Pages;
using FeedPipeline.Extracting.Ruling;

namespace FeedPipeline.Extracting;

/// <summary>Reads an article out of a page.</summary>
public static class ArticleExtractor
{
    private const int MinWords = 80;
    private const int LinkedTimes = 2;

    /// <summary>What the page says, part by part. Never throws on input.</summary>
    public static ArticlePage Extract(FetchedDocument fetched, PageHints hints, ExtractingOptions options)
    {
        var page = Page.Parse(fetched, options);
        if (hints.Rule is { } rule)
            RuledPage.Remove(page, rule);
        var article = Found(page, fetched, hints, options);
        article = article with { Language = article.Language ?? Languages.Find(page, hints, string.Join('\n', article.Body.Select(block => block.Text))), Absence = Absences.Find(page, article, hints) };
        return hints.Rule is null ? article : RuledPage.Replaced(article, hints.Rule);
    }

    private static ArticlePage Found(Page page, FetchedDocument fetched, PageHints hints, ExtractingOptions options)
    {
        var site = SiteNames.Of(page);
        var headline = Headlines.Find(page, site, hints);
        var header = HeaderZone.Of(BlockReader.Read(page.Body, options.MaxBlocks), headline?.Text);
        var (byline, authors) = Authors.Find(page, site, header);
        var (image, caption, credit) = LeadImages.Find(page, headline?.Text);
        var (tags, tagsSource) = Identity.Tags(page);
        var fields = new ArticlePage
        {
            Headline = headline,
            Dek = Deks.Find(page, header, headline?.Text),
            Byline = byline,
            Authors = authors,
            Published = Dates.Published(page, header),
            Modified = Dates.Modified(page),
            ImageUrl = image,
            ImageCaption = caption,
            ImageCredit = credit,
            CanonicalUrl = Identity.CanonicalUrl(page),
            Section = Identity.Section(page),
            Tags = tags,
            TagsSource = tagsSource,
            Rights = Identity.Rights(page),
            IsReserved = Accesses.IsReserved(page, fetched),
        };

        if (hints.Rule is { } rule)
            fields = RuledPage.Fields(fields, page, rule);
        if (hints.Rule is { } ruled && RuledPage.Body(page, ruled, options) is { } body)
            return fields with { Body = body, BodySource = "rule:body" };

        // From here on the tree loses what is not the article.
        var known = new Surroundings(fields.Headline?.Text, fields.Dek is { Source: "dom:class-dek" or "rule:dek" } dek ? dek.Text : null, authors);
        var found = BodyFinder.Find(page, hints, known, options);
        return WithBody(fields, page, found);
    }

    private static ArticlePage WithBody(ArticlePage fields, Page page, Candidate? found)
    {
        var words = found?.Blocks.Sum(block => block.Words) ?? 0;
        var (access, accessSource) = Accesses.Find(page, words);
        fields = fields with { Access = access, AccessSource = accessSource, Furniture = found?.Removed ?? [] };
        // A page that is put together by scripts may carry its text for programs only.
        if (words < MinWords && page.Linked.Paragraphs("articleBody") is { Count: > 0 } linked && linked.Sum(WordCount.Of) > LinkedTimes * words)
            return fields with { Body = [.. linked.Select(BlockHtml.Of)], BodySource = "jsonld:articleBody" };
        return fields with { Body = [.. (found?.Blocks ?? []).Select(block => BlockHtml.Of(block, page))], BodySource = found?.Blocks.Count > 0 ? found.Source : null };
    }
}
