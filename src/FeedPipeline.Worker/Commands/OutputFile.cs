using System.IO.Compression;

namespace FeedPipeline.Worker.Commands;

/// <summary>A file that is there as a whole or not at all: it has another name until it is kept. Its ending says whether it is compressed.</summary>
internal sealed class OutputFile : IAsyncDisposable
{
    private const int Buffered = 128 * 1024;

    private readonly string? path;
    private readonly string? unfinished;
    private readonly FileStream? file;

    private OutputFile(string? path)
    {
        this.path = path;
        if (path is null)
        {
            Stream = Console.OpenStandardOutput();
            return;
        }

        unfinished = $"{path}.{Environment.ProcessId}.part";
        file = new FileStream(unfinished, FileMode.Create, FileAccess.Write, FileShare.None, Buffered);
        Stream = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true) : file;
    }

    /// <summary>Where to write.</summary>
    public Stream Stream { get; }

    /// <summary>A file beside its later place, or standard output.</summary>
    /// <param name="option">The option that named it, for the fault.</param>
    /// <param name="path">Null for standard output.</param>
    /// <exception cref="CommandException">It cannot be made.</exception>
    public static OutputFile Open(string option, string? path)
    {
        try
        {
            return new OutputFile(path);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{option} {path}: {refused.Message}", ExitCode.Usage);
        }
    }

    /// <summary>A small text, whole or not at all.</summary>
    public static async Task WriteAsync(string option, string path, string text, CancellationToken stop)
    {
        await using var output = Open(option, path);
        await output.Stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(text), stop);
        await output.KeepAsync(stop);
    }

    /// <summary>It is complete: it is on the disk, under its name.</summary>
    public async Task KeepAsync(CancellationToken stop)
    {
        await Stream.FlushAsync(stop);
        if (file is null)
            return;
        if (Stream != file)
            await Stream.DisposeAsync();
        file.Flush(flushToDisk: true);
        await file.DisposeAsync();
        File.Move(unfinished!, path!, overwrite: true);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (file is null)
            return;
        // What was not kept is thrown away, and so are the last bytes of its compression.
        await file.DisposeAsync();
        File.Delete(unfinished!);
    }
}
