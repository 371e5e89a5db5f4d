using System.Globalization;

namespace FeedPipeline.Reading.Charsets;

/// <summary>Mends escapes that JSON's grammar allows and no text can hold (RFC 8259 section 8.2).</summary>
internal static class JsonEscapes
{
    private const int EscapeLength = 6;

    /// <summary>The same JSON with each half of a surrogate pair replaced by U+FFFD.</summary>
    public static string WithoutHalfPairs(string json)
    {
        char[]? mended = null;
        var at = json.IndexOf('\\', StringComparison.Ordinal);
        while (at >= 0 && at + 1 < json.Length)
        {
            var first = Escaped(json, at);
            if (char.IsHighSurrogate(first) && char.IsLowSurrogate(Escaped(json, at + EscapeLength)))
            {
                at += 2 * EscapeLength;
            }
            else
            {
                if (char.IsSurrogate(first))
                    "FFFD".CopyTo((mended ??= json.ToCharArray()).AsSpan(at + 2));
                at += 2;
            }

            at = at < json.Length ? json.IndexOf('\\', at) : -1;
        }

        return mended is null ? json : new string(mended);
    }

    private static char Escaped(string json, int at) =>
        at + EscapeLength <= json.Length && json[at] == '\\' && json[at + 1] == 'u' &&
        ushort.TryParse(json.AsSpan(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit) ? (char)unit : '\0';
}
