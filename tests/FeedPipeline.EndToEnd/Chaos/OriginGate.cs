using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;

namespace FeedPipeline.EndToEnd.Chaos;

/// <summary>The way of one worker to the publishers, which can be cut or stalled.</summary>
internal sealed class OriginGate
{
    private readonly ConcurrentDictionary<HttpContext, bool> open = new();
    private volatile TaskCompletionSource passing = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Everything passes.</summary>
    public OriginGate() => passing.SetResult();

    /// <summary>Notes down a request until it is disposed of.</summary>
    public IDisposable Enter(HttpContext request)
    {
        open[request] = true;
        return new Way(this, request);
    }

    /// <summary>Waits while nothing passes.</summary>
    public Task PassAsync(CancellationToken stop) => passing.Task.WaitAsync(stop);

    /// <summary>Resets the connections of all requests that are open.</summary>
    public int Cut()
    {
        var cut = open.Keys.ToList();
        cut.ForEach(Abort);
        return cut.Count;
    }

    private static void Abort(HttpContext request)
    {
        try
        {
            request.Abort();
        }
        catch (ObjectDisposedException)
        {
            // It ended by itself a moment ago.
            return;
        }
    }

    /// <summary>Nothing passes for a while, and nobody is told.</summary>
    public async Task StallAsync(TimeSpan length)
    {
        var until = passing = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await Task.Delay(length, TimeProvider.System);
        until.SetResult();
    }

    private sealed class Way(OriginGate gate, HttpContext request) : IDisposable
    {
        public void Dispose() => gate.open.TryRemove(request, out _);
    }
}
