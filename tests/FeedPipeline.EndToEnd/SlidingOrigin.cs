using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FeedPipeline.EndToEnd;

/// <summary>A publisher of many feeds, each of which gets a new item now and then; it notes every request, and whether two of one feed overlap.</summary>
internal sealed class SlidingOrigin : IAsyncDisposable
{
    /// <summary>Long enough that a killed worker leaves requests behind.</summary>
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(150);

    /// <summary>Items of a feed; an item stays listed for as many changes.</summary>
    private const int Listed = 20;

    private readonly WebApplication app;
    private readonly ConcurrentDictionary<int, FeedLog> feeds = new();

    private SlidingOrigin(WebApplication app) => this.app = app;

    /// <summary>Where it listens.</summary>
    public string Url => app.Urls.Single();

    /// <summary>What happened to each feed.</summary>
    public IReadOnlyDictionary<int, FeedLog> Feeds => feeds;

    /// <summary>Starts it on a free port.</summary>
    public static async Task<SlidingOrigin> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var origin = new SlidingOrigin(builder.Build());
        origin.app.MapGet("/{number:int}.xml", origin.AnswerAsync);
        await origin.app.StartAsync();
        return origin;
    }

    /// <summary>From now on no feed gets a new item.</summary>
    public void Freeze()
    {
        foreach (var feed in feeds.Values)
            feed.Frozen = true;
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task AnswerAsync(int number, HttpContext context)
    {
        var feed = feeds.GetOrAdd(number, _ => new FeedLog());
        var newest = feed.Begin();
        try
        {
            await Task.Delay(Delay, TimeProvider.System, context.RequestAborted);
            context.Response.ContentType = "application/rss+xml";
            await context.Response.WriteAsync(Document(number, newest), context.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            // The worker was killed; its request ends here.
        }
        finally
        {
            feed.End();
        }
    }

    private static string Document(int number, int newest) => Rss.Of(
        $"Feed {number}",
        Enumerable.Range(Math.Max(1, newest - Listed + 1), Math.Min(newest, Listed)).Reverse()
            .Select(item => new RssItem(string.Create(CultureInfo.InvariantCulture, $"{number}-{item}"), $"Item {item} of feed {number}", $"<p>Text {item} of {number}.</p>")));
}

/// <summary>What a publisher notes of one feed.</summary>
internal sealed class FeedLog
{
    private readonly Lock gate = new();
    private int open;

    /// <summary>Requests so far.</summary>
    public int Requests { get; private set; }

    /// <summary>Requests that began while another one of this feed was still being answered.</summary>
    public int Overlaps { get; private set; }

    /// <summary>Number of the newest item.</summary>
    public int Newest { get; private set; }

    /// <summary>No new items any more.</summary>
    public bool Frozen { get; set; }

    /// <summary>A request begins, and finds the feed with one item more. Returns the newest.</summary>
    public int Begin()
    {
        lock (gate)
        {
            Requests++;
            if (open++ > 0)
                Overlaps++;
            return Frozen ? Newest : ++Newest;
        }
    }

    /// <summary>It ends.</summary>
    public void End()
    {
        lock (gate)
            open--;
    }
}
