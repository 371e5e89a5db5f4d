using FeedPipeline.Feeds;

namespace FeedPipeline.Polling;

/// <summary>Items that are expected in each two minutes from now on: the feed's habit, livelier or not these days, or the run that it is in, whichever brings more.</summary>
internal sealed class Forecast
{
    /// <summary>How many clumps of items it takes to believe in livelier days.</summary>
    private const double Doubt = 2;

    private static readonly double LatelyFades = Math.Exp(-(PulseShape.Cell / Learning.Day));

    private readonly double[] _sums;
    private readonly double[] _usual;

    private Forecast(double[] sums, double[] usual) => (_sums, _usual) = (sums, usual);

    /// <summary>How many cells it looks ahead.</summary>
    public int Cells => _sums.Length - 1;

    /// <param name="pulse">As of <paramref name="now"/>.</param>
    /// <param name="shape">What it says.</param>
    /// <param name="runs">How its items follow each other.</param>
    /// <param name="now">From when on.</param>
    /// <param name="cells">How far.</param>
    public static Forecast Of(Pulse pulse, PulseShape shape, Runs runs, DateTimeOffset now, int cells)
    {
        var doubt = Doubt * PulseShape.Clump(pulse);
        var perCell = shape.PerDay / PulseShape.CellsADay;
        var first = PulseShape.CellAt(now);
        var lively = ((pulse.Lately + doubt) / (shape.PerDay + doubt)) - 1;
        var gaps = PulseShape.Cell.TotalMinutes / runs.Gap;
        var run = runs.Lives(now) * Math.Min(gaps, 1);
        var runFades = Math.Exp(-(1 - runs.GoOn) * gaps);
        var (sums, usual) = (new double[cells + 1], new double[cells + 1]);
        for (var cell = 0; cell < cells; cell++, lively *= LatelyFades, run *= runFades)
        {
            var habit = perCell * shape.Weight(first + cell) * (1 + lively);
            usual[cell + 1] = usual[cell] + habit;
            sums[cell + 1] = sums[cell] + Math.Max(habit, run);
        }

        return new(sums, usual);
    }

    /// <summary>From one cell up to another.</summary>
    public double Between(int from, int to) => _sums[to] - _sums[from];

    /// <summary>The same, were there no run now.</summary>
    public double Usual(int from, int to) => _usual[to] - _usual[from];
}
