using System.Text.RegularExpressions;

namespace FeedPipeline.Articles.Wording;

/// <summary>A line of its own that says who and when: <c>By News Desk - July 28 2021</c>, or one of the two.</summary>
/// <param name="Byline">As written, without "By"; null when the line is a date only.</param>
/// <param name="Day">The stated day; null when the line names people only.</param>
/// <param name="IsPlain">Whether the line both begins with a preposition and ends with a date, so that it cannot be prose.</param>
internal sealed partial record BylineLine(string? Byline, DateOnly? Day, bool IsPlain)
{
    private const int MaxChars = 200;

    /// <summary>Null when the line is neither.</summary>
    public static BylineLine? Parse(string line)
    {
        if (line.Length is 0 or > MaxChars)
            return null;
        if (StatedDay.Parse(WithoutPublished(line)) is { } alone)
            return new BylineLine(null, alone, IsPlain: false);

        var names = AuthorNames.WithoutPreposition(line);
        var hasPreposition = names.Length < line.Length;
        foreach (var separator in Separators().EnumerateMatches(names))
        {
            var (left, right) = (names[..separator.Index].Trim(), names[(separator.Index + separator.Length)..]);
            if (StatedDay.Parse(WithoutPublished(right)) is not { } day || left.Length == 0 || AuthorNames.Line(left) is not { } byline)
                continue;
            return hasPreposition || AuthorNames.LooksLikeNames(left) ? new BylineLine(byline, day, hasPreposition) : null;
        }

        return hasPreposition && names.Length > 0 && names[^1] is not ('.' or '?' or '!' or ':' or ',') && AuthorNames.LooksLikeNames(names)
            ? new BylineLine(AuthorNames.Line(names), null, IsPlain: false)
            : null;
    }

    /// <summary>One line of two that say who and when apart; null when both say the same.</summary>
    public BylineLine? Join(BylineLine next) => (this, next) switch
    {
        ({ Day: null }, { Byline: null }) => this with { Day = next.Day },
        ({ Byline: null }, { Day: null }) => this with { Byline = next.Byline },
        _ => null,
    };

    private static string WithoutPublished(string text)
    {
        var published = Published().Match(text);
        return published.Success ? text[published.Length..] : text;
    }

    [GeneratedRegex(@"\s+[–—-]\s+|\s*[|·•]\s*|,\s+|\s+(?:on|am|le|el|il|op|den)\s+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Separators();

    [GeneratedRegex(@"^\s*(?:published|posted|veröffentlicht|publié|publicado|pubblicato|gepubliceerd|опубликовано)?(?:\s+(?:on|am|le|el|il|op))?\s*:?\s*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Published();
}
