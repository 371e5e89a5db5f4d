using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FeedPipeline.EndToEnd.Chaos;

/// <summary>The publishers: feeds on several hosts that change by the clock, answer with validators, and remember all that they listed.</summary>
internal sealed class ChaosOrigin : IAsyncDisposable
{
    /// <summary>Addresses of loopback that the feeds are spread over: to the worker each is a host.</summary>
    public const int Hosts = 10;

    private readonly WebApplication app;
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly DateTimeOffset began = TimeProvider.System.GetUtcNow();
    private readonly int[] open = new int[Hosts];
    private readonly int[] most = new int[Hosts];

    private ChaosOrigin(WebApplication app, int seed)
    {
        this.app = app;
        Feeds =
        [
            .. Enumerable.Range(0, 30).Select(number => new ChaosFeed(number, ChaosKind.Steady, seed)),
            .. Enumerable.Range(30, 20).Select(number => new ChaosFeed(number, ChaosKind.Ticker, seed)),
            .. Enumerable.Range(50, 10).Select(number => new ChaosFeed(number, ChaosKind.Hostile, seed)),
        ];
    }

    /// <summary>All feeds, by number.</summary>
    public IReadOnlyList<ChaosFeed> Feeds { get; }

    /// <summary>Since the start.</summary>
    public TimeSpan Now => clock.Elapsed;

    /// <summary>The most requests that one host had at a time.</summary>
    public int MostAtOneHost => most.Max();

    /// <summary>Starts them all on one port.</summary>
    public static async Task<ChaosOrigin> StartAsync(int seed)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration["AllowedHosts"] = "*";
        builder.WebHost.UseUrls("http://0.0.0.0:0");
        var origin = new ChaosOrigin(builder.Build(), seed);
        origin.app.MapGet("/{number:int}.xml", origin.AnswerAsync);
        await origin.app.StartAsync();
        return origin;
    }

    /// <summary>Where a feed is.</summary>
    public string UrlOf(ChaosFeed feed) => $"http://127.0.0.{1 + (feed.Number % Hosts)}:{new Uri(app.Urls.Single()).Port}/{feed.Number}.xml";

    /// <summary>From now on nothing is published, and every answer is well.</summary>
    public void Freeze()
    {
        foreach (var feed in Feeds)
            feed.Frozen = true;
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task AnswerAsync(int number, HttpContext context)
    {
        var (feed, host) = (Feeds[number], number % Hosts);
        var now = Interlocked.Increment(ref open[host]);
        InterlockedMax(ref most[host], now);
        try
        {
            var (etag, items, lot) = feed.Ask(Now, began);
            await Task.Delay(TimeSpan.FromMilliseconds(20 + (100 * lot)), TimeProvider.System, context.RequestAborted);
            if (feed is { Kind: ChaosKind.Hostile, Frozen: false } && lot < 0.5)
                await MisbehaveAsync(context, (int)(lot * 10), Rss.Of($"Feed {number}", items));
            else if (context.Request.Headers.IfNoneMatch == etag)
                context.Response.StatusCode = StatusCodes.Status304NotModified;
            else
                await WriteAsync(context, etag, Rss.Of($"Feed {number}", items));
        }
        catch (OperationCanceledException)
        {
            // The worker was killed; its request ends here.
        }
        finally
        {
            Interlocked.Decrement(ref open[host]);
        }
    }

    private static async Task MisbehaveAsync(HttpContext context, int trick, string document)
    {
        switch (trick)
        {
            case 0:
                context.Abort();
                break;
            case 1:
                context.Response.Headers.RetryAfter = "2";
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                break;
            case 2:
                await WriteAsync(context, "\"cut\"", document[..(document.Length / 2)]);
                break;
            case 3:
                await WriteAsync(context, "\"page\"", "<!doctype html><title>Down</title><p>We are back soon.");
                break;
            default:
                context.Response.ContentLength = document.Length + 1000;
                await context.Response.WriteAsync(document[..(document.Length / 3)], context.RequestAborted);
                await Task.Delay(TimeSpan.FromSeconds(20), TimeProvider.System, context.RequestAborted);
                break;
        }
    }

    private static async Task WriteAsync(HttpContext context, string etag, string document)
    {
        context.Response.Headers.ETag = etag;
        context.Response.ContentType = "application/rss+xml";
        await context.Response.WriteAsync(document, context.RequestAborted);
    }

    private static void InterlockedMax(ref int target, int value)
    {
        var seen = Volatile.Read(ref target);
        while (value > seen && Interlocked.CompareExchange(ref target, value, seen) is var other && other != seen)
            seen = other;
    }
}
