using FeedPipeline.Documents;

namespace FeedPipeline.Reading.Values;

/// <summary>Dates as feeds write them: W3C-DTF and RFC 3339 first, else RFC 822 and its many relatives, word by word.</summary>
internal static class DateText
{
    private const int MaxLength = 100;

    /// <summary>The date of a text; null when it is none.</summary>
    public static StatedDate? Parse(ReadOnlySpan<char> text) => Parse(text, out _);

    /// <summary>The date of a text; null when it is none. Carried when it names a 32nd day, a 13th month or a 25th hour, which mean the next one's first.</summary>
    public static StatedDate? Parse(ReadOnlySpan<char> text, out bool isCarried)
    {
        isCarried = false;
        text = text.Trim();
        if (text.IsEmpty || text.Length > MaxLength)
            return null;
        var parts = char.IsAsciiDigit(text[0]) ? ReadNumbers(text) ?? ReadWords(text) : ReadWords(text);
        return parts.ToDate(out isCarried);
    }

    /// <summary>A date that begins with its numbers; null when words have to be read.</summary>
    private static DateParts? ReadNumbers(ReadOnlySpan<char> text)
    {
        var scan = new DateScanner(text);
        var parts = new DateParts();
        var (number, digits) = scan.Number();
        var isRead = digits switch
        {
            1 or 2 => ReadDayFirst(ref scan, ref parts, number, text),
            4 => ReadYearFirst(ref scan, ref parts, number),
            6 => parts.Set(number / 100, number % 100, 1),
            7 => parts.SetDayOfYear(number / 1_000, number % 1_000),
            8 => parts.Set(number / 10_000, number / 100 % 100, number % 100),
            10 or 13 when scan.IsAtEnd => parts.SetUnixTime(text),
            _ => false,
        };
        return isRead && ReadTail(ref scan, ref parts) ? parts : null;
    }

    /// <summary><c>2026</c>, <c>2026-11</c>, <c>2026-11-21</c>, <c>2026-325</c>, <c>2026-W47-6</c>, <c>2026/11/21</c> (ISO 8601, W3C-DTF).</summary>
    private static bool ReadYearFirst(ref DateScanner scan, ref DateParts parts, int year)
    {
        if (scan.IsAtEnd)
            return parts.Set(year, 1, 1);
        var isParted = scan.TakeAny("-/.");
        if (scan.TakeAny("Ww"))
            return ReadWeek(ref scan, ref parts, year);
        if (!isParted || !scan.IsAtDigit)
            return false;
        var (number, digits) = scan.Number();
        if (digits == 3)
            return parts.SetDayOfYear(year, number);
        return parts.Set(year, number, scan.TakeAny("-/.") ? scan.Number().Value : 1);
    }

    private static bool ReadWeek(ref DateScanner scan, ref DateParts parts, int year)
    {
        var (week, digits) = scan.Number();
        if (digits == 3)
            return parts.SetWeek(year, week / 10, week % 10);
        return digits == 2 && parts.SetWeek(year, week, scan.Take('-') ? scan.Number().Value : 1);
    }

    /// <summary>
    /// <c>21.11.2026</c>, <c>21/11/2026</c>, <c>11/21/2026</c>. Which of two small numbers is the month tells the point, or a clock with AM and PM;
    /// where nothing tells, there is no date.
    /// </summary>
    private static bool ReadDayFirst(ref DateScanner scan, ref DateParts parts, int first, ReadOnlySpan<char> text)
    {
        var isPoint = scan.IsAt('.');
        if (!scan.TakeAny("./-") || !scan.IsAtDigit)
            return false;
        var (second, _) = scan.Number();
        if (!scan.TakeAny("./-") || !scan.IsAtDigit)
            return false;
        var (number, digits) = scan.Number();
        var year = DateParts.FullYear(number, digits);
        if (isPoint || first > 12)
            return parts.Set(year, second, first);
        var isAmerican = text.EndsWith("am", StringComparison.OrdinalIgnoreCase) || text.EndsWith("pm", StringComparison.OrdinalIgnoreCase);
        return (second > 12 || isAmerican || first == second) && parts.Set(year, first, second);
    }

    private static bool ReadTail(ref DateScanner scan, ref DateParts parts)
    {
        scan.Skip(" \t,T-t");
        if (scan.IsAtDigit && !ReadTime(ref scan, ref parts))
            return false;
        while (!scan.IsAtEnd)
            ReadPart(ref scan, ref parts);
        return true;
    }

    private static bool ReadTime(ref DateScanner scan, ref DateParts parts)
    {
        var (number, digits) = scan.Number();
        if (digits is 4 or 6 && !scan.IsAt(':'))
        {
            (parts.Hour, parts.Minute) = digits == 4 ? (number / 100, number % 100) : (number / 10_000, number / 100 % 100);
            parts.Second = digits == 6 ? number % 100 : null;
            return true;
        }

        parts.Hour = number;
        if (!scan.TakeAny(":.hH時时"))
            return digits <= 2 && scan.IsAtEndOfNumber;
        if (!scan.IsAtDigit)
            return true;
        parts.Minute = scan.Number().Value;
        if (scan.TakeAny(":.分") && scan.IsAtDigit)
            parts.Second = scan.Number().Value;
        if (parts.Second is not null && scan.TakeAny(".,"))
            parts.Fraction = scan.Fraction();
        return true;
    }

    private static DateParts ReadWords(ReadOnlySpan<char> text)
    {
        var scan = new DateScanner(text);
        var parts = new DateParts();
        while (!scan.IsAtEnd)
            ReadPart(ref scan, ref parts);
        return parts;
    }

    private static void ReadPart(ref DateScanner scan, ref DateParts parts)
    {
        if (scan.IsAtDigit)
            ReadNumber(ref scan, ref parts);
        else if (scan.IsAtSign && parts.Hour is not null && scan.IsSignedNumber)
            parts.Offset = scan.Offset();
        else if (scan.IsAtLetter)
            ReadWord(scan.Word(), ref parts);
        else
            scan.SkipOne();
    }

    private static void ReadNumber(ref DateScanner scan, ref DateParts parts)
    {
        if (parts.Hour is null && (scan.IsTime || (parts.Day is not null && parts.Year is not null && scan.IsTimeWithPoint)))
        {
            ReadTime(ref scan, ref parts);
            return;
        }

        var (number, digits) = scan.Number();
        if (digits == 4 && parts.Year is null)
            parts.Year = number;
        else if (digits <= 2 && scan.TakeAny("月월"))
            parts.Month = number;
        else if (digits <= 2 && parts.Day is null)
            parts.Day = number;
        else if (digits <= 4 && parts.Year is null)
            parts.Year = DateParts.FullYear(number, digits);
    }

    private static void ReadWord(ReadOnlySpan<char> word, ref DateParts parts)
    {
        if (DateWords.IsAfternoon(word))
            parts.IsAfternoon = true;
        else if (DateWords.IsMorning(word))
            parts.IsAfternoon = false;
        else if ((parts.Month is null || parts.IsMonthBeforeDay) && DateWords.Month(word) is { } month)
            parts.NameMonth(month);
        else if (parts.Hour is not null && parts.Offset is null)
            parts.Offset = DateWords.Zone(word);
    }
}
