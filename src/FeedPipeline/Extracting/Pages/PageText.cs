using System.Buffers;
using System.Text;
using System.Text.Unicode;
using FeedPipeline.Documents;
using FeedPipeline.Documents.Charsets;

namespace FeedPipeline.Extracting.Pages;

/// <summary>A page's bytes as characters: byte order mark, then valid UTF-8, then transport, then <c>meta charset</c>, then windows-1252 (WHATWG HTML section 13.2.3).</summary>
internal static class PageText
{
    // Browsers look at 1024 bytes; publishers put more in front.
    private const int MaxMetaBytes = 4_096;
    private static readonly SearchValues<byte> NameEnds = SearchValues.Create(" \t\r\n\"'/;>"u8);

    /// <summary>The text without byte order mark.</summary>
    public static string Decode(FetchedDocument page, int maxBytes)
    {
        var bytes = page.Body.Span;
        if (bytes.Length > maxBytes)
            bytes = bytes[..maxBytes];
        return EncodingOf(bytes, page.Charset).GetString(bytes).TrimStart('\uFEFF');
    }

    private static Encoding EncodingOf(ReadOnlySpan<byte> bytes, string? transport)
    {
        if (ByteOrder.Of(bytes) is { } proven)
            return proven;
        var stated = CharsetNames.Find(transport);
        var declared = CharsetNames.Find(Declared(bytes));
        if (Ascii.IsValid(bytes))
            return CharsetNames.IsSevenBit(stated) ? stated! : CharsetNames.IsSevenBit(declared) ? declared! : Encoding.UTF8;
        if (Utf8.IsValid(bytes))
            return Encoding.UTF8;
        foreach (var encoding in new[] { stated, declared })
        {
            if (encoding is not null && !Contradicts(encoding, bytes))
                return encoding;
        }

        return Utf8Share.IsMostlyUtf8(bytes) ? Encoding.UTF8 : CharsetNames.Windows1252;
    }

    private static bool Contradicts(Encoding encoding, ReadOnlySpan<byte> bytes) => encoding.CodePage switch
    {
        20127 or 1200 or 1201 or 12000 or 12001 => true,
        65001 => !Utf8Share.IsMostlyUtf8(bytes),
        _ => false,
    };

    private static string? Declared(ReadOnlySpan<byte> bytes)
    {
        var head = bytes[..Math.Min(bytes.Length, MaxMetaBytes)];
        var at = head.IndexOf("charset="u8);
        if (at < 0)
            return null;
        var value = head[(at + "charset=".Length)..].TrimStart(" \t\r\n\"'"u8);
        var end = value.IndexOfAny(NameEnds);
        return end <= 0 ? null : Encoding.ASCII.GetString(value[..end]);
    }
}
