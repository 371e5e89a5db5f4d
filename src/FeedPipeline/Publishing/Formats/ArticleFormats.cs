using System.Text;
using System.Text.Json;
using FeedPipeline.Articles;

namespace FeedPipeline.Publishing.Formats;

/// <summary>Every form in which articles leave the pipeline.</summary>
/// <param name="seedText">The seed article format.</param>
/// <param name="sanitise">Today's sanitiser, for what a browser is to show; null when nothing readable is left.</param>
public sealed class ArticleFormats(Func<Article, string> seedText, Func<string, string?> sanitise)
{
    private const string Ndjson = "application/x-ndjson";

    /// <summary>A row of <c>article</c>; several are NDJSON.</summary>
    public ArticleFormat Json { get; } = Lines("json", "application/json", ArticleJson.Write);

    /// <summary>IPTC ninjs 3.0; several are NDJSON.</summary>
    public ArticleFormat Ninjs { get; } = Lines("ninjs", "application/vnd.iptc.ninjs+json", Formats.Ninjs.Write);

    /// <summary>schema.org <c>NewsArticle</c>; several are NDJSON.</summary>
    public ArticleFormat JsonLd { get; } = Lines("jsonld", "application/ld+json", NewsArticleJsonLd.Write);

    /// <summary>The seed article format; each of several is ended by a form feed on a line of its own, which no text can hold.</summary>
    public ArticleFormat Text { get; } = new()
    {
        Name = "text",
        MediaType = "text/plain; charset=utf-8",
        StreamMediaType = "text/plain; charset=utf-8",
        Extension = "txt",
        End = "\f\n"u8.ToArray(),
        Write = (output, article) => Encoding.UTF8.GetBytes(seedText(article.Content), output),
    };

    /// <summary>A page for a browser.</summary>
    public ArticleFormat Html { get; } = new()
    {
        Name = "html",
        MediaType = "text/html; charset=utf-8",
        StreamMediaType = "text/html; charset=utf-8",
        Extension = "html",
        Write = (output, article) => Encoding.UTF8.GetBytes(ArticlePage.Of(article.Content, sanitise), output),
    };

    /// <summary>A spreadsheet's rows, under a head.</summary>
    public ArticleFormat Csv { get; } = new()
    {
        Name = "csv",
        MediaType = "text/csv; charset=utf-8; header=present",
        StreamMediaType = "text/csv; charset=utf-8; header=present",
        Extension = "csv",
        Head = Encoding.UTF8.GetBytes(ArticleCsv.Head),
        Write = (output, article) => Encoding.UTF8.GetBytes(ArticleCsv.Row(article), output),
    };

    /// <summary>All of them.</summary>
    public IReadOnlyList<ArticleFormat> All => [Json, Ninjs, JsonLd, Text, Html, Csv];

    /// <summary>Null when there is none of that name.</summary>
    public ArticleFormat? Named(string name) => All.FirstOrDefault(format => format.Name == name);

    private static ArticleFormat Lines(string name, string mediaType, Action<Utf8JsonWriter, StoredArticle> write) => new()
    {
        Name = name,
        MediaType = mediaType,
        StreamMediaType = Ndjson,
        Extension = "json",
        End = "\n"u8.ToArray(),
        Write = (output, article) => PlainJson.Write(output, article, write),
    };
}
