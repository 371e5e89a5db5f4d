using FeedPipeline.Storing.Overviews;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace FeedPipeline.Web.Console;

/// <summary>Tells open pages that something was polled (Server-Sent Events), so that they load their live parts again.</summary>
internal sealed class LiveStream(Overview overview, TimeProvider clock, IHostApplicationLifetime host)
{
    private const int Most = 20;

    /// <summary>Between two looks.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    /// <summary>After which a page comes back, and shows that it is still signed in.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    private int open;

    /// <summary>Writes until the page is left; false when too many are open already.</summary>
    public async Task<bool> WriteAsync(HttpContext context)
    {
        if (Interlocked.Increment(ref open) > Most)
        {
            Interlocked.Decrement(ref open);
            return false;
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, host.ApplicationStopping);
        try
        {
            await TellAsync(context.Response, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The page was left, or the program ends.
        }
        finally
        {
            Interlocked.Decrement(ref open);
        }

        return true;
    }

    private async Task TellAsync(HttpResponse response, CancellationToken stop)
    {
        response.ContentType = "text/event-stream";
        response.Headers["X-Accel-Buffering"] = "no";
        if (HttpMethods.IsHead(response.HttpContext.Request.Method))
            return;
        await response.WriteAsync("retry: 5000\n\n", stop);
        await response.Body.FlushAsync(stop);
        var began = clock.GetTimestamp();
        var last = await overview.LastPollAsync(stop);
        while (clock.GetElapsedTime(began) < Longest)
        {
            await Task.Delay(Pause, clock, stop);
            var now = await overview.LastPollAsync(stop);
            await response.WriteAsync(now == last ? ":\n\n" : "event: polled\ndata: \n\n", stop);
            await response.Body.FlushAsync(stop);
            last = now;
        }
    }
}
