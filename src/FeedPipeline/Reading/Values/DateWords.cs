using System.Collections.Frozen;
using System.Globalization;

namespace FeedPipeline.Reading.Values;

/// <summary>The words of dates: months in the languages feeds are written in, halves of the day, and zones.</summary>
internal static class DateWords
{
    private const int MinPrefixLength = 3;

    // Where two languages share a short name for different months, the first one means it.
    private static readonly string[] Languages =
        ["en", "de", "de-AT", "fr", "es", "it", "pt", "nl", "sv", "da", "nb", "fi", "pl", "cs", "sk", "hu", "ro", "tr", "ru", "uk", "bg", "el", "ca", "et", "lv", "lt", "sl",
         "id", "is", "he", "ar"];

    private static readonly Lazy<FrozenDictionary<string, int>> Months = new(NameMonths);

    /// <summary>Number of a month, by its name or the beginning of it; null for any other word.</summary>
    public static int? Month(ReadOnlySpan<char> word)
    {
        if (word.Length < MinPrefixLength)
            return null;
        Span<char> start = stackalloc char[MinPrefixLength];
        word[..MinPrefixLength].ToLowerInvariant(start);
        return IsWeekday(start) ? null : English(start) ?? Foreign(word.ToString().ToLowerInvariant());
    }

    public static bool IsAfternoon(ReadOnlySpan<char> word) => word.Equals("pm", StringComparison.OrdinalIgnoreCase) || word is "下午" or "午後" or "오후" or "μμ";

    public static bool IsMorning(ReadOnlySpan<char> word) => word.Equals("am", StringComparison.OrdinalIgnoreCase) || word is "上午" or "午前" or "오전" or "πμ";

    /// <summary>Offset of a zone's name (RFC 822 section 5.1 and usage); null when unknown. Military letters say nothing (RFC 5322 section 4.3).</summary>
    public static TimeSpan? Zone(ReadOnlySpan<char> name)
    {
        if (name.Length > 5)
            return null;
        Span<char> upper = stackalloc char[name.Length];
        name.ToUpperInvariant(upper);
        return upper switch
        {
            "Z" or "GMT" or "UT" or "UTC" or "WET" => TimeSpan.Zero,
            "AST" or "EDT" or "CLT" or "VET" => TimeSpan.FromHours(-4),
            "EST" or "CDT" or "ET" or "COT" or "PET" => TimeSpan.FromHours(-5),
            "CST" or "MDT" or "CT" => TimeSpan.FromHours(-6),
            "MST" or "PDT" or "MT" => TimeSpan.FromHours(-7),
            "PST" or "AKDT" or "PT" => TimeSpan.FromHours(-8),
            "AKST" or "HDT" => TimeSpan.FromHours(-9),
            "HST" => TimeSpan.FromHours(-10),
            "ADT" or "BRT" or "ART" or "UYT" => TimeSpan.FromHours(-3),
            "NST" => new TimeSpan(-3, -30, 0),
            "NDT" => new TimeSpan(-2, -30, 0),
            "CET" or "MEZ" or "MET" or "BST" or "WEST" or "WAT" => TimeSpan.FromHours(1),
            "EET" or "CEST" or "MESZ" or "MEST" or "SAST" or "CAT" => TimeSpan.FromHours(2),
            "MSK" or "EEST" or "EAT" or "TRT" => TimeSpan.FromHours(3),
            "MSD" or "GST" => TimeSpan.FromHours(4),
            "PKT" => TimeSpan.FromHours(5),
            "IST" => new TimeSpan(5, 30, 0),
            "NPT" => new TimeSpan(5, 45, 0),
            "WIB" or "ICT" => TimeSpan.FromHours(7),
            "HKT" or "SGT" or "AWST" or "PHT" or "MYT" => TimeSpan.FromHours(8),
            "JST" or "KST" => TimeSpan.FromHours(9),
            "ACST" => new TimeSpan(9, 30, 0),
            "AEST" => TimeSpan.FromHours(10),
            "AEDT" => TimeSpan.FromHours(11),
            "NZST" => TimeSpan.FromHours(12),
            "NZDT" => TimeSpan.FromHours(13),
            _ => null,
        };
    }

    /// <summary>By the first three letters, which is what RFC 822 wants and what survives misspelling.</summary>
    private static int? English(ReadOnlySpan<char> start) => start switch
    {
        "jan" => 1,
        "feb" => 2,
        "mar" => 3,
        "apr" => 4,
        "may" => 5,
        "jun" => 6,
        "jul" => 7,
        "aug" => 8,
        "sep" => 9,
        "oct" => 10,
        "nov" => 11,
        "dec" => 12,
        _ => null,
    };

    private static bool IsWeekday(ReadOnlySpan<char> start) => start is "mon" or "tue" or "wed" or "thu" or "fri" or "sat" or "sun";

    private static int? Foreign(string word)
    {
        if (Months.Value.TryGetValue(word, out var month))
            return month;
        int? found = null;
        foreach (var (name, number) in Months.Value)
        {
            if (!name.StartsWith(word, StringComparison.Ordinal))
                continue;
            if (found is not null && found != number)
                return null;
            found = number;
        }

        return found;
    }

    private static FrozenDictionary<string, int> NameMonths()
    {
        var months = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var language in Languages)
        {
            var format = CultureInfo.GetCultureInfo(language).DateTimeFormat;
            foreach (var names in new[] { format.MonthNames, format.MonthGenitiveNames, format.AbbreviatedMonthNames, format.AbbreviatedMonthGenitiveNames })
            {
                for (var month = 1; month <= 12; month++)
                    months.TryAdd(names[month - 1].TrimEnd('.').ToLowerInvariant(), month);
            }
        }

        return months.Where(pair => pair.Key.Length >= MinPrefixLength).ToFrozenDictionary(StringComparer.Ordinal);
    }
}
