using System.Security;
using System.Text;
using System.Text.Json;

namespace FeedPipeline.Benchmarks.Reading;

/// <summary>Feeds as publishers send them, one of each kind, made of the articles under seeds/: full text in half of the items, summaries in the rest.</summary>
internal static class SampleFeeds
{
    private const int Items = 40;

    private static readonly (string Headline, string Dek, string[] Paragraphs)[] Articles =
        [.. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "articles"), "*.txt").Order(StringComparer.Ordinal).Select(Parse)];

    /// <summary>Names of the kinds.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["rss2.0", "rss2.0 escaped", "podcast", "rss1.0", "atom1.0", "atom0.3", "rss2.0 broken", "atom1.0 broken", "json1.1"];

    public static byte[] Make(string kind) => Encoding.UTF8.GetBytes(kind switch
    {
        "rss2.0" => Rss(item => $"<content:encoded><![CDATA[{Html(item)}]]></content:encoded>"),
        "rss2.0 escaped" => Rss(item => $"<content:encoded>{Escape(Html(item))}</content:encoded>"),
        "podcast" => Rss(item => $"<itunes:summary>{Escape(Articles[item % Articles.Length].Dek)}</itunes:summary><itunes:duration>31:07</itunes:duration>" +
            $"<itunes:image href=\"https://news.example/{item}.jpg\"/><enclosure url=\"https://news.example/{item}.mp3\" type=\"audio/mpeg\" length=\"1234567\"/>"),
        "rss1.0" => Rdf(),
        "atom1.0" => Atom(),
        "atom0.3" => Atom().Replace("http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#", StringComparison.Ordinal)
            .Replace("published>", "issued>", StringComparison.Ordinal).Replace("updated>", "modified>", StringComparison.Ordinal),
        "rss2.0 broken" => Break(Make("rss2.0 escaped")),
        "atom1.0 broken" => Break(Make("atom1.0")),
        _ => Json(),
    });

    /// <summary>A bare ampersand, an HTML entity and a missing end tag, again and again.</summary>
    private static string Break(byte[] feed) =>
        Encoding.UTF8.GetString(feed).Replace("&amp;utm", "&utm", StringComparison.Ordinal).Replace(" the ", "&nbsp;the ", StringComparison.Ordinal).Replace("</category>", "", StringComparison.Ordinal);

    private static string Rss(Func<int, string> more) => Join(
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd">
        <channel><title>Harbour Gazette</title><link>https://news.example/</link><description>News of the harbour</description>
        """,
        item =>
            $"""
            <item>
              <title>{Escape(Articles[item % Articles.Length].Headline)}</title>
              <link>{Link(item)}</link>
              <guid isPermaLink="false">tag:news.example,2026:{item}</guid>
              <dc:creator><![CDATA[Ida Holm]]></dc:creator>
              <pubDate>{Day(item):ddd, dd MMM yyyy HH:mm:ss} +0000</pubDate>
              <category>Harbour</category>
              <description>{Escape(Articles[item % Articles.Length].Dek)}</description>
              {more(item)}
            </item>
            """,
        "</channel></rss>");

    private static string Rdf() => Join(
        """
        <?xml version="1.0"?>
        <rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/">
        <channel rdf:about="https://news.example/"><title>Harbour Gazette</title><link>https://news.example/</link></channel>
        """,
        item =>
            $"""
            <item rdf:about="{Link(item)}">
              <title>{Escape(Articles[item % Articles.Length].Headline)}</title>
              <link>{Link(item)}</link>
              <dc:date>{Day(item):yyyy-MM-ddTHH:mm:ss}Z</dc:date>
              <description>{Escape(Html(item))}</description>
            </item>
            """,
        "</rdf:RDF>");

    private static string Atom() => Join(
        """
        <?xml version="1.0" encoding="utf-8"?>
        <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Harbour Gazette</title><link href="https://news.example/"/>
        """,
        item =>
            $"""
            <entry>
              <id>tag:news.example,2026:{item}</id>
              <title type="text">{Escape(Articles[item % Articles.Length].Headline)}</title>
              <link rel="alternate" type="text/html" href="{Link(item)}"/>
              <author><name>Ida Holm</name></author>
              <published>{Day(item):yyyy-MM-ddTHH:mm:ss}Z</published><updated>{Day(item):yyyy-MM-ddTHH:mm:ss}Z</updated>
              <category term="Harbour"/>
              <content type="html">{Escape(Html(item))}</content>
            </entry>
            """,
        "</feed>");

    private static string Json() => JsonSerializer.Serialize(new
    {
        version = "https://jsonfeed.org/version/1.1",
        title = "Harbour Gazette",
        items = Enumerable.Range(0, Items).Select(item => new
        {
            id = $"tag:news.example,2026:{item}",
            url = $"https://news.example/{item}",
            title = Articles[item % Articles.Length].Headline,
            content_html = Html(item),
            date_published = Day(item),
            authors = new[] { new { name = "Ida Holm" } },
        }),
    });

    private static string Join(string head, Func<int, string> item, string end) => $"{head}\n{string.Join('\n', Enumerable.Range(0, Items).Select(item))}\n{end}\n";

    private static string Html(int item)
    {
        var article = Articles[item % Articles.Length];
        return item % 2 == 0 ? string.Concat(article.Paragraphs.Select(text => $"<p>{Escape(text)} <a href=\"https://news.example/more\">more</a></p>\n")) : $"<p>{Escape(article.Dek)}</p>";
    }

    private static string Link(int item) => $"https://news.example/2026/11/{item}?utm_source=rss&amp;utm_medium=feed";

    private static DateTime Day(int item) => new DateTime(2026, 11, 21, 9, 0, 0, DateTimeKind.Utc).AddHours(-item);

    private static string Escape(string text) => SecurityElement.Escape(text);

    private static (string Headline, string Dek, string[] Paragraphs) Parse(string path)
    {
        var lines = File.ReadAllText(path).Split("\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return (lines[0], lines[1], lines[3..]);
    }
}
