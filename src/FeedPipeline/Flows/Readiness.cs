using FeedPipeline.Storing;
using FeedPipeline.Watching;
using Microsoft.Extensions.Options;

namespace FeedPipeline.Flows;

/// <summary>What this process is there for.</summary>
/// <param name="Polls">Whether it polls feeds.</param>
public sealed record Duties(bool Polls);

/// <summary>One thing that the process needs to work.</summary>
/// <param name="Name"><c>database</c>, <c>migrations</c>, <c>scheduler</c> or <c>claims</c>.</param>
/// <param name="Ready">Whether it is there.</param>
/// <param name="Detail">How it stands, in one line.</param>
public sealed record ReadyCheck(string Name, bool Ready, string Detail);

/// <summary>Says whether the process can work, and what is missing.</summary>
public sealed class Readiness(Schema schema, BacklogReport backlog, Dispatcher dispatcher, Duties duties, IOptions<WatchingOptions> options)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Every check; of those that need another, none when that one failed.</summary>
    public async Task<IReadOnlyList<ReadyCheck>> CheckAsync(CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(Patience);
        try
        {
            return [.. await DatabaseAsync(patience.Token), .. await PollingAsync(patience.Token)];
        }
        catch (Exception fault) when (!stop.IsCancellationRequested && (patience.IsCancellationRequested || FeedPipelineDatabase.Explain(fault) is not null))
        {
            var why = FeedPipelineDatabase.Explain(fault) ?? $"the database does not answer within {Patience.TotalSeconds:0} s";
            return [new ReadyCheck("database", Ready: false, why), .. Scheduler()];
        }
    }

    private async Task<IReadOnlyList<ReadyCheck>> DatabaseAsync(CancellationToken stop)
    {
        // What there is of migrations is asked for in a way that hides a database that is not there.
        await schema.ClockAsync(TimeProvider.System, stop);
        var (applied, pending) = await schema.StatusAsync(stop);
        return
        [
            new("database", Ready: true, "it answers"),
            pending.Count == 0
                ? new("migrations", Ready: true, FormattableString.Invariant($"all {applied.Count} are applied"))
                : new("migrations", Ready: false, FormattableString.Invariant($"{pending.Count} {(pending.Count == 1 ? "migration is" : "migrations are")} pending, {pending[0]} first: feedpipe db migrate")),
        ];
    }

    private async Task<IReadOnlyList<ReadyCheck>> PollingAsync(CancellationToken stop) => duties.Polls ? [.. Scheduler(), await ClaimsAsync(stop)] : [];

    /// <summary>Looks for due feeds come every second.</summary>
    private IEnumerable<ReadyCheck> Scheduler()
    {
        if (duties.Polls)
        {
            var since = dispatcher.Signs.SinceLook;
            yield return since < options.Value.StalledAfter
                ? new("scheduler", Ready: true, "it looks for due feeds")
                : new("scheduler", Ready: false, FormattableString.Invariant($"it has not looked for due feeds for {since.TotalSeconds:0} s: the log says why, a restart helps"));
        }
    }

    private async Task<ReadyCheck> ClaimsAsync(CancellationToken stop)
    {
        var waiting = await backlog.OldestDueAsync(stop) ?? TimeSpan.Zero;
        return waiting < options.Value.StalledAfter || dispatcher.Signs.SinceClaim < options.Value.StalledAfter
            ? new("claims", Ready: true, waiting > TimeSpan.FromSeconds(1) ? FormattableString.Invariant($"the feed that is due longest has waited for {waiting.TotalSeconds:0} s") : "no feed waits")
            : new("claims", Ready: false, FormattableString.Invariant($"a feed has been due for {waiting.TotalSeconds:0} s, and this worker claims nothing: feedpipe doctor, and the log, say more"));
    }
}
