namespace FeedPipeline.Fetching;

/// <summary>The memory that bodies share: every request may hold a small body, and so many at a time may hold a large one.</summary>
/// <remarks>A body waits at most once, for its lane, and who has a lane waits for nobody: so bodies cannot block each other for ever.</remarks>
internal sealed class BodyBudget(FetchingOptions options) : IDisposable
{
    /// <summary>Bytes that a body may reach without a lane.</summary>
    public const int SmallBytes = 256 * 1024;

    private readonly SemaphoreSlim lanes = new(LargeBodies(options));

    /// <summary>Large bodies at a time: what is left of the memory beside the small ones; at least one.</summary>
    public static int LargeBodies(FetchingOptions options) =>
        (int)Math.Clamp((options.BodyMemory - ((long)options.Concurrency * SmallBytes)) / options.MaxBodyBytes, 1, options.Concurrency);

    /// <summary>Completes when there is memory for a large body.</summary>
    public Task EnterAsync(CancellationToken stop) => lanes.WaitAsync(stop);

    /// <summary>Gives the memory of a large body back.</summary>
    public void Leave() => lanes.Release();

    /// <inheritdoc/>
    public void Dispose() => lanes.Dispose();
}
