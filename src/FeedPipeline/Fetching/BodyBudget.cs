using System.Collections.Concurrent;

namespace FeedPipeline.Fetching;

/// <summary>The memory that bodies share: every request may hold a small body, some at a time a medium one, and few a large one.</summary>
/// <remarks>Who holds a medium share may wait for a large one, and who holds a large one waits for nobody: so bodies cannot block each other for ever.</remarks>
internal sealed class BodyBudget(FetchingOptions options) : IDisposable
{
    /// <summary>Bytes that a body may reach without a share.</summary>
    public const int SmallBytes = 256 * 1024;

    /// <summary>Bytes that a body may reach with a medium share.</summary>
    public const int MediumBytes = 2 * 1024 * 1024;

    /// <summary>Bytes of a segment.</summary>
    public const int SegmentBytes = 64 * 1024;

    // Kept for the next body: a pool that drops what it has too much of would leave megabytes to the garbage collector with every large body.
    private readonly ConcurrentBag<byte[]> free = [];
    private readonly SemaphoreSlim mediumBodies = new(Bodies(options).Medium);
    private readonly SemaphoreSlim largeBodies = new(Bodies(options).Large);

    /// <summary>How many medium and large bodies fit at a time beside the small ones, at least one each. A body counts twice: as it is read, and as the array it becomes.</summary>
    public static (int Medium, int Large) Bodies(FetchingOptions options)
    {
        var rest = Math.Max(0, options.BodyMemory - ((long)options.Concurrency * SmallBytes));
        var large = (int)Math.Clamp(rest / 2 / (2L * options.MaxBodyBytes), 1, options.Concurrency);
        var medium = (int)Math.Clamp((rest - (2L * large * options.MaxBodyBytes)) / (2L * MediumBytes), 1, options.Concurrency);
        return (medium, large);
    }

    /// <summary>A segment; its content is whatever it was.</summary>
    public byte[] Rent() => free.TryTake(out var segment) ? segment : GC.AllocateUninitializedArray<byte>(SegmentBytes);

    /// <summary>Takes a segment back.</summary>
    public void Return(byte[] segment) => free.Add(segment);

    /// <summary>The share that so many bytes of memory need, as soon as there is one; the smaller one that was held is given back.</summary>
    public async Task<BodyShare?> GrowAsync(BodyShare? held, long bytes, CancellationToken stop)
    {
        var needed = bytes <= SmallBytes ? null : bytes <= 2 * MediumBytes ? mediumBodies : largeBodies;
        if (needed is null || held?.Lane == needed || held?.Lane == largeBodies)
            return held;

        await needed.WaitAsync(stop);
        held?.Dispose();
        return new BodyShare(needed);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        mediumBodies.Dispose();
        largeBodies.Dispose();
    }
}

/// <summary>The memory of one body beyond a small one, until it is given back.</summary>
internal sealed class BodyShare(SemaphoreSlim lane) : IDisposable
{
    private int isGivenBack;

    /// <summary>Where it is from.</summary>
    public SemaphoreSlim Lane => lane;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref isGivenBack, 1) == 0)
            lane.Release();
    }
}
