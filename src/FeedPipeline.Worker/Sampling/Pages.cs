using System.Globalization;
using System.Text;
using FeedPipeline.Feeds;

namespace FeedPipeline.Worker.Sampling;

/// <summary>Writes the sample site's pages.</summary>
internal static class Pages
{
    private const string Style =
        "body{max-width:42rem;margin:2rem auto;padding:0 1rem;font:1.05rem/1.55 Georgia,serif;color:#222}a{color:#14507a}"
        + "figure{margin:1.5rem 0}img{width:100%}figcaption,.byline,aside{color:#666;font-size:.9rem}.dek{font-size:1.2rem}pre{overflow:auto;background:#f4f4f0;padding:.8rem}";

    /// <summary>The page of an article, with links to others.</summary>
    public static byte[] Article(SampleArticle article, IReadOnlyList<SampleArticle> popular, string origin) => Encode($"""
        <!doctype html>
        <html lang="{Html.Text(article.Language)}">
        <head>
        <meta charset="utf-8">
        <title>{Html.Text(article.Headline)} - The Sample Courier</title>
        <meta name="viewport" content="width=device-width">
        <link rel="canonical" href="{Html.Text(origin + article.PagePath)}">
        <style>{Style}</style>
        </head>
        <body>
        <header><a href="/">The Sample Courier</a></header>
        <main>
        <article>
        <h1>{Html.Text(article.Headline)}</h1>
        {(article.Dek is null ? "" : $"<p class=\"dek\">{Html.Text(article.Dek)}</p>")}
        <p class="byline">{Byline(article)}<time datetime="{Iso(article.PublishedAt)}">{Day(article.PublishedAt)}</time></p>
        {Html.Figure(article, origin)}{Html.Body(article)}</article>
        <aside>
        <h2>Most Popular</h2>
        <ul>
        {Links(popular)}
        </ul>
        </aside>
        </main>
        </body>
        </html>

        """);

    /// <summary>The front page: what this is, what just happened, and how to try it.</summary>
    /// <param name="latest">The latest first.</param>
    /// <param name="every">From article to article.</param>
    /// <param name="origin">Where the site was reached.</param>
    /// <param name="network">What a worker has to be allowed in order to reach it.</param>
    public static byte[] Front(IReadOnlyList<SampleEvent> latest, TimeSpan every, string origin, string network) => Encode($"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <title>The Sample Courier</title>
        <meta name="viewport" content="width=device-width">
        <link rel="alternate" type="application/rss+xml" title="RSS" href="/rss.xml">
        <link rel="alternate" type="application/atom+xml" title="Atom" href="/atom.xml">
        <style>{Style}</style>
        </head>
        <body>
        <h1>The Sample Courier</h1>
        <p>News of places that do not exist, made by <code>feedpipe sample</code> to try FeedPipeline on. A new article appears every {Durations.Format(every)}
        in <a href="/rss.xml">rss.xml</a> or <a href="/atom.xml">atom.xml</a>, some are edited later, some are linked from both feeds, and some are printed again at another address.</p>
        <pre>export Fetching__AllowedNetworks__0={network}
        feedpipe run &amp;
        feedpipe feeds add {Html.Text(origin)}/rss.xml --every 10s
        feedpipe feeds add {Html.Text(origin)}/atom.xml --every 10s</pre>
        <h2>What just happened</h2>
        <ul>
        {string.Join('\n', latest.Select(Line))}
        </ul>
        </body>
        </html>

        """);

    /// <summary>A picture for an article: two bands in colours of its own.</summary>
    public static byte[] Picture(SampleArticle article)
    {
        var hue = article.Number * 47 % 360;
        return Encode(string.Create(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" width="960" height="540" viewBox="0 0 960 540">
            <rect width="960" height="540" fill="hsl({hue},45%,72%)"/>
            <path d="M0 360 Q240 {280 + (hue % 90)} 480 360 T960 340 V540 H0 Z" fill="hsl({(hue + 40) % 360},35%,38%)"/>
            </svg>

            """));
    }

    private static string Byline(SampleArticle article) => article.Authors.Count == 0 ? string.Empty : $"By {Html.Text(string.Join(", ", article.Authors))} - ";

    private static string Links(IEnumerable<SampleArticle> articles) =>
        string.Join('\n', articles.Select(article => $"<li><a href=\"{article.PagePath}\">{Html.Text(article.Headline)}</a></li>"));

    private static string Line(SampleEvent happened) =>
        $"<li><time datetime=\"{Iso(happened.At)}\">{happened.At.UtcDateTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture)}</time> {happened.What}: "
        + $"<a href=\"{happened.Article.PagePath}\">{Html.Text(happened.Article.Headline)}</a></li>";

    private static string Iso(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("MMMM d yyyy", CultureInfo.InvariantCulture);

    private static byte[] Encode(string text) => Encoding.UTF8.GetBytes(text);
}
