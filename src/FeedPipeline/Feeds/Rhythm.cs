namespace FeedPipeline.Feeds;

/// <summary>How often and when the publisher asks to be polled, as the last document said it; remembered for answers without one.</summary>
/// <param name="Interval">RSS <c>ttl</c> or <c>sy:updatePeriod</c>; null when not stated.</param>
/// <param name="SkippedHours">Bit n stands for the hour n of the day, UTC (RSS <c>skipHours</c>).</param>
/// <param name="SkippedDays">Bit n stands for the day n of the week, Sunday being 0 (RSS <c>skipDays</c>).</param>
public sealed record Rhythm(TimeSpan? Interval, int SkippedHours, int SkippedDays)
{
    private const int AllHours = (1 << 24) - 1;
    private const int AllDays = (1 << 7) - 1;

    /// <summary>Nothing asked for.</summary>
    public static Rhythm None { get; } = new(null, 0, 0);

    /// <summary>As a document states it.</summary>
    public static Rhythm Of(TimeSpan? interval, IEnumerable<int> hours, IEnumerable<DayOfWeek> days) =>
        new(interval, Bits(hours.Where(hour => hour is >= 0 and < 24)), Bits(days.Select(day => (int)day)));

    /// <summary>The first time from <paramref name="at"/> on that is not skipped. Whoever skips every hour or day is not heard.</summary>
    public DateTimeOffset Next(DateTimeOffset at)
    {
        if ((SkippedHours == 0 || SkippedHours == AllHours) && (SkippedDays == 0 || SkippedDays == AllDays))
            return at;

        var utc = at.ToUniversalTime();
        for (var hours = 0; hours < 8 * 24; hours++)
        {
            var next = hours == 0 ? utc : new DateTimeOffset(utc.Year, utc.Month, utc.Day, utc.Hour, 0, 0, TimeSpan.Zero).AddHours(hours);
            if (!IsSkipped(next))
                return next;
        }

        return at;
    }

    private bool IsSkipped(DateTimeOffset at) =>
        (SkippedHours != AllHours && (SkippedHours >> at.Hour & 1) == 1) || (SkippedDays != AllDays && (SkippedDays >> (int)at.DayOfWeek & 1) == 1);

    private static int Bits(IEnumerable<int> numbers) => numbers.Aggregate(0, (bits, number) => bits | 1 << number);
}
