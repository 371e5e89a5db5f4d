using System.Buffers;

namespace FeedPipeline.Reading.Markup;

/// <summary>Characters being put together, in a buffer that is lent and used again for every text of a document.</summary>
internal sealed class TextBuffer : IDisposable
{
    private const int FirstCapacity = 1_024;
    private char[] lent = ArrayPool<char>.Shared.Rent(FirstCapacity);

    public int Length { get; private set; }

    public ReadOnlySpan<char> Span => lent.AsSpan(0, Length);

    public void Clear() => Length = 0;

    public void Append(char character)
    {
        if (Length == lent.Length)
            Grow(1);
        lent[Length++] = character;
    }

    public void Append(ReadOnlySpan<char> characters)
    {
        if (characters.Length > lent.Length - Length)
            Grow(characters.Length);
        characters.CopyTo(lent.AsSpan(Length));
        Length += characters.Length;
    }

    public void Dispose() => ArrayPool<char>.Shared.Return(lent);

    private void Grow(int more)
    {
        var larger = ArrayPool<char>.Shared.Rent(Math.Max(Length + more, 2 * lent.Length));
        Span.CopyTo(larger);
        ArrayPool<char>.Shared.Return(lent);
        lent = larger;
    }
}
