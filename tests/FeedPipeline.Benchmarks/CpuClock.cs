using Perfolizer.Horology;

namespace FeedPipeline.Benchmarks;

/// <summary>Counts the processor time of this process, so that what else the machine does is not counted.</summary>
internal sealed class CpuClock : IClock
{
    public string Title => "CPU";

    public bool IsAvailable => true;

    public Frequency Frequency => TimeSpan.TicksPerSecond;

    public long GetTimestamp() => Environment.CpuUsage.TotalTime.Ticks;
}
