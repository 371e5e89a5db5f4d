using System.Diagnostics;
using System.Globalization;
using System.Text;
using Npgsql;

namespace FeedPipeline.Benchmarks.Fetching;

/// <summary>The program as an operator runs it, with a PostgreSQL of its own, and its processor time.</summary>
internal sealed class LocalWorker : IAsyncDisposable
{
    private readonly string _data;
    private readonly Process _process;
    private readonly NpgsqlDataSource _database;
    private readonly ServerClock _server;

    /// <summary>The program beside the benchmark, as it is built for development; not what an operator gets.</summary>
    public static string Beside { get; } = Path.Combine(AppContext.BaseDirectory, "feedpipe");

    private LocalWorker(string data, Process process, NpgsqlDataSource database, ServerClock server) =>
        (_data, _process, _database, _server) = (data, process, database, server);

    /// <summary>Memory of the worker at its largest, in bytes.</summary>
    public long PeakBytes
    {
        get
        {
            _process.Refresh();
            return _process.PeakWorkingSet64;
        }
    }

    /// <summary>Starts a worker that knows these feeds, and waits until it has polled each twice: then it has validators, and its code is compiled.</summary>
    public static async Task<LocalWorker> StartAsync(string program, IReadOnlyList<string> urls)
    {
        var data = Directory.CreateTempSubdirectory("feedpipe-").FullName;
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(data, (UnixFileMode)0x1ed);
        var opml = Path.Combine(data, "feeds.opml");
        var outlines = urls.Select((url, feed) => $"<outline type=\"rss\" text=\"feed {feed}\" xmlUrl=\"{url}\" schedule=\"every 30d\" fullText=\"never\"/>");
        await File.WriteAllTextAsync(opml, new StringBuilder("<opml version=\"2.0\"><body>").AppendJoin('\n', outlines).Append("</body></opml>").ToString());

        var process = Start(program, data, "run", "--workers-only");
        var ready = new TaskCompletionSource();
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is null || line.Data.Contains("ready", StringComparison.Ordinal))
                ready.TrySetResult();
        };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        await ready.Task;

        await RunAsync(program, data, "feeds", "import", opml);
        var database = NpgsqlDataSource.Create(Readable(await RunAsync(program, data, "db", "url")));
        var worker = new LocalWorker(data, process, database, await ServerClock.OfAsync(database));
        await worker.PollAllAsync(urls.Count);
        await worker.PollAllAsync(urls.Count);
        return worker;
    }

    /// <summary>Makes every feed due at once, and returns when the last poll is stored, with what that took since the order.</summary>
    public async Task<Spent> PollAllAsync(int feeds)
    {
        var ordered = await AskAsync<DateTime>("WITH ordered AS (UPDATE feed_schedule SET due_at = now()) SELECT now()::timestamp");
        var before = await SpentAsync();
        await AskAsync<object>("SELECT pg_notify('feed_due', '')");
        await PolledAsync(string.Create(CultureInfo.InvariantCulture, $"last_poll_at >= '{ordered:O}' AND lease_until IS NULL"), feeds);
        return await SpentAsync() - before;
    }

    /// <summary>How many polls were answered 304 so far.</summary>
    public async Task<long> NotModifiedAsync() => await AskAsync<long>("SELECT COALESCE(sum(count), 0)::bigint FROM poll WHERE outcome = 'not_modified'");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        using (var end = Process.Start("/usr/bin/kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]))
            await end.WaitForExitAsync();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_data, recursive: true);
    }

    private async Task<Spent> SpentAsync()
    {
        var wal = await AskAsync<long>("SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint");
        var commits = await AskAsync<long>("SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()");
        _process.Refresh();
        return new Spent(_process.TotalProcessorTime, _server.Total(), wal, commits);
    }

    private async Task PolledAsync(string which, int feeds)
    {
        while (await AskAsync<long>($"SELECT count(*) FROM feed_schedule WHERE {which}") < feeds)
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
    }

    private async Task<T> AskAsync<T>(string sql)
    {
        await using var command = _database.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    private static async Task<string> RunAsync(string program, string data, params string[] arguments)
    {
        using var verb = Start(program, data, arguments);
        var (output, error) = (verb.StandardOutput.ReadToEndAsync(), verb.StandardError.ReadToEndAsync());
        await verb.WaitForExitAsync();
        return verb.ExitCode == 0 ? (await output).Trim() : throw new InvalidOperationException($"feedpipe {string.Join(' ', arguments)}: {await error}");
    }

    private static Process Start(string program, string data, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, [.. arguments, "--data", data]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["Fetching__AllowedNetworks__0"] = "127.0.0.0/8";
        start.Environment["Fetching__HostDelay"] = "00:00:00";
        start.Environment["Fetching__PerHost"] = "64";
        start.Environment["Archive__Budget"] = "0";
        // More polls than anybody makes without ever asking whether 304 is true.
        start.Environment["Fetching__ProbeAfterCount"] = "10000";
        return Process.Start(start)!;
    }

    private static string Readable(string databaseUrl)
    {
        var url = new Uri(databaseUrl);
        var account = url.UserInfo.Split(':');
        return $"Host={url.Host};Port={url.Port};Username={account[0]};Password={account[1]};Database={url.AbsolutePath[1..]}";
    }
}

/// <summary>What a worker and its database have used.</summary>
/// <param name="Worker">Processor time of the worker.</param>
/// <param name="Server">Processor time of PostgreSQL, all its processes.</param>
/// <param name="WalBytes">Bytes of log.</param>
/// <param name="Commits">Transactions; a claim or a batch of polls is one, and one round trip.</param>
internal sealed record Spent(TimeSpan Worker, TimeSpan Server, long WalBytes, long Commits)
{
    public static Spent operator -(Spent now, Spent then) =>
        new(now.Worker - then.Worker, now.Server - then.Server, now.WalBytes - then.WalBytes, now.Commits - then.Commits);

    public static Spent operator +(Spent one, Spent other) =>
        new(one.Worker + other.Worker, one.Server + other.Server, one.WalBytes + other.WalBytes, one.Commits + other.Commits);
}
