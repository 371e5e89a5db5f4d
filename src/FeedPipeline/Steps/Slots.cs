using System.Runtime.CompilerServices;

namespace FeedPipeline.Steps;

/// <summary>As many polls as there are slots ask at a time, or hold a document; and how fast slots get free.</summary>
internal sealed class Slots(int count, TimeProvider clock) : IDisposable
{
    /// <summary>Span over which the pace is counted.</summary>
    private static readonly TimeSpan Span = TimeSpan.FromMilliseconds(250);

    private readonly SemaphoreSlim free = new(count);
    private readonly Lock gate = new();
    private long since = clock.GetTimestamp();
    private int last;
    private int current;

    /// <summary>Slots that got free within a quarter of a second, this one or the last: whoever waits behind as many others waits no longer than that.</summary>
    public int Pace
    {
        get
        {
            lock (gate)
            {
                Turn();
                return Math.Max(last, current);
            }
        }
    }

    /// <summary>Waits for a slot; disposing it, once or more, gives it back. Cheaper than with a token, because nothing has to be undone.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<IDisposable> TakeAsync()
    {
        await free.WaitAsync();
        return new Slot(this);
    }

    /// <summary>The same, for whoever may give up.</summary>
    public async ValueTask<IDisposable> TakeAsync(CancellationToken stop)
    {
        await free.WaitAsync(stop);
        return new Slot(this);
    }

    /// <inheritdoc/>
    public void Dispose() => free.Dispose();

    private void Free()
    {
        lock (gate)
        {
            Turn();
            current++;
        }

        free.Release();
    }

    private void Turn()
    {
        var past = clock.GetElapsedTime(since);
        if (past < Span)
            return;
        (last, current, since) = (past < 2 * Span ? current : 0, 0, clock.GetTimestamp());
    }

    private sealed class Slot(Slots slots) : IDisposable
    {
        private int isFree;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref isFree, 1) == 0)
                slots.Free();
        }
    }
}
