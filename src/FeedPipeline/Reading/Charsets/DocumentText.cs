using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;
using FeedPipeline.Documents.Charsets;
using FeedPipeline.Reading.Markup;

namespace FeedPipeline.Reading.Charsets;

/// <summary>
/// Bytes to characters: byte order mark, then transport, then declaration, then the bytes themselves (XML 1.0 appendix F, RFC 7303).
/// </summary>
internal static class DocumentText
{
    private const int MaxDeclarationLength = 1_024;
    private static readonly SearchValues<byte> NameEnds = SearchValues.Create(" \t\r\n\"'?>"u8);

    /// <summary>The text without byte order marks and without characters that XML forbids.</summary>
    public static DecodedText Decode(ReadOnlySpan<byte> body, string? transportCharset, ProblemList problems)
    {
        var encoding = ByteOrder.Of(body) ?? Stated(body, transportCharset, problems);
        var lent = ArrayPool<char>.Shared.Rent(encoding.GetMaxCharCount(body.Length));
        var length = encoding.GetChars(body, lent);
        var start = lent.AsSpan(0, length).IndexOfAnyExcept('\uFEFF');
        return start < 0 ? new(lent, 0, 0) : new(lent, start, Clean(lent.AsSpan(start, length - start), problems));
    }

    private static int Clean(Span<char> text, ProblemList problems)
    {
        var first = Characters.FirstInvalid(text);
        if (first < 0)
            return text.Length;

        var (line, column) = TextPlace.In(text, first);
        problems.Add(string.Create(CultureInfo.InvariantCulture, $"control character U+{(int)text[first]:X4}"), line, column);
        return first + Characters.KeepValid(text[first..]);
    }

    private static Encoding Stated(ReadOnlySpan<byte> body, string? transportCharset, ProblemList problems)
    {
        var declared = Declaration(body);
        var names = new[] { transportCharset, declared };
        if (Ascii.IsValid(body) && !names.Any(CharsetNames.IsRefused))
            return names.Select(CharsetNames.Find).FirstOrDefault(CharsetNames.IsSevenBit) ?? Encoding.UTF8;

        var isUtf8 = Utf8.IsValid(body);
        foreach (var name in names)
        {
            if (string.IsNullOrWhiteSpace(name))
                continue;
            var encoding = CharsetNames.Find(name);
            if (encoding is null)
                problems.Add($"unknown or refused charset {Short(name)}");
            else if (isUtf8 && encoding.CodePage != Encoding.UTF8.CodePage)
                problems.Add($"says it is {Short(name)}, but is UTF-8");
            else if (!isUtf8 && Contradicts(encoding, body))
                problems.Add($"says it is {Short(name)}, but is not");
            else
                return encoding;
        }

        if (isUtf8 || Utf8Share.IsMostlyUtf8(body))
            return Encoding.UTF8;
        problems.Add("states no charset that fits; read as windows-1252");
        return CharsetNames.Windows1252;
    }

    // An ASCII label on bytes beyond ASCII, two-byte labels on text that reads byte by byte, and a UTF-8 label on text without any UTF-8 in it.
    private static bool Contradicts(Encoding encoding, ReadOnlySpan<byte> body) => encoding.CodePage switch
    {
        20127 or 1200 or 1201 or 12000 or 12001 => true,
        65001 => !Utf8Share.IsMostlyUtf8(body),
        _ => false,
    };

    /// <summary>The encoding name of an XML declaration, or of a page's <c>meta charset</c>; null when there is none.</summary>
    private static string? Declaration(ReadOnlySpan<byte> body)
    {
        var head = body[..Math.Min(body.Length, MaxDeclarationLength)];
        var at = head.IndexOf("encoding"u8);
        var keyLength = "encoding".Length;
        if (at < 0 || head.IndexOf("<?xml"u8) is < 0 || head.IndexOf("<?xml"u8) > at)
        {
            at = head.IndexOf("charset="u8);
            keyLength = "charset".Length;
        }

        if (at < 0)
            return null;
        var value = head[(at + keyLength)..].TrimStart(" \t\r\n=\"'"u8);
        var end = value.IndexOfAny(NameEnds);
        return end <= 0 ? null : Encoding.ASCII.GetString(value[..end]);
    }

    private static string Short(string name) => Characters.Cut(name, 40);
}
