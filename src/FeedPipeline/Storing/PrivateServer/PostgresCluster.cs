using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace FeedPipeline.Storing.PrivateServer;

/// <summary>Makes, starts and stops the server of one data directory. The caller holds the start lock.</summary>
internal sealed class PostgresCluster(
    PostgresBinaries binaries, ServerDirectory directory, ServerAccount account, PrivateServerOptions options, TimeProvider clock)
{
    /// <summary>The superuser and the database, which carry one name.</summary>
    public const string Name = "feedpipeline";

    private const int MaxStarts = 10;
    private const int MaxLogBytes = 16 * 1024 * 1024;
    private const int MaxComplaintBytes = 8192;
    private const int NoSuchProcess = int.MaxValue;
    private static readonly TimeSpan InitLimit = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    /// <summary>The server's process; null while there is none.</summary>
    public Postmaster? Running => Postmaster.Of(directory.Cluster);

    /// <summary>Makes the cluster aside and moves it into place when it is whole.</summary>
    public async Task CreateAsync(CancellationToken stop)
    {
        await directory.MakeUnfinishedAsync(stop);
        var password = await directory.LendPasswordAsync(stop);
        try
        {
            // Older systems have no C.UTF-8; C sorts the same way, but knows upper and lower case of ASCII only.
            var outcome = await InitAsync("C.UTF-8", password, stop);
            if (outcome.Output.Contains("invalid locale", StringComparison.Ordinal))
            {
                await directory.MakeUnfinishedAsync(stop);
                outcome = await InitAsync("C", password, stop);
            }

            if (!outcome.Succeeded)
                throw new PrivateServerException($"initdb failed in {directory.Unfinished}: {outcome.Complaint}{Remedy(outcome.Output)}");
        }
        finally
        {
            File.Delete(password);
        }

        var include = $"\n# Ours; what stands below overrules it.\ninclude = '../{Path.GetFileName(directory.Settings)}'\n";
        await File.AppendAllTextAsync(Path.Combine(directory.Unfinished, "postgresql.conf"), include, stop);
        Directory.Move(directory.Unfinished, directory.Cluster);
    }

    /// <summary>Starts the server, in a session of its own so that Ctrl-C does not reach it, and returns when it takes connections.</summary>
    /// <param name="fixedPort">The only port that will do; null: the remembered one, or any.</param>
    /// <param name="stop">Ends the wait, not the server.</param>
    public async Task<Postmaster> StartAsync(int? fixedPort, CancellationToken stop)
    {
        await directory.EnsureLogDirectoryAsync(stop);
        await DisownDeadServerAsync(stop);
        for (var attempt = 1; ; attempt++)
        {
            var failure = await TryStartAsync(fixedPort ?? FreePort(), stop);
            if (Running is { } running)
                return failure is null ? running : throw StillStarting($"is not ready after {options.StartTimeout}");
            if (failure is null or { MayPass: false } || attempt == MaxStarts)
                throw new PrivateServerException(
                    $"The private server does not start: {failure?.Reason ?? "it ended at once"} (log: {directory.Log})");
            await Task.Delay(Pause, clock, stop);
        }
    }

    /// <summary>The failure of a server that needs longer than we may wait; it is left to go on.</summary>
    public PrivateServerException StillStarting(string what, Exception? cause = null) => new(
        $"The private server {what}; it may be recovering from a crash and goes on: try again later, or raise PrivateServer__StartTimeout (log: {directory.Log})",
        cause)
    {
        ServerIsStillStarting = true,
    };

    /// <summary>Stops the server, ending its connections, and returns when it is down.</summary>
    public async Task StopAsync(CancellationToken stop)
    {
        if (Running is null)
            return;
        var seconds = ((int)StopLimit.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        var outcome = await account.RunAsync(
            binaries["pg_ctl"], ["stop", "-m", "fast", "-w", "-t", seconds, "-D", directory.Cluster], StopLimit + Short, stop);
        if (!outcome.Succeeded && Running is { } running)
            throw new PrivateServerException($"The private server (process {running.Pid}) does not stop: {outcome.Complaint} (log: {directory.Log})");
    }

    /// <summary>Keeps the log and one before it, each of bounded size. The server appends, so the file may be emptied under it.</summary>
    public async Task BoundLogAsync(CancellationToken stop)
    {
        if (LogLength() <= MaxLogBytes)
            return;
        await account.RunAsync("cp", ["--", directory.Log, directory.Log + ".old"], Short, stop);
        await account.RunAsync("truncate", ["--size=0", "--", directory.Log], Short, stop);
    }

    private async Task<StartFailure?> TryStartAsync(int port, CancellationToken stop)
    {
        if (!IsFree(port))
            return new($"port {port} on 127.0.0.1 is taken by another program; stop that, or set PrivateServer__Port to another (0: any free one)", MayPass: true);

        await directory.WriteSettingsAsync(ServerSettings.For(port, directory.Cluster, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes), stop);
        var logged = LogLength();
        var seconds = ((int)options.StartTimeout.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        var outcome = await account.RunAsync(
            binaries["pg_ctl"], ["start", "-w", "-t", seconds, "-D", directory.Cluster, "-l", directory.Log], options.StartTimeout + Short, stop);
        if (outcome.Succeeded)
        {
            await directory.RememberPortAsync(port, stop);
            return null;
        }

        var words = await LogSinceAsync(logged, stop);
        return new($"{CommandOutcome.ComplaintIn(words) ?? outcome.Complaint}{Remedy(words + outcome.Output)}", IsPassing(words));
    }

    private Task<CommandOutcome> InitAsync(string locale, string password, CancellationToken stop) => account.RunAsync(
        binaries["initdb"],
        [
            "--pgdata", directory.Unfinished, "--username", Name, "--pwfile", password, "--auth", "scram-sha-256", "--encoding", "UTF8",
            "--locale", locale, "--data-checksums", "--no-clean", "--no-instructions",
        ],
        InitLimit,
        stop);

    /// <summary>
    /// After a crash, the process number of the dead server may be another program's, or a zombie's where nobody reaps, and PostgreSQL would
    /// refuse to start. A number that no process has tells it the truth, and keeps the shared memory's key beside it for PostgreSQL's own check.
    /// </summary>
    private async Task DisownDeadServerAsync(CancellationToken stop)
    {
        if (Postmaster.Read(directory.Cluster) is null)
            return;
        await account.RunAsync("sed", ["-i", $"1s/.*/{NoSuchProcess}/", Path.Combine(directory.Cluster, "postmaster.pid")], Short, stop);
        foreach (var socket in Directory.GetFiles(directory.Cluster, ".s.PGSQL.*"))
            File.Delete(socket);
    }

    private int FreePort()
    {
        if (directory.RememberedPort is { } remembered && IsFree(remembered))
            return remembered;
        using var any = new TcpListener(IPAddress.Loopback, 0);
        any.Start();
        return ((IPEndPoint)any.LocalEndpoint).Port;
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException e)
        {
            // Whatever else is wrong with the port, the server says better than we.
            return e.SocketErrorCode != SocketError.AddressAlreadyInUse;
        }
    }

    /// <summary>Whether the next start may succeed: the last server's processes are still going, or somebody was faster to the port.</summary>
    private static bool IsPassing(string words) =>
        words.Contains("pre-existing shared memory block", StringComparison.Ordinal)
        || words.Contains("\" already exists", StringComparison.Ordinal)
        || words.Contains("Address already in use", StringComparison.Ordinal);

    private static string Remedy(string words) => words switch
    {
        _ when words.Contains("could not bind", StringComparison.Ordinal) => "; set PrivateServer__Port to another port (0: any free one)",
        _ when words.Contains("No space left", StringComparison.Ordinal) => "; make room on that disk, or choose another data directory (--data)",
        _ when words.Contains("Permission denied", StringComparison.Ordinal) => "; correct the owner and mode of the data directory, or choose another (--data)",
        _ => "",
    };

    private long LogLength() => new FileInfo(directory.Log) is { Exists: true } log ? log.Length : 0;

    private async Task<string> LogSinceAsync(long offset, CancellationToken stop)
    {
        if (!File.Exists(directory.Log))
            return "";
        await using var log = new FileStream(directory.Log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        log.Position = Math.Max(Math.Min(offset, log.Length), log.Length - MaxComplaintBytes);
        using var reader = new StreamReader(log);
        return await reader.ReadToEndAsync(stop);
    }

    /// <summary>Why a start failed, and whether the next one may succeed all the same.</summary>
    private sealed record StartFailure(string Reason, bool MayPass);
}
