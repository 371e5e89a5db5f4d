namespace FeedPipeline.Reading.Markup;

/// <summary>Lines and columns of a text. Counts on from the last question, so asking in order costs one pass.</summary>
internal sealed class TextPlace(ReadOnlyMemory<char> document)
{
    private int counted;
    private int line = 1;
    private int lineStart;

    /// <summary>Line and column of one offset of a text, both from 1.</summary>
    public static (int Line, int Column) In(ReadOnlySpan<char> text, int offset)
    {
        var before = text[..offset];
        return (before.Count('\n') + 1, offset - before.LastIndexOf('\n'));
    }

    /// <summary>Line and column of an offset, both from 1.</summary>
    public (int Line, int Column) Of(int offset)
    {
        if (offset < counted)
            (counted, line, lineStart) = (0, 1, 0);
        var passed = document.Span[counted..offset];
        if (passed.LastIndexOf('\n') is >= 0 and var last)
        {
            line += passed.Count('\n');
            lineStart = counted + last + 1;
        }

        counted = offset;
        return (line, offset - lineStart + 1);
    }
}
