using System.Diagnostics;
using System.Globalization;
using FeedPipeline.Storing.PrivateServer;
using Npgsql;

namespace FeedPipeline.Tests.Storing.PrivateServer;

/// <summary>A short-named data directory, gone with the test, and so is a server that a failed test leaves behind.</summary>
internal sealed class DataDirectory : IDisposable
{
    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"fp-{Guid.NewGuid():N}"[..12]);

    /// <summary>The one cluster.</summary>
    public string Cluster => Directory.GetDirectories(this[""]).Single(directory => File.Exists(System.IO.Path.Combine(directory, "PG_VERSION")));

    /// <summary>A path below the server's part of the directory.</summary>
    public string this[string name] => System.IO.Path.Combine(Path, "postgres", name);

    public static void Kill(int pid)
    {
        using var process = Process.GetProcessById(pid);
        process.Kill();
        process.WaitForExit();
    }

    public static Task<string?> AskAsync(PrivatePostgres server, string sql) => AskAsync(server.ConnectionString, sql);

    public static async Task<string?> AskAsync(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(sql);
        return Convert.ToString(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    public Task<PrivatePostgres> OpenAsync(PrivateServerOptions? options = null, string below = "", CancellationToken stop = default)
    {
        Skip.If(PostgresBinaries.Candidates(Environment.GetEnvironmentVariable("PATH") ?? "", "/usr/lib/postgresql").Count == 0, "PostgreSQL is not installed.");
        return PrivatePostgres.OpenAsync(options ?? new(), System.IO.Path.Combine(Path, below), TimeProvider.System, stop);
    }

    public Postmaster? Server() => Directory.Exists(this[""])
        ? Directory.GetDirectories(this[""]).Select(Postmaster.Of).FirstOrDefault(server => server is not null)
        : null;

    public void Dispose()
    {
        if (Server() is { } left)
            Kill(left.Pid);
        if (Directory.Exists(Path))
            Directory.Delete(Path, recursive: true);
        File.Delete(Path);
    }
}
