using FeedPipeline.Articles;
using FeedPipeline.Articles.Wording;
using FeedPipeline.Documents;

namespace FeedPipeline.Normalizing;

/// <summary>Makes an item of a feed an article.</summary>
public static class ArticleNormalizer
{
    // A summary of this size that does not break off is the article itself.
    private const int FullTextWords = 150;
    private const int FullTextParagraphs = 3;
    private const int MaxTags = 100;

    /// <summary>Says nothing that feed and item do not say: what they leave out stays null. The canonical address is left null.</summary>
    public static Article Normalize(FeedDocument document, FeedItem item)
    {
        var title = HtmlFragment.TextOf(item.Title) is { } stated ? Headline.WithoutSite(stated, document, item) : null;
        var content = HtmlFragment.Parse(item.Content ?? "");
        var hasContent = content.HasText;
        var summary = hasContent ? Dek.TextOf(item.Summary) : null;
        var text = ItemText.Read(hasContent || item.Summary is null ? content : HtmlFragment.Parse(item.Summary), title, summary)
            .WithPicturesOf(hasContent ? item.Summary : item.Content);

        var url = Linkable(item.Link) ?? Linkable(item.OriginalLink);
        var (headline, headlineSource) = HeadlineOf(title, text, url);
        var (dek, dekSource) = DekOf(text, summary, headline);
        var (byline, authors, bylineSource) = BylineOf(item, text);
        var (published, publishedSource) = PublishedOf(item, text);
        var photo = Photo.Of(item, text);
        var tags = Tags(item.Categories);
        var (language, languageSource) = LanguageOf(document, item, text);
        var rights = HtmlFragment.TextOf(item.Rights) ?? HtmlFragment.TextOf(document.Rights);
        return new Article
        {
            Headline = headline,
            Dek = dek,
            Byline = byline,
            Authors = authors,
            PublishedAt = published?.At.ToUniversalTime(),
            PublishedPrecision = published?.Precision ?? DatePrecision.Unknown,
            PublishedOffset = published?.Offset,
            ModifiedAt = item.Updated?.At.ToUniversalTime(),
            PhotoUrl = photo.Url,
            PhotoCredit = photo.Credit,
            PhotoCaption = photo.Caption,
            Body = text.Body,
            BodyHtml = text.Html,
            BodySource = IsFullText(text, hasContent) ? BodySource.Feed : BodySource.Summary,
            Language = language,
            Url = url,
            Tags = tags,
            Guid = item.Guid,
            Access = Access.Free,
            Rights = rights,
            Enclosures = item.Enclosures,
            WordCount = text.Body is { } body ? WordCount.Of(body) : 0,
            Provenance = Provenance.Of(
            [
                ("headline", headline, headlineSource), ("dek", dek, dekSource), ("byline", byline, bylineSource),
                ("authors", byline, bylineSource), ("published_at", published, publishedSource), ("modified_at", item.Updated, "feed:updated"),
                ("photo_url", photo.Url, photo.UrlSource), ("photo_credit", photo.Credit, photo.CreditSource), ("photo_caption", photo.Caption, photo.CaptionSource),
                ("body", text.Body, hasContent ? "feed:content" : "feed:summary"), ("body_html", text.Html, hasContent ? "feed:content" : "feed:summary"),
                ("language", language, languageSource), ("url", url, url != item.Link ? "feed:original-link" : "feed:link"),
                ("tags", tags.Count == 0 ? null : tags, "feed:category"), ("rights", rights, "feed:rights"),
            ]),
        };
    }

    /// <summary>Why an item makes no article, in one line; null when it does.</summary>
    public static string? Refuse(FeedItem item) =>
        item is { Title: null, Content: null, Summary: null } && Linkable(item.Link) is null && Linkable(item.OriginalLink) is null
        ? "it has no title, no text and no address"
        : null;

    // Programs write their own language into feeds that nobody configured; what an item says of itself stands.
    private static (string? Language, string Source) LanguageOf(FeedDocument document, FeedItem item, ItemText text)
    {
        if (LanguageTag.Of(item.Language) is { } own)
            return (own, "feed:item-language");
        var stated = LanguageTag.Of(document.Language);
        return DetectedLanguage.Of(text.Body ?? "") is { } detected && (stated is null || !DetectedLanguage.Agrees(stated, detected)) ? (detected, "rule:text") : (stated, "feed:language");
    }

    private static (string Headline, string Source) HeadlineOf(string? title, ItemText text, string? url) => (title, text) switch
    {
        ({ } stated, _) => (stated, "feed:title"),
        (_, { Headline: { } heading }) => (heading, "rule:first-heading"),
        (_, { Body: { } body }) => (Headline.OfText(body), "rule:first-words"),
        _ when url is not null => (PlainText.Clean(url), "rule:link"),
        _ => ("Untitled", "rule:untitled"),
    };

    private static (string? Dek, string Source) DekOf(ItemText text, string? summary, string headline)
    {
        if (text.Dek is { } inText && Dek.Of(inText, headline, text.Paragraphs) is { } dek)
            return (dek, dek == summary ? "feed:summary" : "rule:header-zone");
        return (summary is null ? null : Dek.Of(summary, headline, text.Paragraphs), "feed:summary");
    }

    private static (string? Byline, IReadOnlyList<string> Authors, string Source) BylineOf(FeedItem item, ItemText text)
    {
        var lines = item.Authors.Select(AuthorNames.Line).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        if (lines.Count > 0)
            return (string.Join(", ", lines), [.. lines.SelectMany(AuthorNames.Parse).DistinctBy(PlainText.Fold, StringComparer.Ordinal)], "feed:author");
        return text.Byline?.Byline is { } line ? (line, AuthorNames.Parse(line), "rule:byline-line") : (null, [], "");
    }

    private static (StatedDate? Published, string Source) PublishedOf(FeedItem item, ItemText text)
    {
        if (item.Published is { } stated)
            return (stated, "feed:published");
        return text.Byline?.Day is { } day
            ? (new StatedDate(new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero), DatePrecision.Day, null), "rule:byline-line")
            : (null, "");
    }

    // A name (urn:, tag:) leads nowhere, and what runs (javascript:, data:) must not stand where programs make links of it.
    private static string? Linkable(string? link) => link is not null && HtmlFragment.IsWebAddress(link) ? link : null;

    private static bool IsFullText(ItemText text, bool isContent) => text.Body is { } body && !Dek.IsCutOff(body)
        && (isContent || (text.Paragraphs.Count >= FullTextParagraphs && WordCount.Of(body) >= FullTextWords));

    private static IReadOnlyList<string> Tags(IReadOnlyList<string> categories) =>
        [.. categories.Select(HtmlFragment.TextOf).OfType<string>().DistinctBy(tag => tag.ToUpperInvariant(), StringComparer.Ordinal).Take(MaxTags)];
}
