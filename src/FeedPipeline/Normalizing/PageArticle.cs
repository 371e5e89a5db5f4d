using FeedPipeline.Articles;
using FeedPipeline.Articles.Wording;
using FeedPipeline.Documents;

namespace FeedPipeline.Normalizing;

/// <summary>Makes an article of its page, alone or together with what the feed said of it.</summary>
public static class PageArticle
{
    // A feed that carries this share of the page's words carries the article.
    private const double WholeShare = 0.8;

    private static readonly TimeSpan Disagreement = TimeSpan.FromDays(2);

    /// <summary>The page alone.</summary>
    public static Article Of(ArticlePage page)
    {
        var paragraphs = Paragraphs(page);
        var body = paragraphs.Count == 0 ? null : string.Join("\n\n", paragraphs);
        var headline = page.Headline?.Text ?? (body is null ? "Untitled" : Headline.OfText(body));
        var dek = page.Dek is { } stated && Dek.Of(stated.Text, headline, paragraphs) is { } kept ? kept : null;
        var html = BodyHtml(page);
        return new Article
        {
            Headline = headline,
            Dek = dek,
            Byline = page.Byline?.Text,
            Authors = page.Authors,
            PublishedAt = page.Published?.Date.At,
            PublishedPrecision = page.Published?.Date.Precision ?? DatePrecision.Unknown,
            PublishedOffset = page.Published?.Date.Offset,
            ModifiedAt = page.Modified?.Date.At,
            PhotoUrl = page.ImageUrl?.Text,
            PhotoCredit = page.ImageCredit?.Text,
            PhotoCaption = page.ImageCaption?.Text,
            Body = body,
            BodyHtml = html,
            BodySource = BodySource.Page,
            Language = page.Language?.Text,
            Url = page.CanonicalUrl?.Text,
            Section = page.Section?.Text,
            Tags = page.Tags,
            Access = page.Access,
            Rights = page.Rights?.Text,
            WordCount = body is null ? 0 : WordCount.Of(body),
            Provenance = Provenance.Of(
            [
                ("headline", headline, page.Headline?.Source ?? "rule:first-words"), ("dek", dek, page.Dek?.Source ?? ""), ("byline", page.Byline, page.Byline?.Source ?? ""),
                ("authors", page.Byline, page.Byline?.Source ?? ""), ("published_at", page.Published, page.Published?.Source ?? ""), ("modified_at", page.Modified, page.Modified?.Source ?? ""),
                ("photo_url", page.ImageUrl, page.ImageUrl?.Source ?? ""), ("photo_credit", page.ImageCredit, page.ImageCredit?.Source ?? ""),
                ("photo_caption", page.ImageCaption, page.ImageCaption?.Source ?? ""), ("body", body, page.BodySource ?? ""), ("body_html", html, page.BodySource ?? ""),
                ("language", page.Language, page.Language?.Source ?? ""), ("url", page.CanonicalUrl, page.CanonicalUrl?.Source ?? ""), ("section", page.Section, page.Section?.Source ?? ""),
                ("tags", page.TagsSource, page.TagsSource ?? ""), ("access", page.AccessSource, page.AccessSource ?? ""), ("rights", page.Rights, page.Rights?.Source ?? ""),
            ]),
        };
    }

    /// <summary>Whether the feed's text is as good as the page's, so that the page need not be asked.</summary>
    public static bool IsWhole(Article fed, ArticlePage page) =>
        fed.Body is not null && fed.WordCount >= WholeShare * Paragraphs(page).Sum(WordCount.Of);

    /// <summary>The feed's article with all that its page knows better; where feed and page disagree about the date both are kept.</summary>
    public static Article Join(Article fed, ArticlePage page)
    {
        var read = Of(page);
        // A publisher that reserves mining gives what it puts into the feed.
        var takesBody = read.Body is not null && !page.IsReserved && !(fed.BodySource == BodySource.Feed && IsWhole(fed, page));
        var sources = new Dictionary<string, string>(fed.Provenance, StringComparer.Ordinal);
        var article = fed with
        {
            Headline = Choose("headline", IsOwn(fed, "headline") ? fed.Headline : null, page.Headline is null ? null : read.Headline) ?? fed.Headline,
            Byline = read.Authors.Count > 0 && IsStated(page.Byline) ? Take("byline", read.Byline) : Choose("byline", fed.Byline, read.Byline),
            Authors = read.Authors.Count > 0 && (IsStated(page.Byline) || fed.Authors.Count == 0) ? Take("authors", read.Authors)! : fed.Authors,
            ModifiedAt = Choose("modified_at", fed.ModifiedAt, read.ModifiedAt),
            PhotoUrl = read.PhotoUrl is not null ? Take("photo_url", read.PhotoUrl) : fed.PhotoUrl,
            PhotoCredit = read.PhotoUrl is null ? fed.PhotoCredit : read.PhotoCredit is not null ? Take("photo_credit", read.PhotoCredit) : fed.PhotoCredit,
            PhotoCaption = read.PhotoUrl is null ? fed.PhotoCaption : read.PhotoCaption is not null ? Take("photo_caption", read.PhotoCaption) : fed.PhotoCaption,
            // What the page says was weighed against the feed's word and the text already.
            Language = read.Language is not null && fed.Provenance.GetValueOrDefault("language") != "feed:item-language" ? Take("language", read.Language) : fed.Language,
            Section = Choose("section", fed.Section, read.Section),
            Tags = fed.Tags.Count > 0 || read.Tags.Count == 0 ? fed.Tags : Take("tags", read.Tags)!,
            Access = page.AccessSource is null ? fed.Access : Take("access", read.Access),
            Rights = Choose("rights", fed.Rights, read.Rights),
        };
        if (takesBody)
        {
            article = article with { Body = Take("body", read.Body), BodyHtml = Take("body_html", read.BodyHtml), BodySource = BodySource.Page, WordCount = read.WordCount };
            // A summary that began the body, or was cut off, was no standfirst.
            article = article with { Dek = Summary(fed) is { } summary ? Dek.Of(summary, article.Headline, Paragraphs(page)) : null };
            if (article.Dek is not null && fed.Dek is null)
                sources["dek"] = "feed:summary";
        }

        if (read.Dek is not null && (article.Dek is null || page.Dek!.Source.StartsWith("dom:", StringComparison.Ordinal)))
            article = article with { Dek = Take("dek", read.Dek) };
        else if (article.Dek is null)
            sources.Remove("dek");
        return Dated(article, page, sources) with { Provenance = sources };

        T? Take<T>(string field, T? value)
        {
            if (read.Provenance.TryGetValue(field, out var source))
                sources[field] = source;
            return value;
        }

        T? Choose<T>(string field, T? first, T? second) => first is not null ? first : second is null ? default : Take(field, second);
    }

    private static Article Dated(Article article, ArticlePage page, Dictionary<string, string> sources)
    {
        if (page.Published is not { } stated)
            return article;
        var date = stated.Date;
        if (article.PublishedAt is not { } fed)
        {
            sources["published_at"] = stated.Source;
            return article with { PublishedAt = date.At, PublishedPrecision = date.Precision, PublishedOffset = date.Offset };
        }

        // The feed's instant stands; the page may say more exactly where the publisher's clock hangs.
        if ((fed - date.At).Duration() > Disagreement)
            sources["published_at_page"] = FormattableString.Invariant($"{stated.Source} {date.At:yyyy-MM-dd'T'HH:mm:ss'Z'}");
        var isUnplaced = article.PublishedOffset is null || article.PublishedOffset == TimeSpan.Zero;
        return fed == date.At && date.Offset is not null && isUnplaced ? article with { PublishedOffset = date.Offset } : article;
    }

    // Without the article's text the summary stood in its place.
    private static string? Summary(Article fed) => fed.Dek ?? (fed is { BodySource: BodySource.Summary, Body: { } body } ? PlainText.Clean(body) : null);

    private static bool IsOwn(Article fed, string field) => fed.Provenance.TryGetValue(field, out var source) && source.StartsWith("feed:", StringComparison.Ordinal);

    // What a page writes for programs names people better than feeds do.
    private static bool IsStated(Found? byline) => byline is not null && (byline.Source.StartsWith("jsonld:", StringComparison.Ordinal) || byline.Source.StartsWith("meta:", StringComparison.Ordinal) || byline.Source.StartsWith("rule:", StringComparison.Ordinal));

    private static List<string> Paragraphs(ArticlePage page) => [.. page.Body.Select(block => block.Text)];

    private static string? BodyHtml(ArticlePage page) => page.Body.Count == 0
        ? null
        : SanitisedHtml.Of(string.Concat(page.Body.Select(block => block.Html))
            .Replace("</ul><ul>", "", StringComparison.Ordinal)
            .Replace("</blockquote><blockquote>", "", StringComparison.Ordinal)
            .Replace("</tbody></table><table><tbody>", "", StringComparison.Ordinal));
}
