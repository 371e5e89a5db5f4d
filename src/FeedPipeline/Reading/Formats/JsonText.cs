using System.Buffers;
using System.Globalization;

namespace FeedPipeline.Reading.Formats;

/// <summary>Mends what publishers write into JSON strings and no JSON parser takes: line ends and tabs as they are, and halves of surrogate pairs.</summary>
internal static class JsonText
{
    private const int EscapeLength = 6;

    private static readonly SearchValues<char> Notable = SearchValues.Create(
        "\"\\\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\u0009\u000A\u000B\u000C\u000D\u000E\u000F\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017" +
        "\u0018\u0019\u001A\u001B\u001C\u001D\u001E\u001F");

    /// <summary>Mends in place; returns where the first control character stood in a string (RFC 8259 section 7), negative when none did.</summary>
    public static int Mend(Span<char> json)
    {
        var first = -1;
        for (var at = Next(json, 0, '"'); at >= 0; at = Next(json, at + 1, '"'))
        {
            at++;
            while (at < json.Length)
            {
                var step = json[at..].IndexOfAny(Notable);
                at = step < 0 ? json.Length : at + step;
                if (at >= json.Length || json[at] == '"')
                    break;
                if (json[at] == '\\')
                {
                    at += MendEscape(json[at..]);
                    continue;
                }

                first = first < 0 ? at : first;
                json[at++] = ' ';
            }
        }

        return first;
    }

    /// <summary>A half of a surrogate pair becomes U+FFFD (RFC 8259 section 8.2); returns the length of the escape.</summary>
    private static int MendEscape(Span<char> escape)
    {
        var first = Escaped(escape);
        if (!char.IsSurrogate(first))
            return Math.Min(2, escape.Length);
        if (char.IsHighSurrogate(first) && char.IsLowSurrogate(Escaped(escape[EscapeLength..])))
            return 2 * EscapeLength;
        "FFFD".CopyTo(escape[2..]);
        return EscapeLength;
    }

    private static char Escaped(ReadOnlySpan<char> json) =>
        json.Length >= EscapeLength && json[0] == '\\' && json[1] == 'u' &&
        ushort.TryParse(json.Slice(2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit) ? (char)unit : '\0';

    private static int Next(ReadOnlySpan<char> json, int from, char mark)
    {
        var step = from < json.Length ? json[from..].IndexOf(mark) : -1;
        return step < 0 ? -1 : from + step;
    }
}
