using FeedPipeline.Feeds;
using FeedPipeline.Polls;

namespace FeedPipeline.Fetching;

/// <summary>Whom to leave alone after a <c>Retry-After</c>.</summary>
public static class RetryPauses
{
    // Second-level names under which domains are registered; a complete list would change every week.
    private static readonly string[] Registries = ["co", "com", "net", "org", "gov", "gob", "gouv", "edu", "ac", "or", "ne", "go", "mil", "nom"];

    /// <summary>The host or domain of a feed, for as long as it asks; null when it speaks for the feed alone.</summary>
    public static HostPause? Of(ClaimedFeed claim, RetryScope scope, TimeSpan pause)
    {
        if (scope == RetryScope.Feed || !Uri.TryCreate(claim.Feed.Url, UriKind.Absolute, out var url))
            return null;

        var host = url.Host.ToLowerInvariant();
        return new HostPause(scope == RetryScope.Domain ? "." + Domain(url, host) : host, claim.ClaimedAt + pause);
    }

    private static string Domain(Uri url, string host)
    {
        var labels = host.Split('.');
        if (url.HostNameType != UriHostNameType.Dns || labels.Length < 3)
            return host;
        return string.Join('.', labels[^1].Length == 2 && Registries.Contains(labels[^2]) ? labels[^3..] : labels[^2..]);
    }
}
