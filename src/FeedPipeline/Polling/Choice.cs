namespace FeedPipeline.Polling;

/// <summary>
/// Chooses the next poll so that over the time that is foreseen the waiting of items, the risk of losing some and the price of polls are least together.
/// Waiting counts by its square root: polls then go with the rate to the power of two thirds, between what makes the mean least (one half) and what most items gain by (one).
/// </summary>
internal static class Choice
{
    /// <summary>Steps that are looked ahead.</summary>
    public const int Steps = 96;

    private const int StepsAnInterval = 8;
    private const int LongestStep = 10;

    /// <summary>Cells of one step: fine for a feed that is polled often, and the steps reach ahead for some of its intervals.</summary>
    public static int StepOf(double perDay, double price) =>
        (int)Math.Clamp(Math.Pow(3 * price / (perDay / PulseShape.CellsADay * Math.Sqrt(Minutes(1))), 2.0 / 3) / StepsAnInterval, 1, LongestStep);

    /// <summary>Cells from now to the next poll.</summary>
    /// <param name="forecast">Items to come.</param>
    /// <param name="step">Cells of a step.</param>
    /// <param name="price">What a poll must save, in item times square root of minutes.</param>
    /// <param name="risk">What it costs to leave the feed alone for so many cells, in the same unit.</param>
    /// <param name="room">Items that two polls may have between them.</param>
    /// <param name="least">Cells that two polls must have between them.</param>
    /// <param name="most">Cells that they may have.</param>
    public static int Next(Forecast forecast, int step, double price, Func<int, double> risk, double room, int least, int most)
    {
        Span<double> wait = stackalloc double[Steps + 1];
        Span<double> costs = stackalloc double[Steps + 1];
        Span<double> waits = stackalloc double[Steps + 1];
        Span<double> ahead = stackalloc double[Steps + 1];
        Span<int> next = stackalloc int[Steps + 1];
        for (var steps = 1; steps <= Steps; steps++)
            (wait[steps], costs[steps]) = (Math.Sqrt(Minutes((steps - 0.5) * step)), price + risk(steps * step));

        var (shortest, longest) = (Math.Max(1, least / step), Math.Max(1, most / step));
        for (var from = Steps - 1; from >= 0; from--)
        {
            var items = forecast.Between(from * step, (from + 1) * step);
            var best = double.MaxValue;
            for (var to = from + 1; to <= Steps && to - from <= longest; to++)
            {
                waits[to] += items * wait[to - from];
                if (to - from > shortest && forecast.Between(from * step, to * step) > room)
                    break;
                var cost = waits[to] + costs[to - from] + ahead[to];
                if (cost < best && (to - from >= shortest || to == Steps))
                    (best, next[from]) = (cost, to);
            }

            ahead[from] = best;
        }

        var first = next[0];
        var second = first < Steps ? next[first] : Steps;
        return step == 1 ? first : Exact(forecast, Math.Max((first - 1) * step, least), Math.Min(first + 1, second) * step, second * step);
    }

    /// <summary>The best of the cells around it, with the poll after it where it is.</summary>
    private static int Exact(Forecast forecast, int from, int to, int second)
    {
        var (best, at) = (double.MaxValue, from);
        for (var cell = from; cell <= to; cell++)
        {
            var cost = Waiting(forecast, 0, cell) + Waiting(forecast, cell, second);
            if (cost < best)
                (best, at) = (cost, cell);
        }

        return at;
    }

    private static double Waiting(Forecast forecast, int from, int to)
    {
        var sum = 0.0;
        for (var cell = from; cell < to; cell++)
            sum += forecast.Between(cell, cell + 1) * Math.Sqrt(Minutes(to - cell - 0.5));
        return sum;
    }

    private static double Minutes(double cells) => cells * PulseShape.Cell.TotalMinutes;
}
