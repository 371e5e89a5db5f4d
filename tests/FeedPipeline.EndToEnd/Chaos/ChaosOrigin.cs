using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FeedPipeline.EndToEnd.Chaos;

/// <summary>The publishers: feeds on several hosts that change by the clock, answer with validators, and remember all that they listed.</summary>
internal sealed partial class ChaosOrigin : IAsyncDisposable
{
    /// <summary>Addresses of loopback that the feeds are spread over: to the worker each is a host.</summary>
    public const int Hosts = 10;

    private readonly WebApplication app;
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly DateTimeOffset began = TimeProvider.System.GetUtcNow();
    private readonly OriginGate[] gates = [.. Enumerable.Range(0, ChaosRun.Workers).Select(_ => new OriginGate())];
    private readonly int[] open = new int[Hosts];
    private readonly ConcurrentQueue<Crowd> crowds = [];
    private int most;

    private ChaosOrigin(WebApplication app, int seed)
    {
        this.app = app;
        Feeds =
        [
            .. Enumerable.Range(0, 30).Select(number => new ChaosFeed(number, ChaosKind.Steady, seed)),
            .. Enumerable.Range(30, 20).Select(number => new ChaosFeed(number, ChaosKind.Ticker, seed)),
            .. Enumerable.Range(50, 10).Select(number => new ChaosFeed(number, ChaosKind.Hostile, seed)),
            new ChaosFeed(60, ChaosKind.Poison, seed),
            .. Enumerable.Range(61, 12).Select(number => new ChaosFeed(number, ChaosKind.Operated, seed)),
        ];
    }

    /// <summary>All feeds, by number.</summary>
    public IReadOnlyList<ChaosFeed> Feeds { get; }

    /// <summary>What a deadly document does to the worker of this number.</summary>
    public Func<int, Task> Kills { get; set; } = _ => Task.CompletedTask;

    /// <summary>When the clock of <see cref="Now"/> began.</summary>
    public DateTimeOffset Began => began;

    /// <summary>The feed that turns deadly.</summary>
    public ChaosFeed Poison => Feeds.Single(feed => feed.Kind is ChaosKind.Poison);

    /// <summary>Since the start.</summary>
    public TimeSpan Now => clock.Elapsed;

    /// <summary>The most requests that one host had at a time.</summary>
    public int MostAtOneHost => most;

    /// <summary>Each time that a host had more requests at a time than it bears.</summary>
    public IReadOnlyCollection<Crowd> Crowds => crowds;

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

    /// <summary>The way of one worker to all publishers.</summary>
    public OriginGate GateOf(int worker) => gates[worker];

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task AnswerAsync(int number, HttpContext context)
    {
        var (feed, host) = (Feeds[number], number % Hosts);
        // Each worker says its number in the User-Agent.
        var asking = Asking().Match(context.Request.Headers.UserAgent.ToString()) is { Success: true } said ? said.ValueSpan[0] - '0' : 0;
        using var way = gates[asking].Enter(context);
        var now = Interlocked.Increment(ref open[host]);
        InterlockedMax(ref most, now);
        if (now > ChaosRun.PerHost)
            crowds.Enqueue(new Crowd(host, now, Now));
        try
        {
            var (etag, items, lot) = feed.Ask(Now, began);
            await Task.Delay(TimeSpan.FromMilliseconds(20 + (100 * lot)), TimeProvider.System, context.RequestAborted);
            await gates[asking].PassAsync(context.RequestAborted);
            if (feed is { IsDeadly: true })
                await KillAsync(context, asking, Rss.Of($"Feed {number}", items));
            else if (feed is { Kind: ChaosKind.Hostile, Frozen: false } && lot < 0.5)
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

    /// <summary>Dead in the middle of the document: the poll has not ended for sure.</summary>
    private async Task KillAsync(HttpContext context, int worker, string document)
    {
        context.Response.ContentLength = document.Length;
        await context.Response.WriteAsync(document[..(document.Length / 2)], context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        await Kills(worker);
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

    [GeneratedRegex("(?<=worker)[0-9]", RegexOptions.None, matchTimeoutMilliseconds: 100)]
    private static partial Regex Asking();

    private static void InterlockedMax(ref int target, int value)
    {
        var seen = Volatile.Read(ref target);
        while (value > seen && Interlocked.CompareExchange(ref target, value, seen) is var other && other != seen)
            seen = other;
    }
}

/// <summary>So many requests at one host at a time.</summary>
internal sealed record Crowd(int Host, int Requests, TimeSpan At);
