namespace FeedPipeline.Reading.Values;

/// <summary>The words of dates: months and zones.</summary>
internal static class DateWords
{
    /// <summary>Number of an English month, by its first three letters; null for any other word.</summary>
    public static int? Month(ReadOnlySpan<char> word)
    {
        if (word.Length < 3)
            return null;
        Span<char> start = stackalloc char[3];
        word[..3].ToLowerInvariant(start);
        return start switch
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
    }

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
            "AST" or "EDT" => TimeSpan.FromHours(-4),
            "EST" or "CDT" or "ET" => TimeSpan.FromHours(-5),
            "CST" or "MDT" or "CT" => TimeSpan.FromHours(-6),
            "MST" or "PDT" or "MT" => TimeSpan.FromHours(-7),
            "PST" or "AKDT" or "PT" => TimeSpan.FromHours(-8),
            "AKST" or "HDT" => TimeSpan.FromHours(-9),
            "HST" => TimeSpan.FromHours(-10),
            "ADT" or "BRT" or "ART" => TimeSpan.FromHours(-3),
            "NST" => new TimeSpan(-3, -30, 0),
            "NDT" => new TimeSpan(-2, -30, 0),
            "CET" or "MEZ" or "MET" or "BST" or "WEST" => TimeSpan.FromHours(1),
            "EET" or "CEST" or "MESZ" or "MEST" or "SAST" => TimeSpan.FromHours(2),
            "MSK" or "EEST" => TimeSpan.FromHours(3),
            "MSD" => TimeSpan.FromHours(4),
            "IST" => new TimeSpan(5, 30, 0),
            "HKT" or "SGT" or "AWST" => TimeSpan.FromHours(8),
            "JST" or "KST" => TimeSpan.FromHours(9),
            "ACST" => new TimeSpan(9, 30, 0),
            "AEST" => TimeSpan.FromHours(10),
            "AEDT" => TimeSpan.FromHours(11),
            "NZST" => TimeSpan.FromHours(12),
            "NZDT" => TimeSpan.FromHours(13),
            _ => null,
        };
    }
}
