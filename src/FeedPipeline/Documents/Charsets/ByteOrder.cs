using System.Text;

namespace FeedPipeline.Documents.Charsets;

/// <summary>What the first bytes alone prove (XML 1.0 appendix F.1).</summary>
internal static class ByteOrder
{
    private static readonly UTF32Encoding Utf32LittleEndian = new(bigEndian: false, byteOrderMark: true);
    private static readonly UTF32Encoding Utf32BigEndian = new(bigEndian: true, byteOrderMark: true);

    /// <summary>The encoding of a byte order mark or of an unmistakable first character; null when the bytes prove nothing.</summary>
    public static Encoding? Of(ReadOnlySpan<byte> body) => body switch
    {
        [0xFF, 0xFE, 0, 0, ..] or [(byte)'<', 0, 0, 0, ..] => Utf32LittleEndian,
        [0, 0, 0xFE, 0xFF, ..] or [0, 0, 0, (byte)'<', ..] => Utf32BigEndian,
        [0xFF, 0xFE, ..] or [(byte)'<' or (byte)'{', 0, not 0, 0, ..] => Encoding.Unicode,
        [0xFE, 0xFF, ..] or [0, (byte)'<' or (byte)'{', 0, not 0, ..] => Encoding.BigEndianUnicode,
        [0xEF, 0xBB, 0xBF, ..] => Encoding.UTF8,
        _ => null,
    };
}
