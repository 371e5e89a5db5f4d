using System.Globalization;
using System.Text;
using FeedPipeline.Stories;

namespace FeedPipeline.Deduplicating.Stories;

/// <summary>What an article speaks of: stems of its words, and pairs of signs in scripts without spaces; the headline weighs most, names more than other words.</summary>
public sealed class ReportTerms
{
    private const float HeadlineWeight = 3;
    private const float LeadWeight = 1.5f;
    private const float NameWeight = 6;
    private const int LeadWords = 60;
    private const int MinLetters = 3;
    private const int StemLetters = 6;

    private readonly Dictionary<int, float> weights = [];
    private readonly StringBuilder word = new();
    private readonly string language;
    private int words;
    private bool isName;
    private bool beginsSentence = true;
    private int lastSign;
    private float zone;

    private ReportTerms(string language) => this.language = language;

    /// <summary>The term that stands for the language itself: every report of it counts there.</summary>
    public static int All(string language) => Hash(language, "");

    /// <summary>Terms with the logarithm of their weighted counts, in no particular order.</summary>
    public static IReadOnlyList<StoryTerm> Of(string language, string headline, string? dek, string? body, int maxWords)
    {
        var terms = new ReportTerms(language) { zone = HeadlineWeight };
        terms.Read(headline, int.MaxValue);
        terms.zone = LeadWeight;
        terms.Read(dek, int.MaxValue);
        terms.words = 0;
        terms.Read(body, maxWords);
        return [.. terms.weights.Select(term => new StoryTerm(term.Key, MathF.Log(1 + term.Value)))];
    }

    private void Read(string? text, int maxWords)
    {
        beginsSentence = true;
        foreach (var rune in (text ?? "").Normalize(NormalizationForm.FormC).EnumerateRunes())
        {
            if (words >= maxWords)
                break;
            if (IsSign(rune.Value))
                AddSign(rune.Value);
            else if (Rune.IsLetter(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark)
                AddLetter(rune);
            else
                EndWord(rune);
        }

        EndWord(new Rune('.'));
    }

    private void AddLetter(Rune letter)
    {
        lastSign = 0;
        if (word.Length == 0)
            isName = Rune.IsUpper(letter) && !beginsSentence;
        if (word.Length < 64)
            word.Append(Rune.ToLowerInvariant(letter).ToString());
    }

    private void EndWord(Rune by)
    {
        if (word.Length > 0)
        {
            words++;
            if (word.Length >= MinLetters)
                Add(word.ToString(0, Math.Min(word.Length, StemLetters)), isName ? NameWeight : 1);
            word.Clear();
            beginsSentence = false;
        }

        lastSign = 0;
        beginsSentence |= by.Value is '.' or '!' or '?' or ':' or '\n' or 0x201C or 0x201E or 0xAB;
    }

    private void AddSign(int sign)
    {
        if (word.Length > 0)
            EndWord(new Rune(' '));
        if (lastSign != 0)
            Add(char.ConvertFromUtf32(lastSign) + char.ConvertFromUtf32(sign), 1);
        lastSign = sign;
        words++;
    }

    private void Add(string stem, float weight)
    {
        var term = Hash(language, stem);
        if (zone < HeadlineWeight)
            zone = words <= LeadWords ? LeadWeight : 1;
        weights[term] = weights.GetValueOrDefault(term) + (zone * weight);
    }

    private static int Hash(string language, string stem)
    {
        var hash = 14695981039346656037;
        foreach (var character in language)
            hash = (hash ^ character) * 1099511628211;
        hash = (hash ^ 10) * 1099511628211;
        foreach (var character in stem)
            hash = (hash ^ character) * 1099511628211;
        return (int)(hash ^ (hash >> 32));
    }

    /// <summary>Scripts that put no spaces between words: Thai to Khmer, kana, Han.</summary>
    private static bool IsSign(int value) => value is >= 0x0E00 and <= 0x0EFF or >= 0x1000 and <= 0x109F or >= 0x1780 and <= 0x17FF or >= 0x3041 and <= 0x30FF
        or >= 0x3400 and <= 0x9FFF or >= 0xF900 and <= 0xFAFF or >= 0x20000 and <= 0x3FFFF;
}
