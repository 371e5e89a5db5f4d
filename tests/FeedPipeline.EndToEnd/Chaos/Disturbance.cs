using System.Globalization;

namespace FeedPipeline.EndToEnd.Chaos;

/// <summary>A fault that was done, and from when to when it lasted.</summary>
internal sealed record Disturbance(Fault Fault, TimeSpan Began, TimeSpan Ended)
{
    /// <summary>What PostgreSQL suffers is over for all when it is back; what a worker suffers, when others have taken over what it had in hand.</summary>
    public TimeSpan Until => IsOutage ? Ended + ChaosRun.Recovery : (Fault.Kind is FaultKind.StallOrigin ? Ended : Began) + ChaosRun.TakeOver;

    /// <summary>Whether nobody could work.</summary>
    public bool IsOutage => Fault.Kind is FaultKind.NoWorker or FaultKind.BusyMachine or FaultKind.KillServer or FaultKind.StopServerAtOnce or FaultKind.EndConnections or FaultKind.FillDisk;

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Began.TotalSeconds,6:0.0} s  {Fault.Kind} at worker {Fault.Worker}, {(Ended - Began).TotalSeconds:0.0} s");
}
