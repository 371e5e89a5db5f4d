using System.Buffers;

namespace FeedPipeline.Reading.Charsets;

/// <summary>The characters of a document, in a buffer that is lent for the length of one reading.</summary>
internal sealed class DecodedText(char[] lent, int start, int length) : IDisposable
{
    public ReadOnlyMemory<char> Memory => lent.AsMemory(start, length);

    public Span<char> Span => lent.AsSpan(start, length);

    public void Dispose() => ArrayPool<char>.Shared.Return(lent);
}
