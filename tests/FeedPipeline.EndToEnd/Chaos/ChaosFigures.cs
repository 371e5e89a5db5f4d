using System.Globalization;

namespace FeedPipeline.EndToEnd.Chaos;

/// <summary>What a run measured: how soon a killed worker's feeds are claimed again, and how soon after PostgreSQL is back the first claim comes.</summary>
internal sealed record ChaosFigures(IReadOnlyList<TimeSpan> TakenOver, IReadOnlyList<TimeSpan> FirstClaims)
{
    /// <summary>What 95 of 100 feeds of killed workers do not exceed; null where no worker died with a feed in hand.</summary>
    public TimeSpan? TakenOverP95 => TakenOver.Count == 0 ? null : TakenOver.Order().ElementAt((int)Math.Ceiling(TakenOver.Count * 0.95) - 1);

    /// <summary>The longest wait for the first claim; null where PostgreSQL was never down.</summary>
    public TimeSpan? FirstClaimMost => FirstClaims.Count == 0 ? null : FirstClaims.Max();

    /// <summary>Counted from what the trigger took down.</summary>
    public static ChaosFigures Of(ChaosRun run)
    {
        var turns = run.Turns;
        var outages = run.Disturbances.Where(disturbance => disturbance.IsOutage).ToList();
        var byFeed = turns.Where(turn => turn.Feed < run.Origin.Poison.Number).GroupBy(turn => turn.Feed).ToList();
        var takenOver =
            from death in run.Disturbances
            where death.Fault.Kind is FaultKind.KillWorker or FaultKind.WrongClock or FaultKind.Poison
            from feed in byFeed
            let last = feed.LastOrDefault(turn => turn.At <= death.Began)
            where last is { IsClaim: true } && last.Worker == run.Crew[death.Fault.Worker].Name
            let next = feed.FirstOrDefault(turn => turn.At > death.Began)
            where next is { IsClaim: true } && !outages.Exists(outage => outage.Began < next.At && outage.Until > death.Began)
            select next.At - death.Began;
        var firstClaims =
            from outage in outages
            where outage.Fault.Kind is FaultKind.KillServer or FaultKind.StopServerAtOnce
            let first = turns.FirstOrDefault(turn => turn.IsClaim && turn.At > outage.Ended)
            where first is not null && !outages.Exists(other => other != outage && other.Began < first.At && other.Ended > outage.Began)
            select first.At - outage.Ended;
        return new ChaosFigures([.. takenOver], [.. firstClaims]);
    }

    /// <summary>How late the latest of 99 in 100 claims of healthy feeds is, outages and all.</summary>
    private static TimeSpan LateP99(ChaosRun run)
    {
        var late = run.Turns.Where(turn => turn.IsClaim && turn.Feed < run.Origin.Poison.Number).Select(turn => turn.Late).Order().ToList();
        return late.Count == 0 ? TimeSpan.Zero : late[(int)Math.Ceiling(late.Count * 0.99) - 1];
    }

    /// <summary>All of a run in one line, as names and numbers that can be added up.</summary>
    public string Line(ChaosRun run, int seed, int broken, long articles)
    {
        var faults = run.Disturbances.Count(disturbance => disturbance.Fault.Kind < FaultKind.NoWorker);
        var busy = run.Disturbances.Where(disturbance => disturbance.Fault.Kind is FaultKind.BusyMachine).Sum(disturbance => (disturbance.Ended - disturbance.Began).TotalSeconds);
        var kinds = string.Concat(run.Disturbances.GroupBy(disturbance => disturbance.Fault.Kind).OrderBy(kind => kind.Key).Select(kind => $" {kind.Key} {kind.Count()}"));
        return string.Create(CultureInfo.InvariantCulture,
            $"""
            seed {seed} broken {broken} faults {faults} polls {run.Turns.Count(turn => !turn.IsClaim)} seconds {run.Origin.Now.TotalSeconds:0} busy {busy:0} items {run.Origin.Feeds.Sum(feed => feed.Items.Count)} articles {articles} requests {run.Origin.Feeds.Sum(feed => feed.Requests.Count)} swallowed {run.Crew.Sum(worker => worker.Database.Swallowed)} changes {run.Operator.Done} doubts {run.Operator.InDoubt} taken_over {TakenOver.Count} taken_over_p95 {TakenOverP95?.TotalSeconds ?? 0:0.0} first_claim_max {FirstClaimMost?.TotalSeconds ?? 0:0.0} late_p99 {LateP99(run).TotalSeconds:0.0} followed {run.Follower.Told} host_max {run.Origin.MostAtOneHost} memory_max {run.Crew.Max(worker => worker.PeakMemory) >> 20} files_max {run.Crew.Max(worker => worker.PeakFiles)} threads_max {run.Crew.Max(worker => worker.PeakThreads)}{kinds}
            """);
    }
}
