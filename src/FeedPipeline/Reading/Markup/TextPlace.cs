namespace FeedPipeline.Reading.Markup;

/// <summary>Lines and columns of a text. Counts on from the last question, so asking in order costs one pass.</summary>
internal sealed class TextPlace(string text)
{
    private int counted;
    private int line = 1;
    private int lineStart;

    /// <summary>Line and column of an offset, both from 1.</summary>
    public (int Line, int Column) Of(int offset)
    {
        if (offset < counted)
            (counted, line, lineStart) = (0, 1, 0);
        for (var next = text.IndexOf('\n', counted, offset - counted); next >= 0; next = text.IndexOf('\n', lineStart, offset - lineStart))
        {
            line++;
            lineStart = next + 1;
        }

        counted = offset;
        return (line, offset - lineStart + 1);
    }
}
