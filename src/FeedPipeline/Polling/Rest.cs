using FeedPipeline.Feeds;

namespace FeedPipeline.Polling;

/// <summary>How long a feed may be left alone, and why not longer.</summary>
/// <param name="For">Between the bounds that were given.</param>
/// <param name="Reason">What decided, for an operator.</param>
public sealed record Rest(TimeSpan For, string Reason)
{
    /// <summary>A document that lists fewer may still have room for these.</summary>
    private const int LeastRoom = 5;

    /// <summary>Share of a document that may be new at the next poll, by what is expected; less on the first day, when that is a guess.</summary>
    private const double NewShare = 0.4;
    private const double FirstNewShare = 0.15;

    private const double LateShare = 0.05;

    /// <summary>Without a word of when its items came, a new feed is polled after this, or for so long as each place of its document counts.</summary>
    private static readonly TimeSpan First = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan APlace = TimeSpan.FromMinutes(6);

    /// <summary>After a poll that was taken in.</summary>
    /// <param name="sight">What it saw.</param>
    /// <param name="now">When it was, by the feed's own clock.</param>
    /// <param name="within">How soon 95 of 100 items are to be seen; null without a target.</param>
    /// <param name="options">Bounds, and the price of a request.</param>
    public static Rest After(Sight sight, DateTimeOffset now, TimeSpan? within, PollingOptions options)
    {
        var (pulse, passed, news, listed, _) = sight;
        var current = Learning.AsOf(pulse, now);
        var room = Math.Max(listed, LeastRoom);
        var (most, reason) = (options.MaxInterval, "the longest allowed");
        var isNew = now - pulse.Met < Learning.Day;
        if (isNew && pulse.Since == pulse.Met && Longer(First, Shorter(now - pulse.Met, APlace * room)) is var young && young < most)
            (most, reason) = (young, "it is new here");
        if (passed > TimeSpan.Zero && 2 * news >= room && passed * (room / 2.0 / news) is var cut && cut < most)
            (most, reason) = (cut, FormattableString.Invariant($"{news} of {listed} items were new, more might be missed"));
        if (most <= options.MinInterval)
            return new(options.MinInterval, reason == "the longest allowed" ? "the shortest allowed" : reason);

        var shape = PulseShape.Of(current);
        var runs = Runs.Of(current);
        var forecast = Forecast.Of(current, shape, runs, now, Choice.Horizon);
        var begun = TimeSpan.FromTicks(now.UtcTicks % PulseShape.Cell.Ticks);
        var least = (int)Math.Ceiling((begun + options.MinInterval) / PulseShape.Cell);
        var cells = Choice.Next(forecast, Loss.Of(runs, room, now), options.RequestPrice / Choice.Weight(shape.PerDay), (isNew ? FirstNewShare : NewShare) * room, least, (int)(most / PulseShape.Cell));
        var rest = cells <= least ? options.MinInterval : (cells * PulseShape.Cell) - begun;
        if (within is { } target && Longer(Fresh(forecast, target) - begun, options.MinInterval) is var fresh && fresh < Shorter(rest, most))
            return new(fresh, FormattableString.Invariant($"95 of 100 items within {Durations.Format(target)}"));
        return rest < most
            ? new(Longer(rest, options.MinInterval), FormattableString.Invariant($"about {shape.PerDay:0.#} items a day, {forecast.Between(0, Math.Min(cells, forecast.Cells)):0.##} expected by then"))
            : new(most, reason);
    }

    /// <summary>The longest rest after which no more than the share of the items that may be late is later than that, by what is expected.</summary>
    private static TimeSpan Fresh(Forecast forecast, TimeSpan target)
    {
        var free = (int)Math.Min(target / PulseShape.Cell, forecast.Cells - 1);
        var cells = free + 1;
        while (cells < forecast.Cells && forecast.Between(0, cells + 1 - free) <= LateShare * forecast.Between(0, cells + 1))
            cells++;
        return Longer(cells * PulseShape.Cell, target);
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
