namespace FeedPipeline.Reading.Values;

/// <summary>Finds the addresses in a piece of HTML without building a tree.</summary>
internal static class HtmlLinks
{
    /// <summary>Places of the values of <c>href</c>, <c>src</c>, <c>poster</c> and <c>cite</c> inside tags, and of each address in a <c>srcset</c>.</summary>
    public static IEnumerable<(int From, int Length)> In(string html)
    {
        for (var at = html.IndexOf('<', StringComparison.Ordinal); at >= 0; at = html.IndexOf('<', at))
        {
            at++;
            if (at >= html.Length)
                yield break;
            if (!char.IsAsciiLetter(html[at]))
                continue;
            while (at < html.Length && html[at] is not ('>' or '<'))
            {
                if (!char.IsWhiteSpace(html[at]))
                {
                    at++;
                    continue;
                }

                var nameStart = Skip(html, at, " \t\r\n/");
                var nameEnd = Find(html, nameStart, " \t\r\n=></");
                var equals = Skip(html, nameEnd, " \t\r\n");
                if (equals >= html.Length || html[equals] != '=')
                {
                    at = Math.Max(nameEnd, at + 1);
                    continue;
                }

                var (from, to, next) = Value(html, Skip(html, equals + 1, " \t\r\n"));
                if (IsAddress(html.AsSpan(nameStart, nameEnd - nameStart)))
                    yield return (from, to - from);
                else if (html.AsSpan(nameStart, nameEnd - nameStart).Equals("srcset", StringComparison.OrdinalIgnoreCase))
                {
                    foreach (var candidate in Candidates(html, from, to))
                        yield return candidate;
                }

                at = next;
            }

            if (at >= html.Length)
                yield break;
        }
    }

    /// <summary>Addresses of <c>a.jpg 1x, b.jpg 2x</c> (WHATWG HTML section 4.8.4.2.1); a comma inside an address has no space behind it.</summary>
    private static IEnumerable<(int From, int Length)> Candidates(string html, int from, int to)
    {
        for (var at = Skip(html, from, " \t\r\n,"); at < to; at = Skip(html, at, " \t\r\n,"))
        {
            var end = Math.Min(Find(html, at, " \t\r\n"), to);
            var isLast = html[end - 1] == ',';
            yield return (at, (isLast ? end - 1 : end) - at);
            at = isLast ? end : Math.Min(Find(html, end, ","), to);
        }
    }

    private static (int From, int To, int Next) Value(string html, int start)
    {
        if (start >= html.Length || html[start] is not ('"' or '\''))
        {
            var end = Find(html, start, " \t\r\n>");
            return (start, end, end);
        }

        var close = html.IndexOf(html[start], start + 1);
        return close < 0 ? (start + 1, html.Length, html.Length) : (start + 1, close, close + 1);
    }

    private static bool IsAddress(ReadOnlySpan<char> name) =>
        name.Equals("href", StringComparison.OrdinalIgnoreCase) || name.Equals("src", StringComparison.OrdinalIgnoreCase) ||
        name.Equals("poster", StringComparison.OrdinalIgnoreCase) || name.Equals("cite", StringComparison.OrdinalIgnoreCase);

    private static int Find(string html, int from, string marks)
    {
        if (from >= html.Length)
            return html.Length;
        var length = html.AsSpan(from).IndexOfAny(marks);
        return length < 0 ? html.Length : from + length;
    }

    private static int Skip(string html, int from, string marks)
    {
        if (from >= html.Length)
            return html.Length;
        var length = html.AsSpan(from).IndexOfAnyExcept(marks);
        return length < 0 ? html.Length : from + length;
    }
}
