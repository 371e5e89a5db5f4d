using System.Text;

namespace FeedPipeline.EndToEnd.Hostile;

/// <summary>Rows 51 and 52: what publishers ask of programs that read pages, and pages that are not what they seem.</summary>
internal static class PageTricks
{
    public const string Sentence = "The harbour bridge was opened again on Tuesday after two years of work on its four old supports.";

    private static readonly string Article = Html($"<h1>Harbour bridge opens</h1><p>{Sentence}</p><p>Engineers had found cracks in 2021, and the repairs were put off twice because no steel could be had anywhere.</p><p>The harbour master said that he was glad to see it open.</p>");

    /// <summary>All of them; <paramref name="sentinel"/> is an address that must never be asked.</summary>
    public static IEnumerable<PageTrick> All(string sentinel) =>
    [
        new(51, "robots-deny", _ => Article) { Robots = "User-agent: *\nDisallow: /article/", Problem = "robots.txt", Allowed = ["/robots.txt"], Articles = 2 },
        new(51, "robots-deny-us", _ => Article) { Robots = "User-agent: *\nAllow: /\n\nUser-agent: FeedPipeline\nDisallow: /", Problem = "robots.txt", Allowed = ["/robots.txt"] },
        new(51, "robots-broken", _ => Article) { RobotsStatus = "500 Internal Server Error", Problem = "cannot be read", Allowed = ["/robots.txt"] },
        new(51, "crawl-delay", _ => Article) { Robots = "User-agent: *\nCrawl-delay: 2", Articles = 3, Pause = TimeSpan.FromSeconds(2), Allowed = ["/robots.txt", "/article/1", "/article/2", "/article/3"] },
        new(51, "crawl-delay-long", _ => Article) { Robots = "User-agent: *\nCrawl-delay: 86400", Problem = "wants more time", Allowed = ["/robots.txt"] },
        new(52, "page-loop", path => Article.Replace("</body>", string.Concat(Enumerable.Range(1, 50).Select(day => $"<a rel=\"next\" href=\"{path}/{day}\">Day {day}</a>")) + "</body>", StringComparison.Ordinal)),
        new(52, "page-30mb", _ => Html(string.Concat(Enumerable.Repeat($"<p>{Sentence}</p>", 300_000)))) { Problem = "larger" },
        new(52, "page-js-redirect", _ => Html($"<script>window.location.href = '{sentinel}/elsewhere';</script><p>One moment, please.</p>")) { Problem = "sends browsers on" },
        new(52, "page-refresh", _ => Html("<p>One moment, please.</p>", $"<meta http-equiv=\"refresh\" content=\"0; url={sentinel}/elsewhere\">")) { Problem = "sends browsers on" },
        new(52, "page-soft404", _ => Html("<h1>Page not found</h1><p>We are sorry, but what you are looking for is no longer here. Please use the search, or look at what others read today.</p>")) { Problem = "no such article" },
        new(52, "page-front", _ => Html("<h1>Today</h1><p>Parliament debates the budget until late in the evening, and schools stay closed because of the heavy snow everywhere in the mountains.</p>")) { Problem = "something else" },
    ];

    private static string Html(string body, string head = "") => $"<!doctype html><html lang=\"en\"><head><title>Harbour Post</title>{head}</head><body>{body}</body></html>";
}

/// <summary>A publisher whose feed is well and whose pages are not.</summary>
/// <param name="Row">Its number in the list of hostile behaviours.</param>
/// <param name="Name">Path of its feed.</param>
/// <param name="Page">What it answers to a path below <c>/article/</c>.</param>
internal sealed record PageTrick(int Row, string Name, Func<string, string> Page)
{
    private readonly List<(string Path, DateTimeOffset At)> seen = [];

    /// <summary>Its robots.txt; null for none.</summary>
    public string? Robots { get; init; }

    /// <summary>How it answers to who asks for robots.txt.</summary>
    public string RobotsStatus { get; init; } = "200 OK";

    /// <summary>Words in the record of the page that was not read; null when pages are read.</summary>
    public string? Problem { get; init; }

    /// <summary>Items of its feed.</summary>
    public int Articles { get; init; } = 1;

    /// <summary>Shortest time between two requests for pages.</summary>
    public TimeSpan Pause { get; init; }

    /// <summary>All that may be asked beside the feed.</summary>
    public string[] Allowed { get; init; } = ["/robots.txt", "/article/1"];

    /// <summary>Requests beside those for the feed, in order.</summary>
    public IReadOnlyList<(string Path, DateTimeOffset At)> Seen
    {
        get
        {
            lock (seen)
                return [.. seen];
        }
    }

    /// <summary>The same as a trick that an address can be opened for.</summary>
    public Trick ToTrick() => new(Row, Name, ["stored"], AnswerAsync);

    public override string ToString() => $"{Row} {Name}";

    private Task AnswerAsync(Conversation asked, CancellationToken stop)
    {
        var path = asked.Head.Split(' ')[1];
        if (path == "/" + Name)
            return asked.AnswerAsync("200 OK", Encoding.UTF8.GetBytes(Feed(asked)), stop, "Content-Type: application/rss+xml");

        lock (seen)
            seen.Add((path, TimeProvider.System.GetUtcNow()));
        if (path != "/robots.txt")
            return asked.AnswerAsync("200 OK", Encoding.UTF8.GetBytes(Page(path)), stop, "Content-Type: text/html; charset=utf-8");
        return Robots is null && RobotsStatus.StartsWith('2') ? asked.AnswerAsync("404 Not Found", [], stop) : asked.AnswerAsync(RobotsStatus, Encoding.UTF8.GetBytes(Robots ?? ""), stop, "Content-Type: text/plain");
    }

    private string Feed(Conversation asked)
    {
        var host = asked.Head.Split("Host: ")[1].Split('\r')[0];
        return "<rss version=\"2.0\"><channel><title>Harbour Post</title>" + string.Concat(Enumerable.Range(1, Articles).Select(i =>
            $"<item><guid isPermaLink=\"false\">{Name}-{i}</guid><title>Harbour bridge opens</title><link>http://{host}/article/{i}</link><description>The bridge over the harbour is open again.</description></item>")) + "</channel></rss>";
    }
}
