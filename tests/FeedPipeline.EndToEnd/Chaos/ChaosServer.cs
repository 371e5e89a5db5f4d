using System.Diagnostics;
using FeedPipeline.Storing.PrivateServer;
using Npgsql;

namespace FeedPipeline.EndToEnd.Chaos;

/// <summary>The rig's own PostgreSQL, on a small disk where the machine lets us make one.</summary>
internal sealed class ChaosServer : IAsyncDisposable
{
    private const int DiskMegabytes = 700;
    private const string Ballast = "ballast";

    private readonly PrivatePostgres server;
    private readonly string directory;

    private ChaosServer(PrivatePostgres server, string directory, bool hasSmallDisk)
    {
        this.server = server;
        this.directory = directory;
        HasSmallDisk = hasSmallDisk;
    }

    /// <summary>How the server is reached without any proxy.</summary>
    public string ConnectionString => server.ConnectionString;

    /// <summary>Whether its disk can be filled without harm to others.</summary>
    public bool HasSmallDisk { get; }

    /// <summary>Makes one that is empty.</summary>
    public static async Task<ChaosServer> StartAsync(string directory)
    {
        Directory.CreateDirectory(directory);
        var small = Environment.IsPrivilegedProcess && await RunAsync("mount", "-t", "tmpfs", "-o", $"size={DiskMegabytes}m,mode=755", "tmpfs", directory) == 0;
        return new ChaosServer(await PrivatePostgres.OpenAsync(new PrivateServerOptions(), directory, TimeProvider.System, CancellationToken.None), directory, small);
    }

    /// <summary>Ends the server by this signal, and waits until it is up again.</summary>
    public async Task EndAndStartAsync(string signal)
    {
        // Another fault of the same burst may have ended it already.
        if (Directory.GetFiles(directory, "postmaster.pid", SearchOption.AllDirectories) is [var file])
            await RunAsync("kill", $"-{signal}", File.ReadLines(file).First());
        await UpAsync();
    }

    /// <summary>Ends all connections but the rig's own.</summary>
    public async Task EndConnectionsAsync()
    {
        await UpAsync();
        await QueryAsync<long>("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name <> 'rig' AND backend_type = 'client backend'");
    }

    /// <summary>Leaves no room on its disk for a while, and sees to it that it is up afterwards.</summary>
    public async Task FillDiskAsync(TimeSpan length)
    {
        var ballast = Path.Combine(directory, Ballast);
        await using (var file = File.Create(ballast))
        {
            try
            {
                var block = new byte[1024 * 1024];
                for (var written = 0; written < DiskMegabytes; written++)
                    await file.WriteAsync(block);
                await file.FlushAsync();
            }
            catch (IOException)
            {
                // Full, as it was meant to be.
            }
        }

        await Task.Delay(length, TimeProvider.System);
        File.Delete(ballast);
        await UpAsync();
    }

    /// <summary>What a check of every table and index finds wrong; null where the machine has no <c>pg_amcheck</c>.</summary>
    public async Task<string?> CheckAsync()
    {
        if (Directory.EnumerateDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin/pg_amcheck")).LastOrDefault(File.Exists) is not { } program)
            return null;
        var at = new NpgsqlConnectionStringBuilder(ConnectionString);
        var start = new ProcessStartInfo(program, ["--install-missing", "--heapallindexed", "-h", at.Host!, "-p", at.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), "-U", at.Username!, "-d", at.Database!])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PGPASSWORD"] = at.Password;
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        var found = (await output + await error).Trim();
        return process.ExitCode == 0 ? "" : found.Length == 0 ? "pg_amcheck failed" : found;
    }

    /// <summary>Rows that refer to none, for every reference that the schema knows: each is asked for, whatever PostgreSQL believes.</summary>
    public async Task<IReadOnlyList<string>> OrphansAsync()
    {
        var questions = await RowsAsync(
            """
            SELECT format('SELECT format(''torn: a row of %1$s refers to no %3$s by %2$s: %%s'', child.%2$s) FROM %1$s AS child WHERE child.%2$s IS NOT NULL AND NOT EXISTS (SELECT FROM %3$s AS parent WHERE parent.%4$s = child.%2$s)',
                          conrelid::regclass, child.attname, confrelid::regclass, parent.attname)
            FROM pg_constraint
            JOIN pg_attribute AS child ON child.attrelid = conrelid AND child.attnum = conkey[1]
            JOIN pg_attribute AS parent ON parent.attrelid = confrelid AND parent.attnum = confkey[1]
            WHERE contype = 'f' AND cardinality(conkey) = 1
            """,
            row => row.GetString(0));
        Assert.NotEmpty(questions);
        return await RowsAsync(string.Join(" UNION ALL ", questions), row => row.GetString(0));
    }

    /// <summary>A number, or 0 while the server cannot say.</summary>
    public async Task<long> TryQueryAsync(string sql)
    {
        try
        {
            return await QueryAsync<long>(sql);
        }
        catch (Exception down) when (down is NpgsqlException or TimeoutException or IOException)
        {
            return 0;
        }
    }

    /// <summary>One value.</summary>
    public async Task<T> QueryAsync<T>(string sql) => (await RowsAsync(sql, row => row.GetFieldValue<T>(0)))[0];

    /// <summary>All rows.</summary>
    public async Task<IReadOnlyList<T>> RowsAsync<T>(string sql, Func<NpgsqlDataReader, T> read)
    {
        await using var connection = new NpgsqlConnection(ConnectionString + ";Pooling=false;Application Name=rig");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync())
            rows.Add(read(reader));
        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        if (HasSmallDisk)
            await RunAsync("umount", "--lazy", directory);
    }

    /// <summary>Started again if it is down, and asked until it answers: a crash has to be recovered from first.</summary>
    private async Task UpAsync()
    {
        var patience = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                await server.EnsureRunningAsync(CancellationToken.None);
                await QueryAsync<int>("SELECT 1");
                return;
            }
            catch (Exception notYet) when (notYet is NpgsqlException or PrivateServerException && patience.Elapsed < TimeSpan.FromSeconds(60))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
            }
        }
    }

    private static async Task<int> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true })!;
        await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
