using System.Globalization;
using System.Text.RegularExpressions;

namespace FeedPipeline.Articles.Wording;

/// <summary>Language tags as publishers write them.</summary>
internal static partial class LanguageTag
{
    /// <summary>BCP 47 in its usual case (RFC 5646 section 2.1.1); null when the text is no language tag.</summary>
    public static string? Of(string? stated)
    {
        var tag = PlainText.Clean(stated ?? "").Replace('_', '-');
        if (tag.Length > 35 || !Bcp47().IsMatch(tag))
            return null;
        var parts = tag.Split('-');
        return string.Join('-', parts.Select((part, index) => (index, part.Length) switch
        {
            (0, _) => part.ToLowerInvariant(),
            (_, 2) => part.ToUpperInvariant(),
            (_, 4) when char.IsAsciiLetter(part[0]) => CultureInfo.InvariantCulture.TextInfo.ToTitleCase(part.ToLowerInvariant()),
            _ => part.ToLowerInvariant(),
        }));
    }

    [GeneratedRegex("^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Bcp47();
}
