namespace FeedPipeline.Polling;

/// <summary>
/// Items that may be lost while nobody looks. Runs begin as often as items come, and grow at their pace to a length by chance (geometric); what goes beyond
/// the places of the document is gone. What is gone within ten minutes is left out: polls hardly save it.
/// </summary>
internal sealed class Loss
{
    /// <summary>How much faster than its mean a run may be.</summary>
    private const double Hurry = 1.4;

    private const double SoonMinutes = 10;

    private readonly int _safe;
    private readonly double[] _begun;
    private readonly double[] _running;

    private Loss(int safe, double[] begun, double[] running) => (_safe, _begun, _running) = (safe, begun, running);

    /// <param name="runs">How items follow each other.</param>
    /// <param name="room">Places of the document.</param>
    /// <param name="now">From when on.</param>
    public static Loss Of(Runs runs, int room, DateTimeOffset now)
    {
        var pace = Hurry * PulseShape.Cell.TotalMinutes / runs.Gap;
        var safe = (int)Math.Min(room / pace, Choice.Horizon);
        var begun = new double[Choice.Horizon - safe];
        var running = new double[Choice.Horizon - safe];
        if (begun.Length == 0)
            return new(safe, begun, running);

        var goOn = runs.GoOnUpTo(room);
        var ends = -Math.Log(goOn);
        var soon = SoonMinutes / runs.Gap;
        var savable = 1 / (1 + Math.Exp(-1.7 * (room - soon) / Math.Sqrt(soon + 1)));
        var (lives, starts) = (savable * runs.Lives(now), savable * runs.Firsts * runs.GetGoing / goOn);
        var beyond = Math.Pow(goOn, room);
        var (longer, fades) = (Math.Pow(goOn, (safe + 1) * pace), Math.Pow(goOn, pace));
        for (var over = 0; over < begun.Length; over++, longer *= fades)
        {
            var cells = safe + over + 1;
            // Those between the document's places and the length that a run can have by then.
            var lost = Math.Max(0, beyond - longer) / ends;
            running[over] = lives * lost;
            // The mean over all moments at which it may have begun.
            begun[over] = starts * Math.Max(0, (beyond * (cells - (room / pace))) - (lost / pace)) / (ends * cells);
        }

        return new(safe, begun, running);
    }

    /// <summary>Between two polls.</summary>
    public double Between(Forecast forecast, int from, int to)
    {
        var over = to - from - _safe - 1;
        return over < 0 ? 0 : (forecast.Usual(from, to) * _begun[over]) + (from == 0 ? _running[over] : 0);
    }
}
