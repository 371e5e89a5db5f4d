using System.Buffers;

namespace FeedPipeline.Reading.Charsets;

/// <summary>The characters of a document, in a buffer that is lent for the length of one reading.</summary>
internal sealed class DecodedText(char[] lent, int start, int length) : IDisposable
{
    public Span<char> Span => new(lent, start, length);

    public static DecodedText Of(string text)
    {
        var lent = ArrayPool<char>.Shared.Rent(text.Length);
        text.CopyTo(lent);
        return new(lent, 0, text.Length);
    }

    public void Dispose() => ArrayPool<char>.Shared.Return(lent);
}
