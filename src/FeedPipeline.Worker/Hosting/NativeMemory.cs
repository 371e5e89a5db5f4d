using System.Runtime.InteropServices;

namespace FeedPipeline.Worker.Hosting;

/// <summary>Memory that the platform's decoders take for themselves, outside the collector's sight.</summary>
internal static class NativeMemory
{
    /// <summary>Blocks from this size on are given back to the system when they are freed; 128 kB is where glibc starts.</summary>
    private const int LargeBlock = 128 * 1024;

    /// <summary><c>M_MMAP_THRESHOLD</c> (mallopt(3)).</summary>
    private const int MmapThreshold = -3;

    /// <summary>
    /// Keeps glibc from raising that size to the largest block that it saw freed: windows of Brotli decoders, 8 MB each, would then stay in the arena of every thread that ever read one,
    /// which was half of what hostile hosts could make a worker cost. Other C libraries have no such habit and no such function.
    /// </summary>
    public static void GiveBackLargeBlocks()
    {
        try
        {
            _ = ChangeAllocator(MmapThreshold, LargeBlock);
        }
        catch (Exception missing) when (missing is DllNotFoundException or EntryPointNotFoundException)
        {
            // Not glibc.
        }
    }

    [DllImport("libc", EntryPoint = "mallopt", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ChangeAllocator(int parameter, int value);
}
