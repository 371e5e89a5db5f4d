using System.Collections.Frozen;

namespace FeedPipeline.Deduplicating;

/// <summary>Addresses that carry the page's own address: what counts clicks, what warns before leaving, and copies that Google serves. Nothing is requested.</summary>
internal static class Redirectors
{
    /// <summary>One link may be wrapped by several, but not without end.</summary>
    private const int MaxDepth = 4;

    private const string AmpCache = ".cdn.ampproject.org";

    /// <summary>Host, path and the parameter that holds the target.</summary>
    private static readonly FrozenDictionary<string, (string Path, string[] Parameters)> Known = new Dictionary<string, (string, string[])>
    {
        ["l.facebook.com"] = ("/l.php", ["u"]),
        ["lm.facebook.com"] = ("/l.php", ["u"]),
        ["l.instagram.com"] = ("/", ["u"]),
        ["l.threads.com"] = ("/", ["u"]),
        ["out.reddit.com"] = ("/", ["url"]),
        ["t.umblr.com"] = ("/redirect", ["z"]),
        ["vk.com"] = ("/away.php", ["to"]),
        ["youtube.com"] = ("/redirect", ["q"]),
        ["duckduckgo.com"] = ("/l/", ["uddg"]),
        ["slack-redir.net"] = ("/link", ["url"]),
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The page that the address leads to; itself when it wraps none.</summary>
    public static Uri Unwrap(Uri address)
    {
        for (var depth = 0; depth < MaxDepth && Target(address) is { } target; depth++)
            address = target;
        return address;
    }

    private static Uri? Target(Uri address)
    {
        var host = address.Host.StartsWith("www.", StringComparison.Ordinal) ? address.Host[4..] : address.Host;
        var path = address.AbsolutePath;
        if (host.EndsWith(AmpCache, StringComparison.Ordinal))
            return path.StartsWith("/c/", StringComparison.Ordinal) || path.StartsWith("/v/", StringComparison.Ordinal) ? Served(path[3..], address.Query) : null;
        if (IsGoogle(host))
            return path == "/url" ? Parameter(address, ["q", "url"]) : path.StartsWith("/amp/", StringComparison.Ordinal) ? Served(path[5..], address.Query) : null;
        return Known.TryGetValue(host, out var known) && (path == known.Path || known.Path == "/") ? Parameter(address, known.Parameters) : null;
    }

    /// <summary>Google's search in any country: <c>google.com</c>, <c>google.de</c>, <c>google.co.uk</c>.</summary>
    private static bool IsGoogle(string host) =>
        host.StartsWith("google.", StringComparison.Ordinal) && host.Count(character => character == '.') <= 2;

    /// <summary>A page in a cache, whose path goes on with host and path of the page; <c>s/</c> before them says https.</summary>
    private static Uri? Served(string page, string query) =>
        Web((page.StartsWith("s/", StringComparison.Ordinal) ? "https://" + page[2..] : "http://" + page) + query) is { } web && web.Host.Contains('.', StringComparison.Ordinal)
            ? web
            : null;

    private static Uri? Parameter(Uri address, string[] names)
    {
        foreach (var parameter in address.Query.TrimStart('?').Split('&'))
        {
            var equals = parameter.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && names.Contains(parameter[..equals], StringComparer.Ordinal) && Web(Uri.UnescapeDataString(parameter[(equals + 1)..])) is { } target)
                return target;
        }

        return null;
    }

    private static Uri? Web(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Host.Length > 0 && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps) ? uri : null;
}
