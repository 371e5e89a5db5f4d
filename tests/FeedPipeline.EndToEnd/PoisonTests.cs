using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FeedPipeline.EndToEnd;

/// <summary>A document that kills whoever reads it: no such one is known, so its publisher kills the worker in the middle of it, as the kernel would.</summary>
[Collection(Alone.Name)]
public sealed class PoisonTests : IAsyncLifetime
{
    private const int Neighbours = 12;

    private readonly WebApplication origin = Build();
    private readonly ConcurrentDictionary<string, int> answered = new();
    private volatile Process? victim;

    public async Task InitializeAsync()
    {
        origin.MapGet("/{name}.xml", AnswerAsync);
        await origin.StartAsync();
    }

    public async Task DisposeAsync() => await origin.DisposeAsync();

    [SkippableFact]
    public async Task A_feed_that_kills_three_workers_is_paused_and_an_operator_resumes_it()
    {
        await using var here = await Installation.CreateAsync();
        here.Configure("Polling__Lease", "00:00:05");
        await here.MustAsync("feeds", "import", here.Write("feeds.opml", Opml()));

        for (var death = 1; death <= 3; death++)
        {
            victim = await here.RunAsync("--workers-only");
            await Wait.UntilAsync(() => victim.HasExited, string.Create(CultureInfo.InvariantCulture, $"worker {death} dies of the document"));
        }

        victim = await here.RunAsync("--workers-only");
        await Wait.UntilAsync(async () => (await here.MustAsync("events", "list")).Contains("poison", StringComparison.Ordinal), "the feed is paused");
        var shown = await here.MustAsync("feeds", "show", "deadly");
        Assert.Contains("paused: 3 workers in a row died while they polled it", shown, StringComparison.Ordinal);
        Assert.Contains("then feedpipe feeds resume", shown, StringComparison.Ordinal);
        Assert.Equal(1, await here.QueryAsync<long>("SELECT count(*) FROM feed WHERE paused_at IS NOT NULL"));
        var before = answered.ToDictionary();
        await Wait.UntilAsync(() => answered.Keys.All(name => name == "deadly" || answered[name] > before[name]), "its neighbours are polled on");
        Assert.False(victim.HasExited);

        victim = null;
        await here.MustAsync("feeds", "resume", "deadly");
        await Wait.UntilAsync(async () => await here.QueryAsync<long>("SELECT count(*) FROM article") == Neighbours + 1, "what it published is stored");
        Assert.Equal(0, await here.QueryAsync<long>("SELECT count(*) FROM event WHERE kind = 'poison' AND closed_at IS NULL"));
    }

    private static WebApplication Build()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        return builder.Build();
    }

    private async Task AnswerAsync(string name, HttpContext context)
    {
        var document = Rss.Of(name, new RssItem(name, $"News of {name}", "<p>All is well.</p>"));
        context.Response.ContentLength = document.Length;
        context.Response.ContentType = "application/rss+xml";
        await context.Response.WriteAsync(document[..50]);
        await context.Response.Body.FlushAsync();
        if (name == "deadly")
            victim?.Kill();
        await context.Response.WriteAsync(document[50..]);
        answered.AddOrUpdate(name, 1, (_, times) => times + 1);
    }

    private string Opml()
    {
        var names = Enumerable.Range(1, Neighbours).Select(number => string.Create(CultureInfo.InvariantCulture, $"neighbour {number}")).Append("deadly");
        var outlines = names.Select(name => $"<outline text=\"{name}\" xmlUrl=\"{origin.Urls.Single()}/{name.Replace(' ', '-')}.xml\" schedule=\"every 1s\" fullText=\"never\"/>");
        return $"<opml version=\"2.0\"><body>{string.Concat(outlines)}</body></opml>";
    }
}
