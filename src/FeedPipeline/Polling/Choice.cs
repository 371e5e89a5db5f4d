namespace FeedPipeline.Polling;

/// <summary>Chooses the next poll so that over the day ahead late items, lost items and the price of polls are least together.</summary>
internal static class Choice
{
    /// <summary>An item is late by 1 - 1/e when it waits for so long.</summary>
    private const double LateMinutes = 4;

    /// <summary>Share of the square root of minutes that comes on top: who is late has still to be seen some time.</summary>
    private const double EverLater = 0.02;

    /// <summary>A lost item counts like so many late ones.</summary>
    private const double Lost = 250;

    /// <summary>Items a day that all feeds together count for.</summary>
    private const double Few = 8;

    /// <summary>Cells from now at which a poll may be: each in the next hour, then fewer.</summary>
    private static readonly int[] Edges = [.. Every(1, 0, 30), .. Every(3, 30, 90), .. Every(10, 90, 270), .. Every(30, 270, PulseShape.CellsADay + 1)];

    /// <summary>What it costs to wait for so many half cells.</summary>
    private static readonly double[] Waits = [.. Enumerable.Range(0, (2 * Edges[^1]) + 1).Select(half => Lateness(half * PulseShape.Cell.TotalMinutes / 2))];

    /// <summary>How many cells are looked ahead.</summary>
    public static int Horizon => Edges[^1];

    /// <summary>An item counts for more where there are few, since each feed has its readers; where there are none, there are none to wait for.</summary>
    public static double Weight(double perDay) => 1 + (Few / (perDay + 1));

    /// <summary>Cells from now to the next poll.</summary>
    /// <param name="forecast">Items to come.</param>
    /// <param name="loss">What of them may be lost.</param>
    /// <param name="price">What a poll must save, in late items.</param>
    /// <param name="room">Items that may be expected between two polls.</param>
    /// <param name="least">Cells that two polls must have between them.</param>
    /// <param name="most">Cells that they may have.</param>
    public static int Next(Forecast forecast, Loss loss, double price, double room, int least, int most)
    {
        var last = Edges.Length - 1;
        Span<double> waits = stackalloc double[Edges.Length];
        Span<double> ahead = stackalloc double[Edges.Length];
        var first = last;
        for (var from = last - 1; from >= 0; from--)
        {
            var (at, next) = (Edges[from], Edges[from + 1]);
            var items = forecast.Between(at, next);
            var best = double.MaxValue;
            for (var to = from + 1; to <= last; to++)
            {
                var passed = Edges[to] - at;
                waits[to] += items * Waits[(2 * Edges[to]) - at - next];
                if (passed < least && to < last)
                    continue;
                if (best < double.MaxValue && (passed > most || forecast.Between(at, Edges[to]) > room))
                    break;
                var cost = waits[to] + price + (Lost * loss.Between(forecast, at, Edges[to])) + ahead[to];
                if (cost >= best)
                    continue;
                best = cost;
                if (from == 0)
                    first = to;
            }

            ahead[from] = best;
        }

        return Edges[first];
    }

    private static double Lateness(double minutes) => 1 - Math.Exp(-minutes / LateMinutes) + (EverLater * Math.Sqrt(minutes));

    private static IEnumerable<int> Every(int step, int from, int to) => Enumerable.Range(0, (to - from + step - 1) / step).Select(at => from + (at * step));
}
