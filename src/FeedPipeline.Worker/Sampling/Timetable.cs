namespace FeedPipeline.Worker.Sampling;

/// <summary>When the sample site publishes: tick 0 is its start, and every tick brings an article.</summary>
/// <param name="StartedAt">Tick 0, in whole seconds, because feeds and HTTP tell the time in them.</param>
/// <param name="Every">From tick to tick; at least a second.</param>
internal sealed record Timetable(DateTimeOffset StartedAt, TimeSpan Every)
{
    /// <summary>The time of a tick; what lay there at the start has negative ones.</summary>
    public DateTimeOffset At(int tick) => StartedAt + (tick * Every);

    /// <summary>The last tick that has passed so long after the start.</summary>
    public int TickAfter(TimeSpan elapsed) => (int)(elapsed.Ticks / Every.Ticks);
}
