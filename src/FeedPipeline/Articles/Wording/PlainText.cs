using System.Buffers;
using System.Globalization;
using System.Text;

namespace FeedPipeline.Articles.Wording;

/// <summary>Text as readers should meet it: NFC, one kind of space, nothing invisible. Quotes and dashes stay the publisher's.</summary>
public static class PlainText
{
    // A second pass is needed only when composing changed what stands beside a joiner.
    private const int MaxPasses = 3;

    /// <summary>What cleaning might change: all white space but the space, all that is invisible, joiners, halves of pairs.</summary>
    private static readonly SearchValues<char> Suspects = SearchValues.Create(
        [.. Enumerable.Range(0, 0x1_0000).Select(code => (char)code).Where(character =>
            character != ' ' && (char.IsWhiteSpace(character) || IsInvisible(character) || character is NonJoiner or Joiner || char.IsSurrogate(character)))]);

    private const char NonJoiner = '\u200C';
    private const char Joiner = '\u200D';

    /// <summary>One line without spaces at its ends; empty when nothing visible is left. Cleaning twice changes nothing.</summary>
    public static string Clean(string text) => CleanInside(text).Trim(' ');

    /// <summary>As <see cref="Clean"/>, but a space at either end stays, for text between two tags.</summary>
    public static string CleanInside(string text) => IsClean(text) ? text : Composed(text, Collapsed);

    /// <summary>Preformatted text: spaces, tabs and line breaks stay.</summary>
    public static string CleanLines(string text) => Composed(text, LinesKept);

    /// <summary>Letters and digits in lower case, to compare texts that differ in punctuation and spacing only.</summary>
    public static string Fold(string text)
    {
        var clean = Ascii.IsValid(text) ? text : Clean(text).Normalize(NormalizationForm.FormKC);
        var folded = ArrayPool<char>.Shared.Rent(clean.Length + 1);
        var length = 0;
        foreach (var rune in clean.EnumerateRunes())
        {
            if (rune.IsAscii)
            {
                if (char.IsAsciiLetterOrDigit((char)rune.Value))
                    folded[length++] = char.ToLowerInvariant((char)rune.Value);
            }
            else if (Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark)
                length += Rune.ToLowerInvariant(rune).EncodeToUtf16(folded.AsSpan(length));
        }

        var result = new string(folded, 0, length);
        ArrayPool<char>.Shared.Return(folded);
        return result;
    }

    // Most text is: then nothing is copied.
    private static bool IsClean(string text) =>
        !text.AsSpan().ContainsAny(Suspects) && !text.Contains("  ", StringComparison.Ordinal) && (Ascii.IsValid(text) || text.IsNormalized(NormalizationForm.FormC));

    private static string Composed(string text, Func<string, string> pass)
    {
        for (var i = 0; i < MaxPasses; i++)
        {
            text = pass(text);
            if (text.IsNormalized(NormalizationForm.FormC))
                return text;
            text = text.Normalize(NormalizationForm.FormC);
        }

        return text;
    }

    private static string Collapsed(string text)
    {
        var clean = new StringBuilder(text.Length);
        var space = false;
        var joiner = '\0';
        for (var i = 0; i < text.Length; i++)
        {
            var character = Sound(text, i);
            if (char.IsWhiteSpace(character))
            {
                (space, joiner) = (true, '\0');
                continue;
            }

            if (character is NonJoiner or Joiner)
            {
                if (clean.Length > 0 && !space && IsIndic(clean[^1]))
                    clean.Append(character);
                else
                    joiner = character;
                continue;
            }

            if (IsInvisible(character))
                continue;
            if (space)
                clean.Append(' ');
            else if (joiner != '\0' && clean.Length > 0 && clean[^1] >= '\u0300' && character >= '\u0300')
                clean.Append(joiner);
            clean.Append(character);
            (space, joiner) = (false, '\0');
        }

        return space ? clean.Append(' ').ToString() : clean.ToString();
    }

    private static string LinesKept(string text)
    {
        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var character = Sound(text, i);
            if (character is '\n' or '\t')
                clean.Append(character);
            else if (character is '\u2028' or '\u2029' or '\u0085')
                clean.Append('\n');
            else if (char.IsWhiteSpace(character) && character >= ' ')
                clean.Append(' ');
            else if (!IsInvisible(character) && character is not (NonJoiner or Joiner))
                clean.Append(character);
        }

        return clean.ToString();
    }

    // Half a surrogate pair can be neither normalised nor stored.
    private static char Sound(string text, int at)
    {
        var character = text[at];
        if (char.IsHighSurrogate(character))
            return at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]) ? character : '\uFFFD';
        if (char.IsLowSurrogate(character))
            return at > 0 && char.IsHighSurrogate(text[at - 1]) ? character : '\uFFFD';
        return character;
    }

    // Conjuncts at a word's end need their joiner; elsewhere it only matters between two letters.
    private static bool IsIndic(char character) => character is >= '\u0900' and <= '\u0DFF';

    private static bool IsInvisible(char character) => character is
        < ' ' or (>= '\u007F' and <= '\u009F') or '\u00AD' or '\u180E' or '\u200B' or '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E')
        or (>= '\u2060' and <= '\u206F') or '\uFEFF' or '\uFFFE' or '\uFFFF';
}
