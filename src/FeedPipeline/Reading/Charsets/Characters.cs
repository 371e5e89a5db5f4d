using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace FeedPipeline.Reading.Charsets;

/// <summary>Characters that must not leave this room, and those that are not what they say.</summary>
internal static class Characters
{
    // Everything XML 1.0 (section 2.2) does not call a character, but surrogates: no decoder leaves half a pair.
    private static readonly SearchValues<char> Invalid = SearchValues.Create(
        "\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\u000B\u000C\u000E\u000F\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017" +
        "\u0018\u0019\u001A\u001B\u001C\u001D\u001E\u001F\uFFFE\uFFFF");

    // U+0080 to U+009F, as everybody means them (WHATWG HTML section 13.2.5.80).
    private const string WindowsMeaning =
        "\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u008D\u017D\u008F" +
        "\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u009D\u017E\u0178";

    /// <summary>Place of the first character that XML forbids; negative when there is none.</summary>
    public static int FirstInvalid(ReadOnlySpan<char> text) => text.IndexOfAny(Invalid);

    /// <summary>The same text without characters that XML forbids.</summary>
    public static string Valid(string text)
    {
        if (FirstInvalid(text) < 0)
            return text;
        var valid = text.ToCharArray();
        return new(valid, 0, KeepValid(valid));
    }

    /// <summary>Moves the characters that XML allows to the front; returns how many there are.</summary>
    public static int KeepValid(Span<char> text)
    {
        var kept = 0;
        foreach (var character in text)
        {
            if (!Invalid.Contains(character))
                text[kept++] = character;
        }

        return kept;
    }

    /// <summary>The beginning of a text, never with half a surrogate pair at its end.</summary>
    public static string Cut(string text, int maxLength)
    {
        return text.Length <= maxLength ? text : Cut(text.AsSpan(), maxLength).ToString();
    }

    /// <inheritdoc cref="Cut(string, int)"/>
    public static ReadOnlySpan<char> Cut(ReadOnlySpan<char> text, int maxLength)
    {
        if (text.Length <= maxLength)
            return text;
        return text[..(char.IsHighSurrogate(text[maxLength - 1]) ? maxLength - 1 : maxLength)];
    }

    /// <summary>Text that was UTF-8, was taken for Latin-1 and encoded again (<c>Ã©</c> for <c>é</c>), as it was before; any other text unchanged.</summary>
    public static string EncodedOnce(string text)
    {
        // Every character beyond ASCII begins with one of these bytes in UTF-8, and goes on with one from 80 to BF.
        var lead = text.AsSpan().IndexOfAnyInRange('\u0080', '\uFFFF');
        if (lead < 0 || text[lead] is < '\u00C2' or > '\u00F4' || lead + 1 == text.Length || text[lead + 1] is < '\u0080' or > '\u00BF')
            return text;
        if (text.AsSpan().IndexOfAnyExceptInRange('\0', '\u00FF') >= 0)
            return text;
        var bytes = Encoding.Latin1.GetBytes(text);
        return Utf8.IsValid(bytes) ? Valid(Encoding.UTF8.GetString(bytes)) : text;
    }

    /// <summary>C1 control characters as the windows-1252 characters that were meant.</summary>
    public static string FromWindows(string text)
    {
        if (text.AsSpan().IndexOfAnyInRange('\u0080', '\u009F') < 0)
            return text;
        return string.Create(text.Length, text, static (meant, written) =>
        {
            for (var i = 0; i < written.Length; i++)
                meant[i] = written[i] is >= '\u0080' and <= '\u009F' ? WindowsMeaning[written[i] - '\u0080'] : written[i];
        });
    }
}
