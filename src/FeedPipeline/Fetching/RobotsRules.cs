using System.Globalization;

namespace FeedPipeline.Fetching;

/// <summary>What a robots.txt says to one program (RFC 9309), with the <c>Crawl-delay</c> that many add.</summary>
internal sealed class RobotsRules
{
    private const int MaxRules = 10_000;

    private readonly List<(string Path, bool Allows)> rules = [];

    private RobotsRules(TimeSpan? delay) => Delay = delay;

    /// <summary>Everything may be asked: there is no robots.txt.</summary>
    public static RobotsRules AllowAll { get; } = new(delay: null);

    /// <summary>Pause between two requests; null when not stated.</summary>
    public TimeSpan? Delay { get; private set; }

    /// <summary>The groups for this product token, or else those for <c>*</c>, taken together (section 2.2.1).</summary>
    public static RobotsRules Parse(string text, string product)
    {
        var (ours, all) = (new RobotsRules(delay: null), new RobotsRules(delay: null));
        var (named, isOurs, isAll, inHead) = (false, false, false, false);
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (!Split(line, out var key, out var value))
                continue;

            if (key.Equals("user-agent", StringComparison.OrdinalIgnoreCase))
            {
                (isOurs, isAll) = inHead ? (isOurs, isAll) : (false, false);
                inHead = true;
                isOurs |= Token(value).Equals(product, StringComparison.OrdinalIgnoreCase);
                isAll |= value is "*";
                named |= isOurs;
                continue;
            }

            inHead &= !IsRule(key);
            if (isOurs)
                ours.Take(key, value);
            if (isAll)
                all.Take(key, value);
        }

        return named ? ours : all;
    }

    /// <summary>Whether a path with its query may be asked: the longest matching rule decides, and of two equal ones the allowing one (section 2.2.2).</summary>
    public bool Allows(string path)
    {
        var (longest, allows) = (0, true);
        foreach (var (pattern, rule) in rules)
        {
            if (pattern.Length >= longest && (pattern.Length > longest || rule) && Matches(pattern, path))
                (longest, allows) = (pattern.Length, rule);
        }

        return allows || path == "/robots.txt";
    }

    private void Take(ReadOnlySpan<char> key, ReadOnlySpan<char> value)
    {
        var allows = key.Equals("allow", StringComparison.OrdinalIgnoreCase);
        if (allows || key.Equals("disallow", StringComparison.OrdinalIgnoreCase))
        {
            // An empty path forbids nothing.
            if (value.Length > 0 && rules.Count < MaxRules)
                rules.Add((Normalized(value.ToString()), allows));
        }
        else if (key.Equals("crawl-delay", StringComparison.OrdinalIgnoreCase)
            && double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and < 1e6)
        {
            Delay = TimeSpan.FromSeconds(seconds);
        }
    }

    private static bool IsRule(ReadOnlySpan<char> key) =>
        key.Equals("allow", StringComparison.OrdinalIgnoreCase) || key.Equals("disallow", StringComparison.OrdinalIgnoreCase)
        || key.Equals("crawl-delay", StringComparison.OrdinalIgnoreCase);

    private static bool Split(ReadOnlySpan<char> line, out ReadOnlySpan<char> key, out ReadOnlySpan<char> value)
    {
        var comment = line.IndexOf('#');
        var text = (comment < 0 ? line : line[..comment]).Trim(" \t\ufeff");
        var colon = text.IndexOf(':');
        key = value = default;
        if (colon <= 0)
            return false;

        key = text[..colon].TrimEnd();
        value = text[(colon + 1)..].TrimStart();
        return true;
    }

    /// <summary>The product without its version.</summary>
    private static ReadOnlySpan<char> Token(ReadOnlySpan<char> value) =>
        value.IndexOfAny('/', ' ') is var end and >= 0 ? value[..end] : value;

    /// <summary>Percent-encoded where RFC 3986 wants it, so that both sides compare alike.</summary>
    private static string Normalized(string path) =>
        Uri.TryCreate("http://x" + (path.StartsWith('/') ? path : "/" + path), UriKind.Absolute, out var url) ? url.PathAndQuery : path;

    /// <summary><c>*</c> stands for anything, <c>$</c> at the end for the end; linear in time, whatever the pattern.</summary>
    private static bool Matches(string pattern, string path)
    {
        var toEnd = pattern.EndsWith('$');
        var length = toEnd ? pattern.Length - 1 : pattern.Length;
        var (at, star, from) = (0, -1, 0);
        for (var i = 0; ;)
        {
            if (at < length && pattern[at] == '*')
                (star, from, at) = (at, i, at + 1);
            else if (at < length && i < path.Length && pattern[at] == path[i])
                (at, i) = (at + 1, i + 1);
            else if (at == length && (!toEnd || i == path.Length))
                return true;
            else if (star >= 0 && from < path.Length)
                (at, i, from) = (star + 1, from + 1, from + 1);
            else
                return false;
        }
    }
}
