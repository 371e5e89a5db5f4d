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

    /// <summary>Until the feeds of a worker that died or stands still are polled elsewhere: what is 45 s with leases of 30.</summary>
    public static readonly TimeSpan TakeOver = ChaosWorker.Lease + TimeSpan.FromSeconds(15);

    /// <summary>Until work goes on everywhere once PostgreSQL or a worker is there again.</summary>
    public static readonly TimeSpan Recovery = TimeSpan.FromSeconds(8);

    /// <summary>How long a deadly feed may go on: three deaths, each found out when a lease ends, among other faults.</summary>
    private static readonly TimeSpan PoisonPatience = TimeSpan.FromSeconds(75);

    /// <summary>How long it may take until every feed was asked, and that on a machine that has no time for us.</summary>
    private static readonly TimeSpan RestPatience = TimeSpan.FromSeconds(60), MostPatience = TimeSpan.FromMinutes(6);

    private readonly List<ChaosWorker> workers = [];
    private readonly List<string> timeline = [];
    private readonly List<string> missed = [];
    private Dictionary<int, IReadOnlyList<ChaosTurn>>? turnsByFeed;
    private readonly List<Disturbance> disturbances = [];
    private readonly string directory = Directory.CreateTempSubdirectory("fp-chaos-").FullName;

    /// <summary>The publishers and what they remember.</summary>
    public ChaosOrigin Origin { get; private set; } = null!;

    /// <summary>The database.</summary>
    public ChaosServer Server { get; private set; } = null!;

    /// <summary>Who changes feeds meanwhile.</summary>
    public ChaosOperator Operator { get; private set; } = null!;

    /// <summary>Who follows the change log meanwhile.</summary>
    public ChaosFollower Follower { get; private set; } = null!;

    /// <summary>Every claim and every stored poll.</summary>
    public IReadOnlyList<ChaosTurn> Turns { get; private set; } = [];

    /// <summary>Those of one feed.</summary>
    public IReadOnlyList<ChaosTurn> TurnsOf(ChaosFeed feed) => (turnsByFeed ??= Turns.ToLookup(turn => turn.Feed).ToDictionary(of => of.Key, of => (IReadOnlyList<ChaosTurn>)[.. of])).GetValueOrDefault(feed.Number, []);

    /// <summary>What was measured.</summary>
    public ChaosFigures Figures { get; private set; } = new([], []);

    /// <summary>When nothing was published or broken any more.</summary>
    public TimeSpan RestedAt { get; private set; }

    /// <summary>Feeds that did not come back to work.</summary>
    public IReadOnlyList<string> Missed => missed;

    /// <summary>Whether the deadly feed was paused before it was healed.</summary>
    public bool IsPoisonFound { get; private set; }

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
        Operator = new ChaosOperator(Origin, Server.ConnectionString, seed);
        Follower = new ChaosFollower(Server.ConnectionString);
        Origin.Kills = DieOfPoisonAsync;
        for (var worker = 0; worker < Workers; worker++)
            workers.Add(ChaosWorker.Start(worker, Server.ConnectionString, Path.Combine(directory, $"worker{worker}")));
        using var weighing = new CancellationTokenSource();
        var scales = WeighAsync(weighing.Token);
        try
        {
            await AllAskedAsync(TimeSpan.Zero, times: 1, "at the start");
            await DisturbAsync();
            await RestAsync();
        }
        finally
        {
            await weighing.CancelAsync();
            await scales;
        }

        Turns = await ChaosTurns.ListAsync(this);
        Figures = ChaosFigures.Of(this);
        return await ChaosPromises.BrokenAsync(this);
    }

    private async Task DisturbAsync()
    {
        var start = Origin.Now;
        var plan = FaultPlan.Of(seed, length, kind => kind switch
        {
            FaultKind.FillDisk => Server.HasSmallDisk,
            FaultKind.WrongClock => ChaosWorker.FakeTime is not null,
            _ => true,
        });
        using var enough = new CancellationTokenSource();
        var operating = Task.WhenAll(Operator.WorkAsync(enough.Token), Follower.FollowAsync(enough.Token));
        await Task.WhenAll([.. plan.Select(fault => DoAsync(fault, start)), PoisonAsync(start)]);
        await enough.CancelAsync();
        await operating;
    }

    /// <summary>Leaves in a directory what helps to understand broken promises: the timeline, what the workers wrote, and every claim and stored poll.</summary>
    public async Task KeepAsync(string kept, IReadOnlyList<string> broken)
    {
        Directory.CreateDirectory(kept);
        string FileOf(string name) => Path.Combine(kept, string.Create(CultureInfo.InvariantCulture, $"{seed}-{name}.log"));
        await File.WriteAllLinesAsync(FileOf("timeline"), [.. broken, Timeline]);
        foreach (var worker in workers)
            await File.WriteAllLinesAsync(FileOf(worker.Name), worker.Log);
        await File.WriteAllLinesAsync(FileOf("turns"), Turns.Select(turn => turn.ToString()));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var worker in workers)
            await worker.DisposeAsync();
        if (Operator is not null)
            await Operator.DisposeAsync();
        if (Follower is not null)
            await Follower.DisposeAsync();
        if (Server is not null)
            await Server.DisposeAsync();
        if (Origin is not null)
            await Origin.DisposeAsync();
        Directory.Delete(directory, recursive: true);
    }

    private async Task ImportAsync()
    {
        var outlines = Origin.Feeds.Where(feed => feed.Kind is not ChaosKind.Operated).Select(feed => string.Create(CultureInfo.InvariantCulture,
            $"<outline title=\"feed {feed.Number}\" xmlUrl=\"{Origin.UrlOf(feed)}\" schedule=\"every {Interval.TotalSeconds}s\" fullText=\"never\"/>"));
        var opml = Path.Combine(directory, "feeds.opml");
        await File.WriteAllTextAsync(opml, $"<opml version=\"2.0\"><body>{string.Concat(outlines)}</body></opml>");
        await ChaosVerbs.RunAsync(Server.ConnectionString, directory, "feeds", "import", opml);
    }

    /// <summary>One feed turns deadly, and is deadly until it is paused or everything is over.</summary>
    private async Task PoisonAsync(TimeSpan start)
    {
        var wait = start + FaultPlan.PoisonAt(seed, length) - Origin.Now;
        await Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, TimeProvider.System);
        Origin.Poison.IsDeadly = true;
        lock (timeline)
            timeline.Add(string.Create(CultureInfo.InvariantCulture, $"{Origin.Now.TotalSeconds,6:0.0} s  feed {Origin.Poison.Number} turns deadly"));
        // On a busy machine workers take long to start again, and deaths take as long to be three.
        var patience = new Patience(Origin.Now, PoisonPatience, MostPatience);
        while (!IsPoisonFound && !patience.IsOver(Origin.Now))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System);
            IsPoisonFound = await Server.TryQueryAsync($"SELECT count(*) FROM event JOIN feed_definition AS feed ON feed.id = feed_id WHERE event.kind = 'poison' AND event.closed_at IS NULL AND feed.name = 'feed {Origin.Poison.Number}'") > 0;
        }

        Origin.Poison.IsDeadly = false;
        lock (timeline)
            timeline.Add(string.Create(CultureInfo.InvariantCulture, $"{Origin.Now.TotalSeconds,6:0.0} s  feed {Origin.Poison.Number} is {(IsPoisonFound ? "paused" : "NOT paused")}, and its document well again"));
    }

    private async Task DieOfPoisonAsync(int number)
    {
        var began = Origin.Now;
        await workers[number].SignalAsync("KILL");
        Note(new Disturbance(new Fault(began, FaultKind.Poison, number, 0), began, Origin.Now));
    }

    private async Task DoAsync(Fault fault, TimeSpan start)
    {
        var wait = start + fault.At - Origin.Now;
        await Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, TimeProvider.System);
        var began = Origin.Now;
        var worker = workers[fault.Worker];
        await (fault.Kind switch
        {
            FaultKind.KillWorker => worker.SignalAsync("KILL"),
            FaultKind.StopWorker => worker.SignalAsync("TERM"),
            FaultKind.FreezeWorker => FreezeAsync(worker, Seconds(6, 7, fault)),
            FaultKind.FreezeLong => FreezeAsync(worker, Seconds(18, 12, fault)),
            FaultKind.CutOrigin => Task.Run(Origin.GateOf(fault.Worker).Cut),
            FaultKind.StallOrigin => Origin.GateOf(fault.Worker).StallAsync(Seconds(1, 8, fault)),
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
        Note(new Disturbance(fault, began, Origin.Now));
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
        var calm = disturbances.Count == 0 ? Origin.Now : disturbances.Max(disturbance => disturbance.Ended) + Recovery;
        while (Origin.Now < calm || !workers.Exists(worker => worker.IsUp))
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        // What turned deadly is well again, and an operator says so.
        if (IsPoisonFound)
            await ChaosVerbs.RunAsync(Server.ConnectionString, directory, "feeds", "resume", $"feed {Origin.Poison.Number}");
        Origin.Freeze();
        var frozen = RestedAt = Origin.Now;
        // As an operator would: what backed off from a broken publisher is due now.
        await Server.QueryAsync<long>("WITH now_due AS (UPDATE feed_schedule SET due_at = now() WHERE due_at > now() + interval '2 seconds' AND due_at < 'infinity' RETURNING 1) SELECT count(*) FROM now_due");
        await AllAskedAsync(frozen, times: 2, "after the last fault");
        timeline.Add(new StringBuilder().Append(CultureInfo.InvariantCulture, $"{frozen.TotalSeconds,6:0.0} s  rest; all polled again after {(Origin.Now - frozen).TotalSeconds:0.0} s").ToString());
    }

    private async Task AllAskedAsync(TimeSpan since, int times, string when)
    {
        var patience = new Patience(Origin.Now, RestPatience, MostPatience);
        while (Origin.Feeds.FirstOrDefault(feed => IsActive(feed) && feed.Requests.Count(at => at > since) < times) is { } missing)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
            if (!patience.IsOver(Origin.Now))
                continue;
            if (since == TimeSpan.Zero)
                Assert.Fail($"feed {missing.Number} is not polled {when}\n{Timeline}\n{string.Join("\n---\n", workers.Select(worker => string.Join('\n', worker.LastWords)))}");
            missed.Add($"starved: feed {missing.Number} is not polled {when}");
            return;
        }
    }

    private bool IsActive(ChaosFeed feed) => feed.Kind is not ChaosKind.Operated || Operator.Active.Contains(feed.Number);

    /// <summary>Weighs the workers, and notes down when none of them was up, and when the machine was not ours.</summary>
    private async Task WeighAsync(CancellationToken enough)
    {
        var (idle, busy) = (new Stretch(FaultKind.NoWorker), new Stretch(FaultKind.BusyMachine));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(250));
        while (!enough.IsCancellationRequested && await timer.WaitForNextTickAsync(CancellationToken.None))
        {
            workers.ForEach(worker => worker.Weigh());
            foreach (var (stretch, isOn) in new[] { (idle, !workers.Exists(worker => worker.IsUp)), (busy, MachineLoad.IsTooHigh()) })
            {
                if (stretch.Note(isOn, Origin.Now) is { } over)
                    Note(over);
            }
        }

        foreach (var last in new[] { idle, busy }.Select(stretch => stretch.End()).OfType<Disturbance>())
            Note(last);
    }
}
