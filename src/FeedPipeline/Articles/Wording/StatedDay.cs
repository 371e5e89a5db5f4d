using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace FeedPipeline.Articles.Wording;

/// <summary>A calendar day as written in a byline line, in the languages of the month table.</summary>
internal static partial class StatedDay
{
    private const int MaxSearchedChars = 200;

    /// <summary>The day at the start of <paramref name="text"/>, after a weekday at most; null when there is none.
    /// What follows it may only be a time, a zone or a note of an update.</summary>
    public static DateOnly? Parse(string text)
    {
        text = AsciiDigits(text);
        foreach (var (pattern, order) in Patterns())
        {
            var match = pattern.Match(text);
            if (match.Success && Rest().IsMatch(text[match.Length..]))
                return Day(match, order);
        }

        return null;
    }

    /// <summary>The first day that stands anywhere in a line; null when none does.</summary>
    public static DateOnly? FindIn(string line)
    {
        line = AsciiDigits(line);
        var isStart = true;
        for (var i = 0; i < line.Length && i < MaxSearchedChars; i++)
        {
            if (isStart && char.IsLetterOrDigit(line[i]) && Start(line[i..]) is { } day)
                return day;
            isStart = !char.IsLetterOrDigit(line[i]);
        }

        return null;
    }

    /// <summary><c>July 28 2021</c>: month in English, day unpadded.</summary>
    public static string Write(DateOnly day) => day.ToString("MMMM d yyyy", CultureInfo.InvariantCulture);

    private static DateOnly? Start(string text)
    {
        foreach (var (pattern, order) in Patterns())
        {
            if (pattern.Match(text) is { Success: true } match && Day(match, order) is { } day)
                return day;
        }

        return null;
    }

    private static (Regex Pattern, string Order)[] Patterns() =>
    [
        (MonthFirst(), "name"), (DayFirst(), "name"), (YearFirst(), "number"), (NumbersDayFirst(), "number"), (EastAsian(), "number"),
    ];

    private static DateOnly? Day(Match match, string order)
    {
        var month = order == "name" ? MonthNames.NumberOf(match.Groups["m"].Value) : Number(match.Groups["m"]);
        var (year, day) = (Number(match.Groups["y"]), Number(match.Groups["d"]));
        return month is >= 1 and <= 12 && year >= 1000 && day >= 1 && day <= DateTime.DaysInMonth(year, month.Value)
            ? new DateOnly(year, month.Value, day)
            : null;
    }

    private static int Number(Group group) => int.Parse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    private static string AsciiDigits(string text)
    {
        if (!text.Any(character => character > '9' && char.IsDigit(character)))
            return text;
        var ascii = new StringBuilder(text.Length);
        foreach (var character in text)
            ascii.Append(char.IsDigit(character) ? (char)('0' + (int)char.GetNumericValue(character)) : character);
        return ascii.ToString();
    }

    private const string Weekday = @"^(?:\p{L}{2,15}\.?,?\s+)?";

    [GeneratedRegex(Weekday + @"(?<m>[\p{L}\p{M}]{3,15})\.?\s+(?<d>[0-9]{1,2})(?:st|nd|rd|th)?,?\s+(?<y>[0-9]{4})(?![0-9])", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex MonthFirst();

    [GeneratedRegex(Weekday + @"(?<d>[0-9]{1,2})(?:\.|er|st|nd|rd|th|º|°)?\s+(?:de\s+|of\s+|d['’])?(?<m>[\p{L}\p{M}]{3,15})\.?,?\s+(?:de\s+|of\s+|del\s+)?(?<y>[0-9]{4})(?![0-9])", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex DayFirst();

    [GeneratedRegex(Weekday + @"(?<y>[0-9]{4})-(?<m>[0-9]{2})-(?<d>[0-9]{2})(?![0-9])", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex YearFirst();

    [GeneratedRegex(Weekday + @"(?<d>[0-9]{1,2})[./](?<m>[0-9]{1,2})[./](?<y>[0-9]{4})(?![0-9])", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex NumbersDayFirst();

    [GeneratedRegex(@"^(?<y>[0-9]{4})\s?年\s?(?<m>[0-9]{1,2})\s?月\s?(?<d>[0-9]{1,2})\s?日", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex EastAsian();

    [GeneratedRegex(@"^(?:T?[\s,|·•–-]*(?:(?:at|um|à|kl\.?)\s+)?[0-9]{1,2}[:.h][0-9]{2}(?::[0-9]{2})?(?:\s?[ap]\.?m\.?)?(?:\s?(?:Uhr|Z|[A-Z]{2,5}|[+-][0-9]{2}:?[0-9]{2}))?)?(?:[\s,|·•(–-]+(?:Updated|Last updated|Aktualisiert|Mis à jour|Actualizado|Aggiornato|Bijgewerkt|Обновлено)\b.{0,60})?\s*$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Rest();
}
