using System.Globalization;
using System.Text;

namespace FeedPipeline.Articles.Wording;

/// <summary>Words of a text. Han characters and kana count one each; Thai, Lao, Khmer and Burmese, which have no spaces either, one per four letters.</summary>
public static class WordCount
{
    private const int LettersPerWord = 4;

    /// <summary>Number of words; apostrophes, hyphens, points and commas between letters or digits do not part a word.</summary>
    public static int Of(string text)
    {
        var words = 0;
        var unspaced = 0;
        var inWord = false;
        foreach (var rune in text.EnumerateRunes())
        {
            // Most of most texts.
            if (rune.IsAscii && char.IsAsciiLetterOrDigit((char)rune.Value))
                (words, inWord) = (inWord ? words : words + 1, true);
            else if (IsIdeographic(rune.Value))
                (words, inWord) = (words + 1, false);
            else if (IsUnspaced(rune.Value))
                (unspaced, inWord) = (unspaced + (Rune.IsLetter(rune) ? 1 : 0), false);
            else if (IsWordPart(rune))
                (words, inWord) = (inWord ? words : words + 1, true);
            else
                inWord = inWord && rune.Value is '\'' or '’' or '-' or '.' or ',' or '\u200C' or '\u200D';
        }

        return words + ((unspaced + LettersPerWord - 1) / LettersPerWord);
    }

    private static bool IsWordPart(Rune rune) => Rune.IsLetterOrDigit(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static bool IsIdeographic(int value) => value is (>= 0x3041 and <= 0x30FF) or (>= 0x3400 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF);

    private static bool IsUnspaced(int value) => value is (>= 0x0E00 and <= 0x0EFF) or (>= 0x1000 and <= 0x109F) or (>= 0x1780 and <= 0x17FF);
}
