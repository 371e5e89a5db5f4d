using System.Globalization;
using System.Text;

namespace FeedPipeline.Deduplicating.Copies;

/// <summary>A text as hashes of its words. In scripts without spaces each sign is a token of its own that weighs as much of a word as it usually makes.</summary>
internal sealed class TextTokens
{
    /// <summary>Weight of a word; divisible by what the signs weigh.</summary>
    public const int Word = 12;

    private const ulong Seed = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    private readonly List<(ulong Hash, int Weight)> tokens;
    private readonly List<int> figures = [];

    private ulong hash = Seed;
    private int weight;
    private bool isFigure;

    private TextTokens(int capacity) => tokens = new(capacity);

    /// <summary>In reading order; the weight is in units of <see cref="Word"/>.</summary>
    public IReadOnlyList<(ulong Hash, int Weight)> Tokens => tokens;

    /// <summary>Hashes of the numbers, decimals in one piece.</summary>
    public IReadOnlyList<int> Figures => figures;

    /// <summary>The tokens of several texts, one after the other.</summary>
    public static TextTokens Of(int maxLength, params ReadOnlySpan<string?> texts)
    {
        var read = new TextTokens(512);
        foreach (var text in texts)
        {
            read.Read(Composed(text ?? string.Empty, maxLength));
            read.End();
        }

        return read;
    }

    /// <summary>Scatters the bits, so that any of them may be sampled by.</summary>
    public static ulong Mixed(ulong value)
    {
        value = (value ^ (value >> 33)) * 0xff51afd7ed558ccd;
        value = (value ^ (value >> 33)) * 0xc4ceb9fe1a85ec53;
        return value ^ (value >> 33);
    }

    /// <summary>One form for what Unicode can write in several, such as full-width letters and accents as signs of their own.</summary>
    private static string Composed(string text, int maxLength)
    {
        if (text.Length > maxLength)
            text = text[..maxLength];
        if (Ascii.IsValid(text))
            return text;

        // A lone surrogate, also one that the cut left, would make the normalisation throw.
        var whole = string.Create(text.Length, text, static (span, text) =>
        {
            text.CopyTo(span);
            for (var i = 0; i < span.Length; i++)
            {
                if (char.IsHighSurrogate(span[i]) && i + 1 < span.Length && char.IsLowSurrogate(span[i + 1]))
                    i++;
                else if (char.IsSurrogate(span[i]))
                    span[i] = '\uFFFD';
            }
        });
        return whole.IsNormalized(NormalizationForm.FormKC) ? whole : whole.Normalize(NormalizationForm.FormKC);
    }

    private void Read(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var character = text[i];
            if (char.IsAsciiLetter(character))
                Add((char)(character | 0x20), figure: false);
            else if (char.IsAsciiDigit(character))
                Add(character, figure: true);
            else if (character is '.' or ',' && isFigure && i + 1 < text.Length && char.IsAsciiDigit(text[i + 1]))
                Add('.', figure: true);
            else if (character < 0x80)
                AddSign(character);
            else
                i += AddOther(text[i..]);
        }
    }

    /// <summary>An apostrophe joins, all other ASCII signs part.</summary>
    private void AddSign(char sign)
    {
        if (sign is not ('\'' or '`' or '"'))
            End();
    }

    /// <summary>Returns how many further characters were used.</summary>
    private int AddOther(ReadOnlySpan<char> text)
    {
        _ = Rune.DecodeFromUtf16(text, out var rune, out var length);
        var category = Rune.GetUnicodeCategory(rune);
        if (category is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark)
            Append(rune.Value);
        else if (category is UnicodeCategory.DecimalDigitNumber)
            Add((char)('0' + (int)Rune.GetNumericValue(rune)), figure: true);
        else if (Rune.IsLetter(rune) || category is UnicodeCategory.LetterNumber)
            AddLetter(rune);
        else if (category is not UnicodeCategory.Format && rune.Value is not (0x2018 or 0x2019 or 0x201C or 0x201D))
            End();
        return length - 1;
    }

    private void AddLetter(Rune letter)
    {
        var sign = SignWeight(letter.Value);
        if (sign == 0)
        {
            Begin(figure: false);
            Append(Rune.ToLowerInvariant(letter).Value);
            return;
        }

        End();
        Append(letter.Value);
        weight = sign;
    }

    private void Add(char character, bool figure)
    {
        Begin(figure);
        Append(character);
    }

    /// <summary>A letter after a sign of a script without spaces begins a word.</summary>
    private void Begin(bool figure)
    {
        if (weight is > 0 and < Word)
            End();
        isFigure = figure && (weight == 0 || isFigure);
        weight = Word;
    }

    private void Append(int value) => hash = (hash ^ (uint)value) * Prime;

    private void End()
    {
        if (weight > 0)
        {
            var whole = Mixed(hash);
            tokens.Add((whole, weight));
            if (isFigure)
                figures.Add((int)whole);
        }

        (hash, weight, isFigure) = (Seed, 0, false);
    }

    /// <summary>What a sign makes of a word, in scripts that put no spaces between words; 0 in all others.</summary>
    private static int SignWeight(int sign) => sign switch
    {
        < 0x0E00 => 0,
        <= 0x0EFF => 3, // Thai, Lao
        >= 0x1000 and <= 0x109F => 3, // Myanmar
        >= 0x1780 and <= 0x17FF => 3, // Khmer
        >= 0x3041 and <= 0x30FF => 4, // Kana
        >= 0x31F0 and <= 0x31FF => 4,
        >= 0x3400 and <= 0x4DBF => 6, // Han
        >= 0x4E00 and <= 0x9FFF => 6,
        >= 0xF900 and <= 0xFAFF => 6,
        >= 0x20000 and <= 0x3FFFF => 6,
        _ => 0,
    };
}
