using System.Diagnostics;

namespace FeedPipeline.Steps;

/// <summary>What shows that a process polls: when it last looked for due feeds, and when it last found some.</summary>
internal sealed class WorkerSigns
{
    private readonly long begun = Stopwatch.GetTimestamp();
    private long looked;
    private long claimed;

    /// <summary>Time since it last looked, or since the process began.</summary>
    public TimeSpan SinceLook => Since(ref looked);

    /// <summary>Time since it last claimed a feed, or since the process began.</summary>
    public TimeSpan SinceClaim => Since(ref claimed);

    /// <summary>It looked, and claimed so many feeds.</summary>
    public void Looked(int feeds)
    {
        var now = Stopwatch.GetTimestamp();
        Volatile.Write(ref looked, now);
        if (feeds > 0)
            Volatile.Write(ref claimed, now);
    }

    /// <summary>It has no room for more: that is no standstill.</summary>
    public WorkerSigns Busy()
    {
        Looked(feeds: 1);
        return this;
    }

    private TimeSpan Since(ref long at) => Stopwatch.GetElapsedTime(Volatile.Read(ref at) is > 0 and var then ? then : begun);
}
