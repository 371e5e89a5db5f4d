using FeedPipeline.Feeds;

namespace FeedPipeline.Polling;

/// <summary>How long a feed may be left alone, and why not longer.</summary>
/// <param name="For">Between the bounds that were given.</param>
/// <param name="Reason">What decided, for an operator.</param>
public sealed record Rest(TimeSpan For, string Reason)
{
    /// <summary>A document that lists fewer may still have room for these.</summary>
    private const int LeastRoom = 5;

    /// <summary>Share of a document that may be new at the next poll, by what is expected.</summary>
    private const double NewShare = 0.4;

    /// <summary>A lost item counts like one that waits for half a year.</summary>
    private const double Loss = 500;

    /// <summary>How often, in a day, a feed may be as lively as in its liveliest hour.</summary>
    private const double BurstsADay = 0.2;

    /// <summary>Of a feed that nobody knows, four items in one hour would be no surprise; the less so, the longer it did not happen.</summary>
    private const double UsualPeak = 4;

    private static readonly TimeSpan Trial = TimeSpan.FromDays(4);
    private static readonly TimeSpan First = TimeSpan.FromMinutes(10);

    /// <summary>Within the first day each place of a document counts for so long.</summary>
    private static readonly TimeSpan APlace = TimeSpan.FromMinutes(6);

    /// <summary>After a poll that was taken in.</summary>
    /// <param name="pulse">What was learned, with this poll.</param>
    /// <param name="now">When it was.</param>
    /// <param name="passed">Since the poll before; zero when there was none.</param>
    /// <param name="news">Items that the poll before did not list.</param>
    /// <param name="listed">Items that the document lists.</param>
    /// <param name="options">Bounds, and the price of a request.</param>
    public static Rest After(Pulse pulse, DateTimeOffset now, TimeSpan passed, int news, int listed, PollingOptions options)
    {
        var current = Learning.AsOf(pulse, now);
        var room = Math.Max(listed, LeastRoom);
        var (most, reason) = (options.MaxInterval, "the longest allowed");
        var age = now - pulse.Since;
        if (age < Learning.Day && Longer(First, Shorter(age, APlace * room)) is var young && young < most)
            (most, reason) = (young, "it is new here");
        if (passed > TimeSpan.Zero && 2 * news >= room && passed * (room / 2.0 / news) is var cut && cut < most)
            (most, reason) = (cut, FormattableString.Invariant($"{news} of {listed} items were new, more might be missed"));
        if (most <= options.MinInterval)
            return new(options.MinInterval, reason == "the longest allowed" ? "the shortest allowed" : reason);

        var shape = PulseShape.Of(current);
        var step = Choice.StepOf(shape.PerDay, options.RequestPrice);
        var forecast = Forecast.Of(current, shape, now, Choice.Steps * step);
        var begun = TimeSpan.FromTicks(now.UtcTicks % PulseShape.Cell.Ticks);
        var least = (int)Math.Ceiling((begun + options.MinInterval) / PulseShape.Cell);
        var cells = Choice.Next(forecast, step, options.RequestPrice, cells => Risk(Math.Max(current.Peak, UsualPeak * Math.Exp(-(age / Trial))), room, cells), NewShare * room, least, (int)(most / PulseShape.Cell));
        var rest = cells <= least ? options.MinInterval : (cells * PulseShape.Cell) - begun;
        return rest < most
            ? new(Longer(rest, options.MinInterval), FormattableString.Invariant($"about {shape.PerDay:0.#} items a day, {forecast.Between(0, Math.Min(cells, forecast.Cells)):0.##} expected by then"))
            : new(most, reason);
    }

    /// <summary>
    /// What may be lost while nobody looks: bursts come at any time, at the pace of the liveliest hour and of any length (exponential, an hour in the mean);
    /// what goes beyond the places of the document is gone.
    /// </summary>
    private static double Risk(double peak, int room, int cells)
    {
        var size = peak + 0.5;
        var hours = cells * PulseShape.Cell.TotalHours;
        var over = hours - (room / size);
        return over <= 0 ? 0 : Loss * BurstsADay / 24 * size * ((over * Math.Exp(-room / size)) - (Math.Exp(-room / size) - Math.Exp(-hours)));
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
