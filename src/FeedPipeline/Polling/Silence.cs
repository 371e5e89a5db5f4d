using FeedPipeline.Feeds;

namespace FeedPipeline.Polling;

/// <summary>How much a feed should have published since its last news, by its own habit.</summary>
public static class Silence
{
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    /// <summary>Times that it should have published by <paramref name="at"/>; what comes together counts once. By the hours of its day and the days of its week.</summary>
    public static double Missed(Pulse pulse, DateTimeOffset at)
    {
        var passed = at - pulse.At;
        var perDay = PulseShape.Rate(pulse);
        var clump = PulseShape.Clump(pulse);
        // Whole weeks have as much as any other; most feeds are far from silent, and need no more.
        var weeks = Math.Floor(passed / Week);
        var missed = perDay * 7 * weeks / clump;
        if (passed <= TimeSpan.Zero || perDay * passed.TotalDays < clump)
            return 0;

        var shape = PulseShape.Of(pulse);
        var step = PulseShape.CellsADay / Pulse.Slots;
        var last = PulseShape.CellAt(at);
        for (var cell = PulseShape.CellAt(pulse.At + (weeks * Week)); cell + step <= last; cell += step)
            missed += perDay / Pulse.Slots * shape.WeightOfSlot(cell) / clump;
        return missed;
    }
}
