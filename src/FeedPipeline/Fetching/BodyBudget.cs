using System.Collections.Concurrent;

namespace FeedPipeline.Fetching;

/// <summary>The memory that bodies share: every request may hold a small body, and so many at a time may hold a large one.</summary>
/// <remarks>A body waits at most once, for its lane, and who has a lane waits for nobody: so bodies cannot block each other for ever.</remarks>
internal sealed class BodyBudget(FetchingOptions options) : IDisposable
{
    /// <summary>Bytes that a body may reach without a lane.</summary>
    public const int SmallBytes = 256 * 1024;

    /// <summary>Bytes of a segment.</summary>
    public const int SegmentBytes = 64 * 1024;

    // Kept for the next body: a pool that drops what it has too much of would leave megabytes to the garbage collector with every large body.
    private readonly ConcurrentBag<byte[]> free = [];
    private readonly SemaphoreSlim lanes = new(LargeBodies(options));

    /// <summary>Large bodies at a time: what is left of the memory beside the small ones; at least one.</summary>
    public static int LargeBodies(FetchingOptions options) =>
        (int)Math.Clamp((options.BodyMemory - ((long)options.Concurrency * SmallBytes)) / options.MaxBodyBytes, 1, options.Concurrency);

    /// <summary>A segment; its content is whatever it was.</summary>
    public byte[] Rent() => free.TryTake(out var segment) ? segment : GC.AllocateUninitializedArray<byte>(SegmentBytes);

    /// <summary>Takes a segment back.</summary>
    public void Return(byte[] segment) => free.Add(segment);

    /// <summary>Completes when there is memory for a large body.</summary>
    public Task EnterAsync(CancellationToken stop) => lanes.WaitAsync(stop);

    /// <summary>Gives the memory of a large body back.</summary>
    public void Leave() => lanes.Release();

    /// <inheritdoc/>
    public void Dispose() => lanes.Dispose();
}
