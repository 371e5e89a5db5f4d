using FeedPipeline.Feeds;

namespace FeedPipeline.Polling;

/// <summary>Items that are expected in each two minutes from now on: the feed's habit, and whether today and this hour are livelier than usual.</summary>
internal sealed class Forecast
{
    /// <summary>How many clumps of items it takes to believe that.</summary>
    private const double Doubt = 2;

    /// <summary>Slots that the last hours have.</summary>
    private const int RecentSlots = 9;

    private static readonly double LatelyFades = Math.Exp(-(PulseShape.Cell / Learning.Day));
    private static readonly double NowFades = Math.Exp(-(PulseShape.Cell / Learning.Hour));

    private readonly double[] sums;

    private Forecast(double[] sums) => this.sums = sums;

    /// <summary>How many cells it looks ahead.</summary>
    public int Cells => sums.Length - 1;

    /// <param name="pulse">As of <paramref name="now"/>.</param>
    /// <param name="shape">What it says.</param>
    /// <param name="now">From when on.</param>
    /// <param name="cells">How far.</param>
    public static Forecast Of(Pulse pulse, PulseShape shape, DateTimeOffset now, int cells)
    {
        var doubt = Doubt * PulseShape.Clump(pulse);
        var perCell = shape.PerDay / PulseShape.CellsADay;
        var first = PulseShape.CellAt(now);
        const int CellsASlot = PulseShape.CellsADay / Pulse.Slots;
        var usual = 0.0;
        for (var slot = 1; slot <= RecentSlots; slot++)
            usual += CellsASlot * perCell * shape.Weight(first - (slot * CellsASlot) + (CellsASlot / 2)) * Math.Pow(NowFades, (slot - 0.5) * CellsASlot);

        var lately = (pulse.Lately + doubt) / (shape.PerDay + doubt);
        var brief = (pulse.Now + doubt) / ((usual * lately) + doubt);
        var until = new double[cells + 1];
        var (day, hour) = (lately - 1, brief - 1);
        for (var cell = 0; cell < cells; cell++, day *= LatelyFades, hour *= NowFades)
            until[cell + 1] = until[cell] + (perCell * shape.Weight(first + cell) * (1 + day) * (1 + hour));
        return new(until);
    }

    /// <summary>From one cell up to another.</summary>
    public double Between(int from, int to) => sums[to] - sums[from];
}
