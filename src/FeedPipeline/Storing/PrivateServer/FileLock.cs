namespace FeedPipeline.Storing.PrivateServer;

/// <summary>
/// Locks between processes: .NET opens files under flock(2), exclusively for <see cref="FileShare.None"/> and shared for readers,
/// closes them on exec, and the kernel lets go when the process dies, however it dies.
/// </summary>
internal static class FileLock
{
    private const int WouldBlock = 11;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>The lock while nobody else holds it; null when somebody does.</summary>
    public static FileStream? TryExclusive(string path) => TryOpen(path, FileAccess.ReadWrite, FileShare.None);

    /// <summary>The lock together with other sharers; null when somebody holds it exclusively. The file must exist.</summary>
    public static FileStream? TryShared(string path) => TryOpen(path, FileAccess.Read, FileShare.Read);

    /// <summary>The lock, as soon as nobody else holds it; null when that takes longer than the limit.</summary>
    public static async Task<FileStream?> ExclusiveAsync(string path, TimeSpan limit, TimeProvider clock, CancellationToken stop)
    {
        var begin = clock.GetTimestamp();
        while (true)
        {
            if (TryExclusive(path) is { } held)
                return held;
            if (clock.GetElapsedTime(begin) > limit)
                return null;
            await Task.Delay(Pause, clock, stop);
        }
    }

    private static FileStream? TryOpen(string path, FileAccess access, FileShare share)
    {
        try
        {
            return new FileStream(path, FileMode.Open, access, share, bufferSize: 0);
        }
        catch (IOException e) when (e.HResult == WouldBlock)
        {
            return null;
        }
    }
}
