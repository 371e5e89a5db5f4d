using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace FeedPipeline.EndToEnd.Chaos;

/// <summary>One run of the rig: publishers, PostgreSQL and three workers, the faults of a seed, and then rest, in which everything has to come right.</summary>
internal sealed class ChaosRun(int seed, TimeSpan length) : IAsyncDisposable
{
    /// <summary>Workers at a time.</summary>
    public const int Workers = 3;

    /// <summary>Requests to one host at a time, over all workers.</summary>
    public const int PerHost = 4;

    /// <summary>What each feed is polled at.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    /// <summary>Until work has gone on elsewhere after a fault of one worker: its leases end, and somebody looks.</summary>
    public static readonly TimeSpan TakeOver = ChaosWorker.Lease + TimeSpan.FromSeconds(3);

    private readonly List<ChaosWorker> workers = [];
    private readonly List<string> timeline = [];
    private readonly List<Disturbance> disturbances = [];
    private readonly string directory = Directory.CreateTempSubdirectory("fp-chaos-").FullName;

    /// <summary>The publishers and what they remember.</summary>
    public ChaosOrigin Origin { get; private set; } = null!;

    /// <summary>The database.</summary>
    public ChaosServer Server { get; private set; } = null!;

    /// <summary>The workers.</summary>
    public IReadOnlyList<ChaosWorker> Crew => workers;

    /// <summary>When work may have stood still, and until when.</summary>
    public IReadOnlyList<Disturbance> Disturbances => disturbances;

    /// <summary>What happened, for whoever reads a failure; the seed repeats it.</summary>
    public string Timeline => string.Join('\n', timeline);

    /// <summary>Everything from an empty directory to the last item stored; the broken promises, none when all were kept.</summary>
    public async Task<IReadOnlyList<string>> RunAsync()
    {
        File.SetUnixFileMode(directory, (UnixFileMode)0b111_101_101);
        Origin = await ChaosOrigin.StartAsync(seed);
        Server = await ChaosServer.StartAsync(Path.Combine(directory, "server"));
        await ImportAsync();
        await ChaosTurns.WatchAsync(Server);
        for (var worker = 0; worker < Workers; worker++)
            workers.Add(ChaosWorker.Start(Server.ConnectionString, Path.Combine(directory, $"worker{worker}")));
        await AllAskedAsync(TimeSpan.Zero, times: 1, "at the start");

        var start = Origin.Now;
        var plan = FaultPlan.Of(seed, length, kind => kind switch
        {
            FaultKind.FillDisk => Server.HasSmallDisk,
            FaultKind.WrongClock => ChaosWorker.FakeTime is not null,
            _ => true,
        });
        using var weighing = new CancellationTokenSource();
        var scales = WeighAsync(weighing.Token);
        await Task.WhenAll(plan.Select(fault => DoAsync(fault, start)));
        await RestAsync();
        await weighing.CancelAsync();
        await scales;
        return await ChaosPromises.BrokenAsync(this);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var worker in workers)
            await worker.DisposeAsync();
        if (Server is not null)
            await Server.DisposeAsync();
        if (Origin is not null)
            await Origin.DisposeAsync();
        Directory.Delete(directory, recursive: true);
    }

    private async Task ImportAsync()
    {
        var outlines = Origin.Feeds.Select(feed => string.Create(CultureInfo.InvariantCulture,
            $"<outline title=\"feed {feed.Number}\" xmlUrl=\"{Origin.UrlOf(feed)}\" schedule=\"every {Interval.TotalSeconds}s\" fullText=\"never\"/>"));
        var opml = Path.Combine(directory, "feeds.opml");
        await File.WriteAllTextAsync(opml, $"<opml version=\"2.0\"><body>{string.Concat(outlines)}</body></opml>");
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "feedpipe"), ["feeds", "import", opml, "--data", directory])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        start.Environment["ConnectionStrings__FeedPipeline"] = Server.ConnectionString;
        start.Environment["Fetching__AllowedNetworks__0"] = "127.0.0.0/8";
        using var import = Process.Start(start)!;
        var (output, error) = (import.StandardOutput.ReadToEndAsync(), import.StandardError.ReadToEndAsync());
        await import.WaitForExitAsync();
        Assert.True(import.ExitCode == 0, await output + await error);
    }

    private async Task DoAsync(Fault fault, TimeSpan start)
    {
        var wait = start + fault.At - Origin.Now;
        await Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, TimeProvider.System);
        var began = Origin.Now;
        var (worker, all) = (workers[fault.Worker], fault.Kind is FaultKind.KillServer or FaultKind.StopServerAtOnce or FaultKind.EndConnections or FaultKind.FillDisk);
        await (fault.Kind switch
        {
            FaultKind.KillWorker => worker.SignalAsync("KILL"),
            FaultKind.StopWorker => worker.SignalAsync("TERM"),
            FaultKind.FreezeWorker => FreezeAsync(worker, Seconds(6, 7, fault)),
            FaultKind.WrongClock => SetClockAsync(worker, fault),
            FaultKind.KillServer => Server.EndAndStartAsync("KILL"),
            FaultKind.StopServerAtOnce => Server.EndAndStartAsync("QUIT"),
            FaultKind.EndConnections => Server.EndConnectionsAsync(),
            FaultKind.CutDatabase => Task.Run(worker.Database.Cut),
            FaultKind.StallDatabase => worker.Database.StallAsync(Seconds(1, 8, fault)),
            FaultKind.SwallowCommit => Task.Run(() => worker.Database.SwallowNext("COMMIT")),
            FaultKind.SwallowUpdate => Task.Run(() => worker.Database.SwallowNext("UPDATE")),
            _ => Server.FillDiskAsync(Seconds(2, 4, fault)),
        });
        // What one worker suffers the others take over when its leases end; what PostgreSQL suffers ends for all of them when it is back.
        Note(new Disturbance(fault, began, Origin.Now, (all ? Origin.Now : began) + TakeOver));
    }

    private void Note(Disturbance disturbance)
    {
        lock (timeline)
        {
            disturbances.Add(disturbance);
            timeline.Add(disturbance.ToString());
        }
    }

    private static TimeSpan Seconds(double least, double span, Fault fault) => TimeSpan.FromSeconds(least + (span * fault.Lot));

    private static async Task FreezeAsync(ChaosWorker worker, TimeSpan length)
    {
        await worker.SignalAsync("STOP");
        await Task.Delay(length, TimeProvider.System);
        await worker.SignalAsync("CONT");
    }

    private static async Task SetClockAsync(ChaosWorker worker, Fault fault)
    {
        worker.ClockOffset = fault.Lot switch { < 0.25 => "+1h", < 0.5 => "-1h", < 0.75 => "+1d", _ => "-1d" };
        await worker.SignalAsync("KILL");
    }

    /// <summary>Nothing is published and nothing broken any more; returns when every feed was asked twice since.</summary>
    private async Task RestAsync()
    {
        var calm = disturbances.Count == 0 ? Origin.Now : disturbances.Max(disturbance => disturbance.Until);
        while (Origin.Now < calm)
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        Origin.Freeze();
        var frozen = Origin.Now;
        // As an operator would: what backed off from a broken publisher is due now.
        await Server.QueryAsync<long>("WITH now_due AS (UPDATE feed_schedule SET due_at = now() WHERE due_at > now() + interval '2 seconds' RETURNING 1) SELECT count(*) FROM now_due");
        await AllAskedAsync(frozen, times: 2, "after the last fault");
        timeline.Add(new StringBuilder().Append(CultureInfo.InvariantCulture, $"{frozen.TotalSeconds,6:0.0} s  rest; all polled again after {(Origin.Now - frozen).TotalSeconds:0.0} s").ToString());
    }

    private async Task AllAskedAsync(TimeSpan since, int times, string when)
    {
        var patience = Origin.Now + TimeSpan.FromSeconds(60);
        while (Origin.Feeds.FirstOrDefault(feed => feed.Requests.Count(at => at > since) < times) is { } missing)
        {
            if (Origin.Now > patience)
                Assert.Fail($"feed {missing.Number} is not polled {when}\n{Timeline}\n{string.Join("\n---\n", workers.Select(worker => string.Join('\n', worker.LastWords)))}");
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }
    }

    private async Task WeighAsync(CancellationToken enough)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        while (!enough.IsCancellationRequested && await timer.WaitForNextTickAsync(CancellationToken.None))
            workers.ForEach(worker => worker.Weigh());
    }
}

/// <summary>A fault that was done: from when to when it lasted, and by when work must have gone on everywhere.</summary>
internal sealed record Disturbance(Fault Fault, TimeSpan Began, TimeSpan Ended, TimeSpan Until)
{
    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Began.TotalSeconds,6:0.0} s  {Fault.Kind} at worker {Fault.Worker}, {(Ended - Began).TotalSeconds:0.0} s");
}
