using System.Buffers;
using System.Text;

namespace FeedPipeline.Documents.Charsets;

/// <summary>Tells UTF-8 with a few broken bytes from bytes that were never UTF-8.</summary>
internal static class Utf8Share
{
    /// <summary>True when more characters beyond ASCII are whole UTF-8 than bytes are broken.</summary>
    public static bool IsMostlyUtf8(ReadOnlySpan<byte> body)
    {
        var whole = 0;
        var broken = 0;
        while (true)
        {
            var next = body.IndexOfAnyExceptInRange((byte)0, (byte)0x7F);
            if (next < 0)
                return whole > broken;
            body = body[next..];
            if (Rune.DecodeFromUtf8(body, out _, out var length) == OperationStatus.Done)
                whole++;
            else
                broken++;
            body = body[length..];
        }
    }
}
