using System.Text;
using System.Text.Encodings.Web;
using FeedPipeline.Articles;

namespace FeedPipeline.Publishing.Formats;

/// <summary>An article as a small page. Nothing in it may run, whoever wrote it: all text is encoded, the body sanitised again, and the page forbids itself everything but pictures.</summary>
internal static class ArticlePage
{
    private const string Policy = "default-src 'none'; img-src https: http:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";
    private const string Style = "body{max-width:42em;margin:2em auto;padding:0 1em;font:1.1em/1.5 serif}img{max-width:100%;height:auto}.dek{font-size:1.2em}.by,footer,figcaption{color:#555;font-size:.9em}";

    /// <summary>The whole document.</summary>
    public static string Of(Article article, Func<string, string?> sanitise)
    {
        var page = new StringBuilder("<!DOCTYPE html>\n<html");
        if (article.Language is { } language)
            page.Append(" lang=\"").Append(Encoded(language)).Append('"');
        page.Append(">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"").Append(Policy)
            .Append("\">\n<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>").Append(Encoded(article.Headline))
            .Append("</title>\n<style>").Append(Style).Append("</style>\n</head>\n<body>\n<article>\n");
        Append(page, "h1", article.Headline);
        Append(page, "p class=\"dek\"", article.Dek);
        AppendByline(page, article);
        AppendPhoto(page, article);
        AppendBody(page, article, sanitise);
        page.Append("</article>\n");
        AppendFooter(page, article);
        return page.Append("</body>\n</html>\n").ToString();
    }

    private static void AppendByline(StringBuilder page, Article article)
    {
        var names = article.Authors.Count > 0 ? string.Join(", ", article.Authors) : article.Byline;
        var date = FieldWords.Date(article);
        if (names is null && date is null)
            return;
        page.Append("<p class=\"by\">");
        if (names is not null)
            page.Append("By ").Append(Encoded(names));
        if (names is not null && date is not null)
            page.Append(" - ");
        if (date is not null)
            page.Append("<time datetime=\"").Append(Encoded(date)).Append("\">").Append(Encoded(date)).Append("</time>");
        page.Append("</p>\n");
    }

    private static void AppendPhoto(StringBuilder page, Article article)
    {
        if (FieldWords.WebUri(article.PhotoUrl) is not { } photo)
        {
            Append(page, "p class=\"by\"", article.PhotoCredit);
            return;
        }

        page.Append("<figure><img src=\"").Append(Encoded(photo)).Append("\" alt=\"").Append(Encoded(article.PhotoCaption ?? "")).Append("\" loading=\"lazy\">");
        Append(page, "figcaption", string.Join(" - ", new[] { article.PhotoCaption, article.PhotoCredit }.OfType<string>()));
        page.Append("</figure>\n");
    }

    private static void AppendBody(StringBuilder page, Article article, Func<string, string?> sanitise)
    {
        if (article.BodyHtml is { } html && sanitise(html) is { } safe)
        {
            page.Append(safe).Append('\n');
            return;
        }

        foreach (var paragraph in article.Body?.Split("\n\n") ?? [])
            Append(page, "p", paragraph);
    }

    private static void AppendFooter(StringBuilder page, Article article)
    {
        page.Append("<footer>\n");
        if (FieldWords.WebUri(article.Url) is { } url)
            page.Append("<p><a href=\"").Append(Encoded(url)).Append("\" rel=\"noopener nofollow\">").Append(Encoded(url)).Append("</a></p>\n");
        Append(page, "p", article.Rights);
        page.Append("</footer>\n");
    }

    private static void Append(StringBuilder page, string tag, string? text)
    {
        if (string.IsNullOrEmpty(text))
            return;
        page.Append('<').Append(tag).Append('>').Append(Encoded(text)).Append("</").Append(tag.Split(' ')[0]).Append(">\n");
    }

    private static string Encoded(string text) => HtmlEncoder.Default.Encode(FieldWords.Harmless(text));
}
