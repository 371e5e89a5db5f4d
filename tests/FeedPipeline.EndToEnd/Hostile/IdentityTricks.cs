using System.Text;

namespace FeedPipeline.EndToEnd.Hostile;

/// <summary>Row 45: guids that identify nothing, or everything. Each feed lists the same stories whatever it calls them.</summary>
internal static class IdentityTricks
{
    private const int Stories = 6;

    private static readonly string[] Read = ["stored", "unchanged"];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Trick> All =>
    [
        Trick("guid-same", (_, _) => "same"),
        Trick("guid-flip-scheme", (count, story) => $"{(count % 2 == 0 ? "https" : "http")}://stories.example/?p={story}"),
        Trick("guid-flip-all", (count, story) => $"{count}-{story}"),
        Trick("guid-empty", (_, _) => string.Empty),
        Trick("guid-1mb", (_, story) => new string('g', 1_000_000) + story),
        Trick("guid-ctl", (_, story) => $"g\u0001\u0008\u000b{story}\ufffe\u0000"),
    ];

    private static Trick Trick(string name, Func<int, int, string> guid) => new(45, name, Read, (asked, stop) => asked.AnswerAsync(
        "200 OK",
        Encoding.UTF8.GetBytes("<rss version=\"2.0\"><channel><title>Stories</title><link>http://127.0.0.1/</link>" + string.Concat(Enumerable.Range(0, Stories).Select(story =>
            $"<item><guid isPermaLink=\"false\">{guid(asked.Count, story)}</guid><title>Story number {story}</title><link>http://127.0.0.1/{name}/{story}</link>"
            + $"<description>What happened in story number {story}, told in a few words.</description><pubDate>Sun, 01 Mar 2026 0{story}:00:00 GMT</pubDate></item>")) + "</channel></rss>"),
        stop,
        "Content-Type: application/rss+xml"))
    { Articles = Stories };
}
