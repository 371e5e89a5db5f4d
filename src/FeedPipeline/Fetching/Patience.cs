using System.Collections.Concurrent;

namespace FeedPipeline.Fetching;

/// <summary>How long a server may take for its answer. Tokens are used again: a new one with its timer would cost more than a short answer does.</summary>
internal sealed class Patience(TimeSpan limit, TimeProvider clock)
{
    private readonly ConcurrentQueue<CancellationTokenSource> idle = new();

    /// <summary>What is cancelled when the time is up.</summary>
    public CancellationTokenSource Begin()
    {
        if (!idle.TryDequeue(out var late))
            return new CancellationTokenSource(limit, clock);

        late.CancelAfter(limit);
        return late;
    }

    /// <summary>The answer came, or will not.</summary>
    public void End(CancellationTokenSource late)
    {
        if (late.TryReset())
            idle.Enqueue(late);
        else
            late.Dispose();
    }
}
