namespace FeedPipeline.EndToEnd.Chaos;

/// <summary>What goes wrong.</summary>
internal enum FaultKind
{
    /// <summary>A worker is killed, and another one starts in its place.</summary>
    KillWorker,

    /// <summary>A worker is asked to stop, and another one starts in its place.</summary>
    StopWorker,

    /// <summary>A worker stands still for longer than its leases last, and then goes on as if nothing had been.</summary>
    FreezeWorker,

    /// <summary>A worker is killed, and the next one has a wrong clock.</summary>
    WrongClock,

    /// <summary>A worker stands still for so long that everybody has done its work, and then goes on as if nothing had been.</summary>
    FreezeLong,

    /// <summary>All of PostgreSQL is killed, and started again.</summary>
    KillServer,

    /// <summary>PostgreSQL ends without telling anybody, in the middle of what it does.</summary>
    StopServerAtOnce,

    /// <summary>PostgreSQL ends every connection.</summary>
    EndConnections,

    /// <summary>A worker's connections to PostgreSQL are reset.</summary>
    CutDatabase,

    /// <summary>A worker's connections to PostgreSQL pass nothing for a while.</summary>
    StallDatabase,

    /// <summary>A transaction is committed, and the worker never hears of it.</summary>
    SwallowCommit,

    /// <summary>A statement outside of a transaction is done, and the worker never hears of it.</summary>
    SwallowUpdate,

    /// <summary>The database's disk is full for a while.</summary>
    FillDisk,

    /// <summary>A worker's connections to all publishers are reset.</summary>
    CutOrigin,

    /// <summary>A worker's connections to all publishers pass nothing for a while.</summary>
    StallOrigin,

    /// <summary>A worker is killed by a document; the seed says when that begins, and how often it happens is up to the workers.</summary>
    Poison,

    /// <summary>No fault, but what came of some: no worker was up.</summary>
    NoWorker,

    /// <summary>No fault of the rig: so many other programs want the processor that nobody can say how long anything takes.</summary>
    BusyMachine,
}

/// <summary>A fault: when, which, at which worker, and for how long or how far.</summary>
internal sealed record Fault(TimeSpan At, FaultKind Kind, int Worker, double Lot);

/// <summary>The faults of a run, all of them chosen by its seed: bursts, and calm between them in which everything has to be taken up again.</summary>
internal static class FaultPlan
{
    private static readonly TimeSpan Burst = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Cycle = TimeSpan.FromSeconds(16);

    /// <summary>Faults of PostgreSQL are rarer: each of them is one for all workers.</summary>
    private static readonly (FaultKind Kind, int Weight)[] Weights =
    [
        (FaultKind.KillWorker, 8), (FaultKind.StopWorker, 2), (FaultKind.FreezeWorker, 4), (FaultKind.WrongClock, 2), (FaultKind.KillServer, 2), (FaultKind.StopServerAtOnce, 1),
        (FaultKind.EndConnections, 2), (FaultKind.CutDatabase, 4), (FaultKind.StallDatabase, 3), (FaultKind.SwallowCommit, 5), (FaultKind.SwallowUpdate, 3), (FaultKind.FillDisk, 1),
        (FaultKind.FreezeLong, 2), (FaultKind.CutOrigin, 2), (FaultKind.StallOrigin, 2),
    ];

    /// <summary>When the document of the one feed turns deadly: early enough to be found out in time.</summary>
    public static TimeSpan PoisonAt(int seed, TimeSpan length) => length * (0.05 + (0.45 * new Random(-seed).NextDouble()));

    /// <summary>Bursts of one to three faults until the time is over.</summary>
    public static IReadOnlyList<Fault> Of(int seed, TimeSpan length, Func<FaultKind, bool> isPossible)
    {
        var random = new Random(seed);
        var possible = Weights.Where(weight => isPossible(weight.Kind)).ToList();
        var faults = new List<Fault>();
        for (var burst = Cycle / 2; burst + Cycle < length; burst += Cycle)
        {
            var worker = random.Next(ChaosRun.Workers);
            for (var left = random.Next(1, 4); left > 0; left--)
                faults.Add(new Fault(burst + (Burst * random.NextDouble()), Choose(possible, random), worker++ % ChaosRun.Workers, random.NextDouble()));
        }

        return [.. faults.OrderBy(fault => fault.At)];
    }

    private static FaultKind Choose(IReadOnlyList<(FaultKind Kind, int Weight)> possible, Random random)
    {
        var lot = random.Next(possible.Sum(weight => weight.Weight));
        return possible.First(weight => (lot -= weight.Weight) < 0).Kind;
    }
}
