using System.Buffers;

namespace FeedPipeline.Reading.Markup;

/// <summary>The text of a piece: what is written there, or what it stands for when it has references or foreign line ends.</summary>
internal sealed class PieceText(ReadOnlyMemory<char> document, References references, Action<string, int> wrong) : IDisposable
{
    private static readonly SearchValues<char> NotLiteral = SearchValues.Create("&\r");
    private readonly TextBuffer resolved = new();
    private bool isResolved;
    private int start;
    private int length;

    public ReadOnlySpan<char> Span => isResolved ? resolved.Span : document.Span.Slice(start, length);

    /// <summary>Takes characters whose references count.</summary>
    public void Set(int from, int count)
    {
        Keep(from, count);
        if (Span.IndexOfAny(NotLiteral) >= 0)
            Resolve(areReferences: true);
    }

    /// <summary>Takes characters as they are (XML 1.0 section 2.7, <c>CDATA</c>).</summary>
    public void SetLiteral(int from, int count)
    {
        Keep(from, count);
        if (Span.Contains('\r'))
            Resolve(areReferences: false);
    }

    public void Dispose() => resolved.Dispose();

    private void Keep(int from, int count) => (isResolved, start, length) = (false, from, count);

    /// <summary>Line ends become <c>\n</c> (XML 1.0 section 2.11), references their characters.</summary>
    private void Resolve(bool areReferences)
    {
        var piece = Span;
        var at = start;
        resolved.Clear();
        while (true)
        {
            var end = piece.IndexOf('\r');
            var line = end < 0 ? piece : piece[..end];
            if (areReferences)
                references.Resolve(line, at, resolved, inAttribute: false, wrong);
            else
                resolved.Append(line);
            if (end < 0)
                break;
            resolved.Append('\n');
            end += end + 1 < piece.Length && piece[end + 1] == '\n' ? 2 : 1;
            piece = piece[end..];
            at += end;
        }

        isResolved = true;
    }
}
