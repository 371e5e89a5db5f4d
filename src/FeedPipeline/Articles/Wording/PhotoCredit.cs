using System.Text.RegularExpressions;

namespace FeedPipeline.Articles.Wording;

/// <summary>Who made a picture: as a line of its own, as a caption's tail, or as the feed names it.</summary>
public static partial class PhotoCredit
{
    private const int MaxChars = 600;
    private const int MaxCreditWords = 24;

    /// <summary><c>(Photo credit: WHO)</c>, with the line's own words for the label.</summary>
    public static string Write(string credit) => $"(Photo credit: {credit})";

    /// <summary>WHO of a line that is nothing but a credit; null otherwise.</summary>
    public static string? OfLine(string line)
    {
        if (line.Length is 0 or > MaxChars || line.Count(character => character == ' ') >= MaxCreditWords)
            return null;
        var (open, close) = (line[0] is '(' or '[', line[^1] is ')' or ']');
        var text = open && close ? line[1..^1].Trim() : line;
        var label = Label().Match(text);
        if (!label.Success)
            return null;
        var credit = text[label.Length..].Trim();
        // Without parentheses a sentence may begin so: "Photos: what the flood left behind."
        return credit.Length == 0 || (!(open && close) && credit[^1] is '.' or '?' or '!') ? null : credit;
    }

    /// <summary>A credit as the feed states it, without label, sign and parentheses; null when nothing is left.</summary>
    public static string? Clean(string? credit)
    {
        if (credit is null)
            return null;
        var text = PlainText.Clean(credit);
        var who = OfLine(text) ?? (AnyLabel().Match(text) is { Success: true, Length: var label } && label < text.Length ? text[label..] : text).TrimStart('©', ' ').Trim();
        return who.Length is > 0 and <= MaxChars ? who : null;
    }

    /// <summary>Whether a line ends in a credit that no sentence has: a label, a sign, or an agency in parentheses.</summary>
    public static bool EndsInCredit(string line) => line.Length is > 0 and <= MaxChars
        && ((line[^1] == ')' && line.LastIndexOf('(') is var open and > 0 && (Label().IsMatch(line[(open + 1)..^1]) || line.IndexOf('©', open) > 0 || (line.IndexOf('/', open) > 0 && Agency().IsMatch(line[(open + 1)..^1]))))
            || (InnerLabel().Match(line) is { Success: true } label && line.Length - label.Index < 100 && line[^1] is not ('.' or '?' or '!'))
            || (line.LastIndexOf('©') is var sign and > 0 && line.Length - sign < 60));

    /// <summary>Splits a caption at its last <c> | </c>, <c>©</c>, label or final parentheses.</summary>
    public static (string? Caption, string? Credit) Split(string caption)
    {
        if (caption.Length is 0 or > 4 * MaxChars)
            return (caption.Length == 0 ? null : caption, null);
        if (OfLine(caption) is { } whole)
            return (null, whole);
        foreach (var at in SplitPoints(caption))
        {
            var credit = Clean(caption[at..].TrimStart('|', ' ', '/'));
            if (credit is not null && credit.Count(character => character == ' ') < MaxCreditWords)
                return (NullIfEmpty(caption[..at].TrimEnd(' ', '|', '(', '[', '–', '—', '-')), credit.TrimEnd('.').Trim());
        }

        return (caption, null);
    }

    private static IEnumerable<int> SplitPoints(string caption)
    {
        if (caption[^1] == ')' && caption.LastIndexOf('(') is var open and > 0 && IsCredit(caption[(open + 1)..^1]))
            yield return open;
        if (InnerLabel().Match(caption) is { Success: true, Index: var label })
            yield return label;
        if (PhotoBy().Match(caption) is { Success: true, Index: > 0 and var by })
            yield return by;
        if (caption.LastIndexOf('©') is var sign and >= 0)
            yield return sign;
        if (caption.LastIndexOf(" | ", StringComparison.Ordinal) is var bar and > 0)
            yield return bar;
        if (OtherLabel().Match(caption) is { Success: true, Index: > 0 and var other })
            yield return other;
        if (caption.IndexOf(" / ", StringComparison.Ordinal) is var slash and > 0)
            yield return slash;
    }

    // "(Friso Gentsch/dpa)" is a credit, "(left)" and "(second from right, in 1998)" are not.
    private static bool IsCredit(string text) => Label().IsMatch(text) || text.Contains('©', StringComparison.Ordinal) || Agency().IsMatch(text)
        || (text.Contains(' ', StringComparison.Ordinal) && text.Length < 80 && text.Split('/').All(AuthorNames.LooksLikeNames));

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;

    private const string Words = "Photos?|Images?|Pictures?|Pics?|Fotos?|Bild|Bilder|Bildquelle|Bildrechte|Bildnachweis|Kuva|Zdjęcie|Fot|Fotó|Fotografija|Fotograf|Photographie|Fotografía|Imagen|Immagine|Фото|صورة|写真|사진|图";

    [GeneratedRegex(@"^(?:(?:" + Words + @")(?:\s+(?:credits?|by|courtesy(?:\s+of)?|source|via))?\s*[:：]\s*|(?:" + Words + @")\s+(?:credits?|by|courtesy\s+of)\s+|Credits?\s*[:：]\s*|©\s*)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Label();

    [GeneratedRegex(@"(?<![\w])[(\[]?(?:" + Words + @"|Credit)(?:\s+(?:credit|by|courtesy(?:\s+of)?))?\s*[:：]\s*[^:：]+$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex InnerLabel();

    [GeneratedRegex(@"[\s–—-]*\b(?:Photo(?:graph)?|Picture|Image)s?\s+(?:by|courtesy\s+of)\s+\S[^.]{2,80}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex PhotoBy();

    [GeneratedRegex(@"^(?:\p{Lu}\p{L}{2,14}:\s*|Photo(?:graph)?s?\s+(?:by|courtesy\s+of)\s+|Pictures?\s+by\s+)(?=\p{Lu})", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex AnyLabel();

    // "A sentence. Word: Who" in any language.
    [GeneratedRegex(@"(?<=[.!?…»”""])\s+\p{Lu}\p{L}{2,14}:\s*\S+(?:\s\S+){0,5}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex OtherLabel();

    [GeneratedRegex(@"(?:^|[/\s,])(?:Reuters|AP|AFP|Getty|Getty Images|EPA|dpa|imago|APA|ANSA|Xinhua|Shutterstock|PA|TASS|Anadolu|Yonhap|Kyodo|EFE|Keystone|picture alliance)(?:$|[/\s,])", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Agency();
}
