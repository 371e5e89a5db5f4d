using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FeedPipeline.EndToEnd;

/// <summary>Two origins of one publisher: the first repeats the credentials it is shown wherever it can, the second notes what arrives.</summary>
internal sealed class EchoOrigin : IAsyncDisposable
{
    /// <summary>A header that has no name of its own in HTTP.</summary>
    public const string KeyHeader = "X-Key";

    private readonly WebApplication first;
    private readonly WebApplication second;
    private readonly ConcurrentQueue<(string Path, string Authorization, string Key)> seen = [];
    private readonly ConcurrentQueue<(string Path, string Authorization, string Key)> seenElsewhere = [];

    private EchoOrigin(WebApplication first, WebApplication second) => (this.first, this.second) = (first, second);

    /// <summary>Where the feeds are.</summary>
    public string Url => first.Urls.Single();

    /// <summary>Requests to the feeds' own origin.</summary>
    public IReadOnlyCollection<(string Path, string Authorization, string Key)> Seen => seen;

    /// <summary>Requests to the origin that redirects lead to.</summary>
    public IReadOnlyCollection<(string Path, string Authorization, string Key)> SeenElsewhere => seenElsewhere;

    /// <summary>Starts both on free ports.</summary>
    public static async Task<EchoOrigin> StartAsync()
    {
        var origin = new EchoOrigin(Build(), Build());
        origin.first.Run(origin.AnswerAsync);
        origin.second.Run(origin.AnswerElsewhereAsync);
        await origin.first.StartAsync();
        await origin.second.StartAsync();
        return origin;
    }

    public async ValueTask DisposeAsync()
    {
        await first.DisposeAsync();
        await second.DisposeAsync();
    }

    private static WebApplication Build()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        return builder.Build();
    }

    private async Task AnswerAsync(HttpContext http)
    {
        var (path, authorization, key) = Note(http, seen);
        var shown = authorization + key;
        switch (path)
        {
            case "/good.xml":
                http.Response.Headers.ETag = $"\"{shown}\"";
                http.Response.Headers["X-Robots-Tag"] = $"noarchive, {shown}";
                await http.Response.WriteAsync(Rss.Of("Closed Post", new RssItem("one", "Members only", $"<p>For those who pay, as you do with {shown} or {shown.Split(' ')[^1]}.</p>")));
                break;
            case "/away.xml":
                http.Response.Redirect($"{second.Urls.Single()}/away.xml?was={Uri.EscapeDataString(shown)}");
                break;
            case "/moved.xml":
                http.Response.Redirect($"/good.xml?was={Uri.EscapeDataString(shown.Split(' ')[^1])}", permanent: true);
                break;
            case "/broken.xml":
                http.Response.StatusCode = StatusCodes.Status302Found;
                http.Response.Headers.Location = $"http://[{shown}]/";
                break;
            default:
                http.Response.StatusCode = StatusCodes.Status401Unauthorized;
                http.Response.Headers.WWWAuthenticate = $"Basic realm=\"not {shown}\"";
                http.Response.Headers.Location = "/?was=" + Uri.EscapeDataString(shown);
                await http.Response.WriteAsync($"<html><body>You are not {shown}.</body></html>");
                break;
        }
    }

    private async Task AnswerElsewhereAsync(HttpContext http)
    {
        Note(http, seenElsewhere);
        await http.Response.WriteAsync(Rss.Of("Mirror", new RssItem("two", "For everybody", "<p>No need to pay.</p>")));
    }

    private static (string Path, string Authorization, string Key) Note(HttpContext http, ConcurrentQueue<(string Path, string Authorization, string Key)> notes)
    {
        var note = (http.Request.Path.Value!, http.Request.Headers.Authorization.ToString(), http.Request.Headers[KeyHeader].ToString());
        notes.Enqueue(note);
        return note;
    }
}
