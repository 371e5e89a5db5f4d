using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace FeedPipeline.EndToEnd.Chaos;

/// <summary>A worker and whoever starts it again when it ends, as an operator's supervisor would.</summary>
internal sealed class ChaosWorker : IAsyncDisposable
{
    /// <summary>What a worker may take, resident.</summary>
    public const long MemoryLimit = 300L * 1024 * 1024;

    /// <summary>How long its feeds stay claimed after its death.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(5);

    /// <summary>The library that makes clocks wrong; null where there is none.</summary>
    public static readonly string? FakeTime = Directory.Exists("/usr/lib") ? Directory.EnumerateDirectories("/usr/lib").Select(directory => Path.Combine(directory, "faketime/libfaketimeMT.so.1")).FirstOrDefault(File.Exists) : null;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    private readonly string connectionString;
    private readonly string data;
    private readonly ConcurrentQueue<string> log = [];
    private readonly CancellationTokenSource stop = new();
    private readonly Task supervising;
    private volatile Process? process;
    private volatile bool ready;
    private volatile bool asked;

    private ChaosWorker(int number, string server, string data)
    {
        Number = number;
        this.data = data;
        var direct = new NpgsqlConnectionStringBuilder(server);
        Database = DatabaseProxy.To(direct.Port);
        connectionString = new NpgsqlConnectionStringBuilder(server) { Port = Database.Port, ApplicationName = Name }.ConnectionString;
        supervising = SuperviseAsync();
    }

    /// <summary>Its place in the crew.</summary>
    public int Number { get; }

    /// <summary>What it calls itself, to publishers and to PostgreSQL.</summary>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"worker{Number}");

    /// <summary>Its way to PostgreSQL.</summary>
    public DatabaseProxy Database { get; }

    /// <summary>How far the clock of the next process is off, as libfaketime wants it: <c>+1h</c>; null for not at all.</summary>
    public string? ClockOffset { get; set; }

    /// <summary>The most memory that any of its processes had.</summary>
    public long PeakMemory { get; private set; }

    /// <summary>The most files and sockets that any of its processes had open.</summary>
    public int PeakFiles { get; private set; }

    /// <summary>The most threads that any of its processes had.</summary>
    public int PeakThreads { get; private set; }

    /// <summary>Ends that nobody had asked for, after it had been ready.</summary>
    public int Collapses { get; private set; }

    /// <summary>What it last wrote.</summary>
    public IEnumerable<string> LastWords => log.TakeLast(40);

    /// <summary>What it wrote, as far as it is remembered.</summary>
    public IEnumerable<string> Log => log;

    /// <summary>Whether it stands still.</summary>
    public bool IsFrozen { get; private set; }

    /// <summary>Whether it is at work.</summary>
    public bool IsUp => ready && !IsFrozen;

    /// <summary>Starts it on this database.</summary>
    public static ChaosWorker Start(int number, string server, string data) => new(number, server, data);

    /// <summary>Sends a signal; <c>KILL</c> and <c>TERM</c> are ends that were asked for.</summary>
    public async Task SignalAsync(string signal)
    {
        if (process is not { HasExited: false } running)
            return;
        asked = asked || signal is "KILL" or "TERM";
        ready = ready && signal is not "KILL";
        IsFrozen = signal is "STOP" || (IsFrozen && signal is not "CONT");
        using var kill = Process.Start("/usr/bin/kill", [$"-{signal}", running.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Takes down what memory it has now.</summary>
    public void Weigh()
    {
        if (process is not { HasExited: false } running)
            return;
        try
        {
            running.Refresh();
            PeakMemory = Math.Max(PeakMemory, running.WorkingSet64);
            PeakThreads = Math.Max(PeakThreads, running.Threads.Count);
            PeakFiles = Math.Max(PeakFiles, Directory.GetFiles(string.Create(CultureInfo.InvariantCulture, $"/proc/{running.Id}/fd")).Length);
        }
        catch (Exception gone) when (gone is IOException or InvalidOperationException or UnauthorizedAccessException)
        {
            // It was killed while it was weighed.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await SignalAsync("CONT");
        await SignalAsync("KILL");
        await supervising;
        await Database.DisposeAsync();
        stop.Dispose();
    }

    private async Task SuperviseAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            using var running = Process.Start(StartInfo())!;
            (asked, ready, IsFrozen, process) = (false, false, false, running);
            // Whoever disposes may have looked for a process just before there was one.
            if (stop.IsCancellationRequested)
                running.Kill();
            running.ErrorDataReceived += (_, line) => Hear(line.Data);
            running.OutputDataReceived += (_, line) => Hear(line.Data);
            running.BeginErrorReadLine();
            running.BeginOutputReadLine();
            await running.WaitForExitAsync();
            if (ready && !asked)
                Collapses++;
            (ready, process) = (false, null);
            await Task.Delay(Pause, TimeProvider.System);
        }
    }

    private void Hear(string? line)
    {
        if (line is null)
            return;
        log.Enqueue(line);
        if (log.Count > 20_000)
            log.TryDequeue(out _);
        if (line.Contains("ready: ", StringComparison.Ordinal))
            ready = true;
    }

    private ProcessStartInfo StartInfo()
    {
        var start = new ProcessStartInfo(BuiltProgram.Path, ["run", "--workers-only", "--data", data])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ConnectionStrings__FeedPipeline"] = connectionString;
        start.Environment["Fetching__AllowedNetworks__0"] = "127.0.0.0/8";
        start.Environment["Fetching__HostDelay"] = "00:00:00";
        start.Environment["Fetching__PerHost"] = ChaosRun.PerHost.ToString(CultureInfo.InvariantCulture);
        start.Environment["Fetching__Timeout"] = "00:00:05";
        start.Environment["Fetching__Contact"] = $"{Name}@rig.example";
        start.Environment["Polling__Lease"] = Lease.ToString();
        start.Environment["DOTNET_GCHeapHardLimit"] = "0xC800000";
        if (ClockOffset is not null && FakeTime is not null)
        {
            // Preloaded, because the program of that name starts a second process. Only what the clock says is wrong, not how long a wait takes.
            start.Environment["LD_PRELOAD"] = FakeTime;
            start.Environment["FAKETIME"] = ClockOffset;
            start.Environment["FAKETIME_DONT_FAKE_MONOTONIC"] = "1";
            start.Environment["FAKETIME_FORCE_MONOTONIC_FIX"] = "0";
        }

        return start;
    }
}
