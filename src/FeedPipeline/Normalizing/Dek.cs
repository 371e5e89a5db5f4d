using System.Text.RegularExpressions;
using FeedPipeline.Articles.Wording;

namespace FeedPipeline.Normalizing;

/// <summary>Tells a standfirst from an excerpt.</summary>
internal static partial class Dek
{
    /// <summary>Longest standfirst in characters.</summary>
    public const int MaxChars = 600;

    /// <summary>The text of a summary without what publishing programs set under it; null when it has none.</summary>
    public static string? TextOf(string? summary)
    {
        if (summary is null)
            return null;
        var text = string.Join(' ', Furniture.Cut(HtmlBlocks.TextsOf(summary)).Body);
        var trailer = text.LastIndexOf(" The post ", StringComparison.Ordinal);
        text = trailer >= 0 && FurnitureHeadings.IsWholeLine(text[(trailer + 1)..]) ? text[..trailer] : text;
        return text.Length == 0 ? null : text;
    }

    /// <summary>Whether the text breaks off, so that it is the beginning of something longer.</summary>
    public static bool IsCutOff(string text) => CutOff().IsMatch(text.Length > MaxChars ? text[^MaxChars..] : text);

    /// <summary>The text when it is a standfirst of this article; null when it is cut off, an address, the headline, or a copy of the body's beginning.</summary>
    public static string? Of(string text, string headline, IReadOnlyList<string> body)
    {
        if (text.Length is 0 or > MaxChars || IsCutOff(text) || text.Contains("://", StringComparison.Ordinal) || text.Contains("www.", StringComparison.OrdinalIgnoreCase))
            return null;
        var folded = PlainText.Fold(text);
        return folded.Length == 0 || folded == PlainText.Fold(headline) || IsCopied(folded, body) ? null : text;
    }

    private static bool IsCopied(string folded, IReadOnlyList<string> body)
    {
        string[] beginning = [.. body.Take(5).Select(PlainText.Fold)];
        return string.Concat(beginning).StartsWith(folded, StringComparison.Ordinal) || beginning.Contains(folded);
    }

    [GeneratedRegex(@"(?:\.\.\.|…|\[…\]|\[\.\.\.\]|\(…\)|\(\.\.\.\)|\b(?:read|continue) (?:more|reading|the full (?:story|article))\b.{0,20}|weiterlesen|lire la suite|leer más|leggi tutto|lees meer|читать далее)\s*[»›>→.\])]*\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex CutOff();
}
