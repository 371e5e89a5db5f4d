namespace FeedPipeline.Tests.Storing.PrivateServer;

/// <summary>A short-named data directory, gone with the test.</summary>
internal sealed class DataDirectory : IDisposable
{
    public DataDirectory()
    {
        Path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"fp-{Guid.NewGuid():N}"[..12]);
    }

    public string Path { get; }

    /// <summary>A path below the server's part of it.</summary>
    public string this[string name] => System.IO.Path.Combine(Path, "postgres", name);

    public void Dispose()
    {
        if (Directory.Exists(Path))
            Directory.Delete(Path, recursive: true);
    }
}
