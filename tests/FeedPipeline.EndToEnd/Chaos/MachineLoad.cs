using System.Globalization;

namespace FeedPipeline.EndToEnd.Chaos;

/// <summary>Whether this machine has time for the rig: how long something takes is judged only while it has.</summary>
internal static class MachineLoad
{
    /// <summary>Threads that want a processor, for each processor; the rig itself makes two or three.</summary>
    private const int TooMany = 5;

    /// <summary>True while so many threads wait that all waits grow several times as long; false where that cannot be told.</summary>
    public static bool IsTooHigh() =>
        File.Exists("/proc/stat")
        && File.ReadLines("/proc/stat").FirstOrDefault(line => line.StartsWith("procs_running ", StringComparison.Ordinal)) is { } line
        && int.Parse(line.AsSpan("procs_running ".Length), CultureInfo.InvariantCulture) > TooMany * Environment.ProcessorCount;
}

/// <summary>A condition that comes and goes; each time that it is over it becomes a disturbance.</summary>
internal sealed class Stretch(FaultKind kind)
{
    /// <summary>Moments without it that do not end it.</summary>
    private static readonly TimeSpan Lull = TimeSpan.FromSeconds(2);

    private TimeSpan? began;
    private TimeSpan last;

    /// <summary>Takes note; returns the stretch that is over now.</summary>
    public Disturbance? Note(bool isOn, TimeSpan now)
    {
        if (isOn)
            (began, last) = (began ?? now, now);
        if (isOn || began is null || (now - last < Lull && kind is FaultKind.BusyMachine))
            return null;
        return End();
    }

    /// <summary>Ends it whether it is over or not; null when there is none.</summary>
    public Disturbance? End()
    {
        if (began is not { } since)
            return null;
        began = null;
        return new Disturbance(new Fault(since, kind, 0, 0), since, last);
    }
}
