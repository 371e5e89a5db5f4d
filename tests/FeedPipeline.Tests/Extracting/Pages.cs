using System.Text;
using FeedPipeline.Documents;
using FeedPipeline.Extracting;

namespace FeedPipeline.Tests.Extracting;

/// <summary>Small pages as publishers build them.</summary>
internal static class Pages
{
    public const string First = "The council voted on Tuesday to reopen the old harbour bridge, which had been closed to all traffic for more than two years.";
    public const string Second = "Engineers found cracks in four of the supports in 2021, and repairs were delayed twice because no steel could be had anywhere.";
    public const string Third = "“We are glad that it is over,” said the harbour master, who had watched the works from his window every single day.";

    public static ArticlePage Read(string html, string url = "https://news.example/2021/07/28/bridge", string? charset = null, PageHints? hints = null) =>
        Read(Encoding.UTF8.GetBytes(html), url, charset, hints);

    public static ArticlePage Read(byte[] html, string url = "https://news.example/2021/07/28/bridge", string? charset = null, PageHints? hints = null) =>
        ArticleExtractor.Extract(new FetchedDocument { Body = html, Url = url, Charset = charset }, hints ?? PageHints.None, new ExtractingOptions());

    public static IEnumerable<string> Texts(ArticlePage page) => page.Body.Select(block => block.Text);

    /// <summary>A page around a body.</summary>
    public static string With(string body, string head = "", string header = "") => $"""
        <!doctype html><html lang="en"><head><title>Harbour bridge reopens: Council | News Example</title>
        <meta property="og:site_name" content="News Example">{head}</head><body>
        <nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
        <main><article><h1>Harbour bridge reopens: Council</h1>{header}{body}</article></main>
        <footer><p>News Example is published in the old town by people who like news and print it every day.</p></footer></body></html>
        """;
}
