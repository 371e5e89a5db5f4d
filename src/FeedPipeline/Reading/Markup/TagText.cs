using System.Buffers;

namespace FeedPipeline.Reading.Markup;

/// <summary>Where tags begin, and where their names end.</summary>
internal static class TagText
{
    private static readonly SearchValues<char> NameEnds = SearchValues.Create(" \t\r\n/><");

    /// <summary>True where a tag begins; any other <c>&lt;</c> is text.</summary>
    public static bool IsAt(ReadOnlySpan<char> text, int at)
    {
        if (text[at] != '<' || at + 1 >= text.Length)
            return false;
        var next = text[at + 1];
        return IsNameStart(next) || next is '!' or '?' || (next == '/' && at + 2 < text.Length && IsNameStart(text[at + 2]));
    }

    /// <summary>Place of the next tag; the text's length when there is none.</summary>
    public static int Next(ReadOnlySpan<char> text, int from)
    {
        while (from < text.Length)
        {
            var next = text[from..].IndexOf('<');
            if (next < 0)
                return text.Length;
            from += next;
            if (IsAt(text, from))
                return from;
            from++;
        }

        return text.Length;
    }

    /// <summary>Place behind the name that starts at <paramref name="from"/>.</summary>
    public static int NameEnd(ReadOnlySpan<char> text, int from)
    {
        var length = text[from..].IndexOfAny(NameEnds);
        return length < 0 ? text.Length : from + length;
    }

    /// <summary>Place behind white space, comments and instructions (XML 1.0 production 27, <c>Misc</c>).</summary>
    public static int SkipMisc(ReadOnlySpan<char> text, int from)
    {
        while (true)
        {
            var rest = text[from..].TrimStart();
            from = text.Length - rest.Length;
            var mark = rest.StartsWith("<!--", StringComparison.Ordinal) ? "-->" : rest.StartsWith("<?", StringComparison.Ordinal) ? "?>" : null;
            var end = mark is null ? -1 : rest.IndexOf(mark, StringComparison.Ordinal);
            if (end < 0)
                return from;
            from += end + mark!.Length;
        }
    }

    private static bool IsNameStart(char character) => char.IsLetter(character) || character == '_';
}
