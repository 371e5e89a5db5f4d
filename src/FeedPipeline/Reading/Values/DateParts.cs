using FeedPipeline.Documents;

namespace FeedPipeline.Reading.Values;

/// <summary>What a date text states, piece by piece.</summary>
internal record struct DateParts
{
    public int? Year { get; set; }

    public int? Month { get; set; }

    public int? Day { get; set; }

    public int? Hour { get; set; }

    public int? Minute { get; set; }

    public int? Second { get; set; }

    /// <summary>Below the second.</summary>
    public TimeSpan Fraction { get; set; }

    public TimeSpan? Offset { get; set; }

    /// <summary>Sets month and day from the day's number in its year (ISO 8601 ordinal date).</summary>
    public void SetDayOfYear(int year, int number)
    {
        Year = year;
        if (year is < 1 or > 9998 || number < 1 || number > (DateTime.IsLeapYear(year) ? 366 : 365))
            return;
        var day = new DateOnly(year, 1, 1).AddDays(number - 1);
        (Month, Day) = (day.Month, day.Day);
    }

    /// <summary>The instant and its precision; null when the pieces make no date.</summary>
    public readonly StatedDate? ToDate()
    {
        // The first and the last year stay out, so that no offset can leave the calendar.
        if (Year is not (> 1 and < 9999) || Month is not (>= 1 and <= 12) || Day is not >= 1 || Day > DateTime.DaysInMonth(Year.Value, Month.Value))
            return null;
        var day = new DateTimeOffset(Year.Value, Month.Value, Day.Value, 0, 0, 0, TimeSpan.Zero);
        if (Hour is null)
            return new StatedDate(day, DatePrecision.Day, null);
        if (Hour is < 0 or > 24 || Minute is < 0 or > 59 || Second is < 0 or > 60 || (Hour == 24 && (Minute ?? 0) + (Second ?? 0) > 0))
            return null;

        // A leap second has no place of its own in the calendar.
        var time = new TimeSpan(Hour.Value, Minute ?? 0, Math.Min(Second ?? 0, 59)) + Fraction;
        return new StatedDate(day + time - (Offset ?? TimeSpan.Zero), Second is null ? DatePrecision.Minute : DatePrecision.Second, Offset);
    }
}
