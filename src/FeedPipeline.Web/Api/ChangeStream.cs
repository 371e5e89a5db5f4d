using FeedPipeline.Consumers;
using FeedPipeline.Publishing;
using FeedPipeline.Storing;
using FeedPipeline.Storing.Changes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace FeedPipeline.Web.Api;

/// <summary>Changes as Server-Sent Events. The id of each is its cursor, so a browser that comes back goes on where it was; nothing is held for a reader but the part that it is being sent.</summary>
internal sealed class ChangeStream(ChangeWait changes, IOptions<ChangesOptions> options)
{
    private const string ComeBackAfter = "retry: 3000\n\n";
    private const string Heartbeat = ":\n\n";

    private int waiting;

    /// <summary>Takes one of the places of those who wait; false when all are taken.</summary>
    public bool Enter()
    {
        if (Interlocked.Increment(ref waiting) <= options.Value.Waiting)
            return true;
        Interlocked.Decrement(ref waiting);
        return false;
    }

    /// <summary>Gives the place back.</summary>
    public void Leave() => Interlocked.Decrement(ref waiting);

    /// <summary>Writes until the reader leaves. Why it could not begin; null after it did.</summary>
    public async Task<LogRefusal?> WriteAsync(HttpResponse response, ChangeRequest request, CancellationToken stop)
    {
        var page = await changes.ReadAsync(request, TimeSpan.Zero, stop);
        if (page.Refusal is not null)
            return page.Refusal;

        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        // Or nginx collects what should be seen at once.
        response.Headers["X-Accel-Buffering"] = "no";
        await response.WriteAsync(ComeBackAfter, stop);
        // Who falls behind what is pruned is told when it comes back.
        while (page.Refusal is null)
        {
            if (page.Changes.Count == 0)
                await response.WriteAsync(Heartbeat, stop);
            foreach (var change in page.Changes)
                await response.WriteAsync($"id: {change.Cursor}\nevent: change\ndata: {ChangeJson.Of(change, request.WithArticles).ToJsonString(TableJson.Options)}\n\n", stop);
            if (page.Changes.Count > 0)
                request = request with { After = page.Changes[^1].Cursor };
            await response.Body.FlushAsync(stop);
            page = await changes.ReadAsync(request, options.Value.Heartbeat, stop);
        }

        return null;
    }
}
