using System.Collections.Frozen;
using System.Text.RegularExpressions;
using FeedPipeline.Articles.Wording;

namespace FeedPipeline.Extracting.Fields;

/// <summary>A line that says who and when in one of the many orders: <c>Jane Doe July 3, 2025</c>, <c>Posted on July 3, 2025 by Jane Doe</c>.</summary>
internal static partial class DatedLine
{
    private const int MaxChars = 140;
    private const int MaxNameWords = 4;

    private static readonly FrozenSet<string> Labels =
        ("published posted updated last modified stand on am le el il vom den erstellt veröffentlicht aktualisiert publié publicado pubblicato güncelleme "
        + "monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag freitag samstag sonntag lundi mardi mercredi jeudi vendredi samedi dimanche").Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The name; null when the line has no date or no name.</summary>
    public static string? NameIn(string line)
    {
        if (line.Length > MaxChars || line[^1] is '.' or '?' or '!' || StatedDay.FindIn(line) is null)
            return null;
        if (Signed().Match(line) is { Success: true } signed && AuthorNames.LooksLikeNames(signed.Groups["name"].Value.Trim()))
            return signed.Groups["name"].Value.Trim();
        var words = line[..FirstDigit(line)].Split(' ').Select(word => word.Trim('|', '·', '•', ',', '-', '–', '—', '/', ':', '.')).ToList();
        while (words.Count > 0 && IsOfDate(words[^1]))
            words.RemoveAt(words.Count - 1);
        var before = string.Join(' ', words);
        return words.Count is > 1 and <= MaxNameWords && !words.Exists(IsOfDate) && AuthorNames.LooksLikeNames(before) ? before : null;
    }

    private static bool IsOfDate(string word) => word.Length == 0 || Labels.Contains(word) || MonthNames.NumberOf(word) is not null;

    private static int FirstDigit(string line)
    {
        var at = line.AsSpan().IndexOfAnyInRange('0', '9');
        return at < 0 ? line.Length : at;
    }

    [GeneratedRegex(@"\b(?:by|von|par|por|door)\s+(?<name>\p{Lu}[^|/·•,\d(–]{1,60}?)(?=\s+(?:on|am|le|in|under|from)\b|\s*[|/·•,\d(–]|$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Signed();
}
