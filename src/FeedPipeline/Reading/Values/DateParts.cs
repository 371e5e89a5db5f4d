using System.Globalization;
using FeedPipeline.Documents;

namespace FeedPipeline.Reading.Values;

/// <summary>What a date text states, piece by piece.</summary>
internal record struct DateParts
{
    private const int LastYearOfThisCentury = 49;

    public int? Year { get; set; }

    public int? Month { get; set; }

    public int? Day { get; set; }

    public int? Hour { get; set; }

    public int? Minute { get; set; }

    public int? Second { get; set; }

    /// <summary>Below the second.</summary>
    public TimeSpan Fraction { get; set; }

    public TimeSpan? Offset { get; set; }

    /// <summary>For a clock of twelve hours; null for one of twenty-four.</summary>
    public bool? IsAfternoon { get; set; }

    /// <summary>True when the month's name came before any day: it may have been a weekday of the same letters (<c>mar. 3 février</c>).</summary>
    public bool IsMonthBeforeDay { get; private set; }

    /// <summary>Years of two and three digits (RFC 5322 section 4.3).</summary>
    public static int FullYear(int number, int digits) => digits switch
    {
        >= 4 => number,
        3 => number + 1_900,
        _ => number + (number <= LastYearOfThisCentury ? 2_000 : 1_900),
    };

    public bool Set(int year, int month, int day)
    {
        (Year, Month, Day) = (year, month, day);
        return true;
    }

    public void NameMonth(int month) => (Month, IsMonthBeforeDay) = (month, Day is null && Month is null);

    /// <summary>Month and day from the day's number in its year (ISO 8601 ordinal date).</summary>
    public bool SetDayOfYear(int year, int number)
    {
        if (year is < 1 or > 9998 || number < 1 || number > (DateTime.IsLeapYear(year) ? 366 : 365))
            return false;
        var day = new DateOnly(year, 1, 1).AddDays(number - 1);
        return Set(year, day.Month, day.Day);
    }

    /// <summary>The day of a week, 1 for Monday (ISO 8601 week date).</summary>
    public bool SetWeek(int year, int week, int dayOfWeek)
    {
        if (year is < 2 or > 9998 || week < 1 || week > ISOWeek.GetWeeksInYear(year) || dayOfWeek is < 1 or > 7)
            return false;
        var day = ISOWeek.ToDateTime(year, week, (DayOfWeek)(dayOfWeek % 7));
        return Set(day.Year, day.Month, day.Day);
    }

    /// <summary>Seconds or milliseconds since 1970.</summary>
    public bool SetUnixTime(ReadOnlySpan<char> digits)
    {
        var number = long.Parse(digits, CultureInfo.InvariantCulture);
        var time = digits.Length == 13 ? DateTimeOffset.FromUnixTimeMilliseconds(number) : DateTimeOffset.FromUnixTimeSeconds(number);
        (Hour, Minute, Second, Offset) = (time.Hour, time.Minute, time.Second, TimeSpan.Zero);
        return Set(time.Year, time.Month, time.Day);
    }

    /// <summary>The instant and its precision; null when the pieces make no date. A piece that is little beyond its range is carried.</summary>
    public readonly StatedDate? ToDate(out bool isCarried)
    {
        isCarried = Month == 13 || Hour > 24 || Minute > 59 || Second > 60;

        // The first and the last year stay out, so that no offset can leave the calendar.
        if (Year is not (> 1 and < 9998) || Month is not (>= 1 and <= 13) || Day is not (>= 1 and <= 32))
            return null;
        var month = new DateTimeOffset(Year.Value, Math.Min(Month.Value, 12), 1, 0, 0, 0, TimeSpan.Zero).AddMonths(Month == 13 ? 1 : 0);
        isCarried |= Day > DateTime.DaysInMonth(month.Year, month.Month);
        var day = month.AddDays(Day.Value - 1);
        if (Hour is null)
            return new StatedDate(day, DatePrecision.Day, null);
        if (Hour is < 0 or > 29 || Minute is < 0 or > 99 || Second is < 0 or > 99)
            return null;

        // A leap second has no place of its own in the calendar.
        var time = new TimeSpan(HourOfDay, Minute ?? 0, Second == 60 ? 59 : Second ?? 0) + Fraction;
        return new StatedDate(day + time - (Offset ?? TimeSpan.Zero), Second is null ? DatePrecision.Minute : DatePrecision.Second, Offset);
    }

    private readonly int HourOfDay => (IsAfternoon, Hour) switch
    {
        (true, < 12) => Hour.Value + 12,
        (false, 12) => 0,
        _ => Hour ?? 0,
    };
}
