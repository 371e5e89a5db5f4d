namespace FeedPipeline.Reading.Markup;

/// <summary>A document type declaration: passed over, but for the plain entities it declares.</summary>
internal static class DoctypeText
{
    /// <summary>Place behind the declaration that starts at <paramref name="start"/>.</summary>
    public static int Read(ReadOnlySpan<char> text, int start, References references)
    {
        var rest = text[start..];
        var close = rest.IndexOf('>');
        if (close < 0)
            return text.Length;
        var bracket = rest.IndexOf('[');
        if (bracket < 0 || bracket > close)
            return start + close + 1;

        var (length, behind) = SubsetEnd(rest[bracket..]);
        if (length < 0)
            return start + close + 1;
        ReadEntities(rest.Slice(bracket, length), references);
        return start + bracket + behind;
    }

    /// <summary>Length of the internal subset, and the place behind its <c>]&gt;</c>, between which there may be space.</summary>
    private static (int Length, int Behind) SubsetEnd(ReadOnlySpan<char> subset)
    {
        for (var at = subset.IndexOf(']'); at >= 0;)
        {
            var end = at + 1;
            while (end < subset.Length && char.IsWhiteSpace(subset[end]))
                end++;
            if (end < subset.Length && subset[end] == '>')
                return (at, end + 1);
            var next = subset[(at + 1)..].IndexOf(']');
            at = next < 0 ? -1 : at + 1 + next;
        }

        return (-1, 0);
    }

    private static void ReadEntities(ReadOnlySpan<char> subset, References references)
    {
        for (var at = subset.IndexOf("<!ENTITY"); at >= 0; at = subset.IndexOf("<!ENTITY"))
        {
            subset = subset[(at + "<!ENTITY".Length)..].TrimStart();
            var nameEnd = subset.IndexOfAny(" \t\r\n");
            if (nameEnd <= 0)
                return;
            var name = subset[..nameEnd];
            subset = subset[nameEnd..].TrimStart();
            if (subset.IsEmpty || subset[0] is not ('"' or '\''))
                continue;
            var length = subset[1..].IndexOf(subset[0]);
            if (length < 0)
                return;
            references.Declare(name, subset.Slice(1, length));
            subset = subset[(length + 2)..];
        }
    }
}
