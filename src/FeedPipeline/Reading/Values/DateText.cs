using FeedPipeline.Documents;

namespace FeedPipeline.Reading.Values;

/// <summary>Dates as feeds write them: W3C-DTF and RFC 3339 first, else RFC 822 and its many relatives, word by word.</summary>
internal static class DateText
{
    private const int MaxLength = 100;

    /// <summary>The date of a text; null when it is none.</summary>
    public static StatedDate? Parse(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        if (text.IsEmpty || text.Length > MaxLength)
            return null;
        var parts = char.IsAsciiDigit(text[0]) && ReadIso(text) is { } iso ? iso : ReadWords(text);
        return parts.ToDate();
    }

    private static DateParts? ReadIso(ReadOnlySpan<char> text)
    {
        var scan = new DateScanner(text);
        var parts = new DateParts();
        var (number, digits) = scan.Number();
        switch (digits)
        {
            case 4:
                parts.Year = number;
                if (!scan.Take('-') && !scan.Take('/'))
                    break;
                ReadMonthAndDay(ref scan, ref parts);
                break;
            case 6:
                (parts.Year, parts.Month) = (number / 100, number % 100);
                break;
            case 7:
                parts.SetDayOfYear(number / 1_000, number % 1_000);
                break;
            case 8:
                (parts.Year, parts.Month, parts.Day) = (number / 10_000, number / 100 % 100, number % 100);
                break;
            default:
                return null;
        }

        parts.Month ??= 1;
        parts.Day ??= 1;
        return ReadTail(ref scan, ref parts) ? parts : null;
    }

    private static void ReadMonthAndDay(ref DateScanner scan, ref DateParts parts)
    {
        var (number, digits) = scan.Number();
        if (digits == 3)
        {
            parts.SetDayOfYear(parts.Year ?? 0, number);
            return;
        }

        parts.Month = number;
        if (!scan.Take('-') && !scan.Take('/'))
            return;
        parts.Day = scan.Number().Value;
    }

    private static bool ReadTail(ref DateScanner scan, ref DateParts parts)
    {
        scan.Skip(" \t,T-t");
        if (scan.IsAtDigit && !ReadTime(ref scan, ref parts))
            return false;
        scan.Skip(" \t");
        if (scan.IsAtEnd)
            return true;
        if (scan.IsAtSign)
            parts.Offset = scan.Offset();
        else
            ReadWord(scan.Word(), ref parts);
        scan.Skip(" \t");
        if (scan.IsAtSign)
            parts.Offset = scan.Offset();
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
        if (!scan.Take(':') && !scan.Take('.'))
            return digits <= 2 && scan.IsAtEndOfNumber;
        parts.Minute = scan.Number().Value;
        if (scan.Take(':') || scan.Take('.'))
            parts.Second = scan.Number().Value;
        if (parts.Second is not null && (scan.Take('.') || scan.Take(',')))
            parts.Fraction = scan.Fraction();
        return true;
    }

    private static DateParts ReadWords(ReadOnlySpan<char> text)
    {
        var scan = new DateScanner(text);
        var parts = new DateParts();
        while (!scan.IsAtEnd)
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

        return parts;
    }

    private static void ReadNumber(ref DateScanner scan, ref DateParts parts)
    {
        if (scan.IsTime && parts.Hour is null)
        {
            ReadTime(ref scan, ref parts);
            return;
        }

        var (number, digits) = scan.Number();
        if (digits <= 2 && parts.Day is null)
            parts.Day = number;
        else if (digits <= 4 && parts.Year is null)
            parts.Year = digits == 4 ? number : number + (digits == 2 && number < 50 ? 2_000 : 1_900);
    }

    private static void ReadWord(ReadOnlySpan<char> word, ref DateParts parts)
    {
        if (parts.Month is null && DateWords.Month(word) is { } month)
            parts.Month = month;
        else if (word.Equals("pm", StringComparison.OrdinalIgnoreCase) && parts.Hour < 12)
            parts.Hour += 12;
        else if (word.Equals("am", StringComparison.OrdinalIgnoreCase) && parts.Hour == 12)
            parts.Hour = 0;
        else if (parts.Hour is not null && parts.Offset is null)
            parts.Offset = DateWords.Zone(word);
    }
}
