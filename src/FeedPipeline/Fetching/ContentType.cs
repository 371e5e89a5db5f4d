namespace FeedPipeline.Fetching;

/// <summary><c>Content-Type</c> (RFC 9110 section 8.3) as servers write it: half a header still says something.</summary>
internal static class ContentType
{
    private const string Charset = "charset";

    /// <summary>Type and subtype in lower case; null when the header does not begin with them.</summary>
    public static string? MediaTypeOf(string? header)
    {
        var type = FirstWord(header.AsSpan());
        return type.IndexOf('/') is var slash and > 0 && slash < type.Length - 1 ? type.ToString().ToLowerInvariant() : null;
    }

    /// <summary>The charset as written, without quotes; null when there is none.</summary>
    public static string? CharsetOf(string? header)
    {
        var rest = header.AsSpan();
        if (rest.IndexOf(Charset, StringComparison.OrdinalIgnoreCase) is var begin && begin < 0)
            return null;

        rest = rest[(begin + Charset.Length)..].TrimStart();
        var name = rest is ['=', .. var value] ? FirstWord(value).Trim("\"'") : default;
        return name.Length > 0 ? name.ToString() : null;
    }

    private static ReadOnlySpan<char> FirstWord(ReadOnlySpan<char> text)
    {
        var trimmed = text.TrimStart();
        return trimmed.IndexOfAny("; ,\t") is var end and >= 0 ? trimmed[..end] : trimmed;
    }
}
