using System.Collections.Frozen;
using System.Globalization;

namespace FeedPipeline.Articles.Wording;

/// <summary>The language that a text is written in, told by its script and its short words; only where there is no doubt.</summary>
public static class DetectedLanguage
{
    private const int MaxWords = 600;
    private const int MinWords = 40;
    private const int MinLetters = 80;
    private const double MinShare = 0.14;
    private const double MinLead = 1.35;
    private const double MinScriptShare = 0.6;

    // Languages that short words do not tell apart, or that publishers call by each other's name.
    private static readonly FrozenDictionary<string, string> Kin =
        "nb:no nn:no bs:hr sh:hr ms:id in:id iw:he fil:tl yue:zh cmn:zh xh:zu prs:fa mo:ro".Split(' ').Select(pair => pair.Split(':')).ToFrozenDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);

    /// <summary>Its BCP 47 code, without region; null when the text is short, mixed, or in a language that is not known here.</summary>
    public static string? Of(string text)
    {
        var (script, letters, share) = MainScript(text);
        if (letters < MinLetters || share < MinScriptShare)
            return null;
        return script switch
        {
            Script.Greek => "el",
            Script.Hebrew => "he",
            Script.Hangul => "ko",
            Script.Kana => "ja",
            Script.Han => "zh",
            Script.Thai => "th",
            Script.Georgian => "ka",
            Script.Armenian => "hy",
            Script.Bengali => "bn",
            Script.Tamil => "ta",
            Script.Telugu => "te",
            Script.Kannada => "kn",
            Script.Malayalam => "ml",
            Script.Gujarati => "gu",
            Script.Gurmukhi => "pa",
            Script.Sinhala => "si",
            Script.Burmese => "my",
            Script.Khmer => "km",
            _ => OfWords(text),
        };
    }

    /// <summary>Whether a stated language and a detected one are the same as far as detection can tell.</summary>
    public static bool Agrees(string stated, string detected) => Family(stated) == Family(detected);

    private static string Family(string tag)
    {
        var language = tag.Split('-')[0];
        return Kin.GetValueOrDefault(language, language);
    }

    private static string? OfWords(string text)
    {
        var words = 0;
        Dictionary<string, int> hits = new(StringComparer.Ordinal);
        var known = StopWords.Languages.GetAlternateLookup<ReadOnlySpan<char>>();
        Span<char> lower = stackalloc char[StopWords.MaxChars];
        var start = -1;
        for (var i = 0; i <= text.Length && words < MaxWords; i++)
        {
            if (i < text.Length && IsWordPart(text[i]))
            {
                start = start < 0 ? i : start;
                continue;
            }

            if (start >= 0)
            {
                words++;
                if (text.AsSpan(start, i - start).ToLowerInvariant(lower) is > 0 and var length && known.TryGetValue(lower[..length], out var languages))
                {
                    foreach (var language in languages)
                        hits[language] = hits.GetValueOrDefault(language) + 1;
                }

                start = -1;
            }
        }

        if (words < MinWords || hits.Count == 0)
            return null;
        var best = hits.MaxBy(hit => hit.Value);
        var next = hits.Where(hit => hit.Key != best.Key).Select(hit => hit.Value).DefaultIfEmpty(0).Max();
        return best.Value >= MinShare * words && best.Value >= MinLead * next ? best.Key : null;
    }

    private static bool IsWordPart(char character) => char.IsLetter(character)
        || (!char.IsAscii(character) && char.GetUnicodeCategory(character) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark);

    private static (Script Script, int Letters, double Share) MainScript(string text)
    {
        var counts = new int[Enum.GetValues<Script>().Length];
        var letters = 0;
        foreach (var character in text)
        {
            if (!char.IsLetter(character))
                continue;
            letters++;
            counts[(int)Of(character)]++;
        }

        // Japanese is Kana among Han.
        if (counts[(int)Script.Kana] * 10 > letters)
            (counts[(int)Script.Kana], counts[(int)Script.Han]) = (counts[(int)Script.Kana] + counts[(int)Script.Han], 0);
        var main = Array.IndexOf(counts, counts.Max());
        // A Chinese or Japanese character says as much as several letters.
        var weight = (Script)main is Script.Han or Script.Kana or Script.Hangul ? 3 : 1;
        return ((Script)main, letters * weight, letters == 0 ? 0 : (double)counts[main] / letters);
    }

    private static Script Of(char character) => character switch
    {
        < '\u0370' => Script.Latin,
        >= '\u0370' and <= '\u03FF' or >= '\u1F00' and <= '\u1FFF' => Script.Greek,
        >= '\u0400' and <= '\u052F' => Script.Cyrillic,
        >= '\u0531' and <= '\u058F' => Script.Armenian,
        >= '\u0590' and <= '\u05FF' => Script.Hebrew,
        >= '\u0600' and <= '\u06FF' or >= '\u0750' and <= '\u077F' or >= '\uFB50' and <= '\uFEFC' => Script.Arabic,
        >= '\u0900' and <= '\u097F' => Script.Devanagari,
        >= '\u0980' and <= '\u09FF' => Script.Bengali,
        >= '\u0A00' and <= '\u0A7F' => Script.Gurmukhi,
        >= '\u0A80' and <= '\u0AFF' => Script.Gujarati,
        >= '\u0B80' and <= '\u0BFF' => Script.Tamil,
        >= '\u0C00' and <= '\u0C7F' => Script.Telugu,
        >= '\u0C80' and <= '\u0CFF' => Script.Kannada,
        >= '\u0D00' and <= '\u0D7F' => Script.Malayalam,
        >= '\u0D80' and <= '\u0DFF' => Script.Sinhala,
        >= '\u0E00' and <= '\u0E7F' => Script.Thai,
        >= '\u1000' and <= '\u109F' => Script.Burmese,
        >= '\u10A0' and <= '\u10FF' => Script.Georgian,
        >= '\u1780' and <= '\u17FF' => Script.Khmer,
        >= '\u3040' and <= '\u30FF' => Script.Kana,
        >= '\u3400' and <= '\u9FFF' => Script.Han,
        >= '\uAC00' and <= '\uD7AF' => Script.Hangul,
        _ => Script.Latin,
    };

    private enum Script
    {
        Latin, Greek, Cyrillic, Armenian, Hebrew, Arabic, Devanagari, Bengali, Gurmukhi, Gujarati, Tamil, Telugu, Kannada, Malayalam, Sinhala, Thai, Burmese, Georgian, Khmer, Kana, Han, Hangul,
    }
}
