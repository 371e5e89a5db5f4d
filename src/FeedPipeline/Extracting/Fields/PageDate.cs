using System.Globalization;
using System.Text.RegularExpressions;
using FeedPipeline.Articles.Wording;
using FeedPipeline.Documents;

namespace FeedPipeline.Extracting.Fields;

/// <summary>Dates as pages write them for programs (ISO 8601, RFC 9110 dates) and for readers.</summary>
internal static partial class PageDate
{
    private const int MaxChars = 120;
    private const int FirstYear = 1990;

    /// <summary>The date of a text that is nothing but a date; null when it is none.</summary>
    public static StatedDate? Parse(string? text)
    {
        text = PlainText.Clean(text ?? "");
        if (text.Length is < 6 or > MaxChars)
            return null;
        return Iso(text) ?? Machine(text) ?? (StatedDay.FindIn(text) is { } day ? OfDay(day) : null);
    }

    /// <summary>A bare calendar day.</summary>
    public static StatedDate? OfDay(DateOnly day) =>
        day.Year is >= FirstYear and < 2100 ? new StatedDate(new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero), DatePrecision.Day, null) : null;

    private static StatedDate? Iso(string text)
    {
        var match = IsoPattern().Match(text);
        if (!match.Success)
            return null;
        var (year, month, day) = (Number(match, "y"), Number(match, "m"), Number(match, "d"));
        if (year is < FirstYear or >= 2100 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
            return null;
        if (!match.Groups["h"].Success)
            return OfDay(new DateOnly(year, month, day));
        var (hour, minute) = (Number(match, "h"), Number(match, "min"));
        var second = match.Groups["s"].Success ? Number(match, "s") : 0;
        if (hour > 23 || minute > 59 || second > 59)
            return OfDay(new DateOnly(year, month, day));
        var offset = Offset(match.Groups["z"].Value);
        var at = new DateTimeOffset(year, month, day, hour, minute, second, TimeSpan.Zero) - (offset ?? TimeSpan.Zero);
        return new StatedDate(at, match.Groups["s"].Success ? DatePrecision.Second : DatePrecision.Minute, offset);
    }

    private static StatedDate? Machine(string text)
    {
        if (text.All(char.IsAsciiDigit) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            return OfSeconds(text.Length == 13 ? seconds / 1000 : seconds);
        if (!MonthName().IsMatch(text) || !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces, out var at) || at.Year < FirstYear || !text.Contains(':', StringComparison.Ordinal))
            return null;
        return new StatedDate(at.ToUniversalTime(), DatePrecision.Minute, ZoneAtEnd().IsMatch(text) ? at.Offset : null);
    }

    private static StatedDate? OfSeconds(long seconds) =>
        seconds is > 631_152_000 and < 4_102_444_800 ? new StatedDate(DateTimeOffset.FromUnixTimeSeconds(seconds), DatePrecision.Second, TimeSpan.Zero) : null;

    private static TimeSpan? Offset(string zone)
    {
        if (zone.Length == 0)
            return null;
        if (zone is "Z" or "z" or "UTC" or "GMT")
            return TimeSpan.Zero;
        var digits = zone[1..].Replace(":", "", StringComparison.Ordinal).PadRight(4, '0');
        var offset = new TimeSpan(int.Parse(digits[..2], CultureInfo.InvariantCulture), int.Parse(digits[2..4], CultureInfo.InvariantCulture), 0);
        return offset > TimeSpan.FromHours(14) ? null : zone[0] == '-' ? -offset : offset;
    }

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<y>[0-9]{4})[-/.](?<m>[0-9]{1,2})[-/.](?<d>[0-9]{1,2})(?:(?:T|\s+|,\s*)(?<h>[0-9]{1,2}):(?<min>[0-9]{2})(?::(?<s>[0-9]{2})(?:[.,][0-9]+)?)?\s*(?<z>Z|UTC|GMT|[+-][0-9]{2}:?(?:[0-9]{2})?)?)?(?![0-9])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex IsoPattern();

    [GeneratedRegex(@"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex MonthName();

    [GeneratedRegex(@"(?:GMT|UTC|Z|[+-][0-9]{2}:?[0-9]{2})(?:\s*\(.*\))?$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex ZoneAtEnd();
}
