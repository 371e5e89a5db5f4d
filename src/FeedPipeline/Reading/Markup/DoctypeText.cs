namespace FeedPipeline.Reading.Markup;

/// <summary>A document type declaration: passed over, but for the plain entities it declares.</summary>
internal static class DoctypeText
{
    /// <summary>Place behind the declaration that starts at <paramref name="start"/>.</summary>
    public static int Read(string text, int start, References references)
    {
        var bracket = text.IndexOf('[', start);
        var close = text.IndexOf('>', start);
        if (close < 0)
            return text.Length;
        if (bracket < 0 || bracket > close)
            return close + 1;

        var end = text.IndexOf("]>", bracket, StringComparison.Ordinal);
        if (end < 0)
            return close + 1;
        ReadEntities(text.AsSpan(bracket, end - bracket), references);
        return end + 2;
    }

    private static void ReadEntities(ReadOnlySpan<char> subset, References references)
    {
        for (var at = subset.IndexOf("<!ENTITY"); at >= 0; at = subset.IndexOf("<!ENTITY"))
        {
            subset = subset[(at + "<!ENTITY".Length)..].TrimStart();
            var nameEnd = subset.IndexOfAny(" \t\r\n");
            if (nameEnd <= 0)
                return;
            var name = subset[..nameEnd].ToString();
            subset = subset[nameEnd..].TrimStart();
            if (subset.IsEmpty || subset[0] is not ('"' or '\''))
                continue;
            var length = subset[1..].IndexOf(subset[0]);
            if (length < 0)
                return;
            references.Declare(name, subset.Slice(1, length).ToString());
            subset = subset[(length + 2)..];
        }
    }
}
