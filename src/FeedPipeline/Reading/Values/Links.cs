using FeedPipeline.Reading.Markup;

namespace FeedPipeline.Reading.Values;

/// <summary>Addresses: kept as written when absolute, resolved when relative (RFC 3986 section 5).</summary>
internal static class Links
{
    /// <summary>Where relative links of a document start: its <c>Content-Location</c>, else its address.</summary>
    public static Uri? Base(string? url, string? contentLocation)
    {
        var address = Resolve(url, null);
        return Resolve(contentLocation, address) is { Scheme: "http" or "https" } stated ? stated : address;
    }

    /// <summary>An absolute address; null when it is not one and cannot be made one.</summary>
    public static Uri? Resolve(string? written, Uri? start)
    {
        var link = Absolute(written, start);
        return link is not null && HasScheme(link) && Uri.TryCreate(link, UriKind.Absolute, out var resolved) ? resolved : null;
    }

    /// <summary>The address made absolute where a base is known; null when there is none.</summary>
    public static string? Absolute(string? written, Uri? start)
    {
        var link = Tidy(written);
        if (link is null || HasScheme(link) || start is null)
            return link;
        return Uri.TryCreate(link, UriKind.Relative, out var relative) && Uri.TryCreate(start, relative, out var absolute)
            ? absolute.AbsoluteUri
            : link;
    }

    /// <summary>The HTML with relative <c>href</c> and <c>src</c> made absolute.</summary>
    public static string? MakeAbsolute(string? html, Uri? start)
    {
        if (html is null || start is null || !html.Contains('<', StringComparison.Ordinal))
            return html;

        using var changed = new TextBuffer();
        var copied = 0;
        foreach (var (from, length) in HtmlLinks.In(html))
        {
            var link = html.AsSpan(from, length);
            if (HasScheme(link.Trim()) || link.IsWhiteSpace())
                continue;
            var absolute = Absolute(link.ToString().Replace("&amp;", "&", StringComparison.Ordinal), start);
            changed.Append(html.AsSpan(copied, from - copied));
            changed.Append(absolute?.Replace("&", "&amp;", StringComparison.Ordinal).Replace("\"", "%22", StringComparison.Ordinal).Replace("'", "%27", StringComparison.Ordinal));
            copied = from + length;
        }

        if (copied == 0)
            return html;
        changed.Append(html.AsSpan(copied));
        return changed.Span.ToString();
    }

    /// <summary>True for <c>scheme:</c> (RFC 3986 section 3.1).</summary>
    public static bool HasScheme(ReadOnlySpan<char> link)
    {
        var colon = link.IndexOf(':');
        if (colon < 1 || !char.IsAsciiLetter(link[0]))
            return false;
        foreach (var character in link[..colon])
        {
            if (!char.IsAsciiLetterOrDigit(character) && character is not ('+' or '-' or '.'))
                return false;
        }

        return true;
    }

    // Line breaks and tabs inside addresses come from wrapped source text (WHATWG URL section 4.4).
    private static string? Tidy(string? written)
    {
        if (string.IsNullOrWhiteSpace(written))
            return null;
        var link = written.Trim();
        return link.AsSpan().IndexOfAny('\n', '\r', '\t') < 0 ? link : string.Concat(link.Where(character => character is not ('\n' or '\r' or '\t')));
    }
}
