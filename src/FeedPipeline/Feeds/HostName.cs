namespace FeedPipeline.Feeds;

/// <summary>Names of hosts, as strangers write them in addresses.</summary>
public static class HostName
{
    /// <summary>In ASCII, as name servers know it (RFC 5890 section 2.3.2.1); null without one, and for what <see cref="Uri"/> parsed although no host can be called so, such as <c>a℀b</c>.</summary>
    public static string? Of(Uri url)
    {
        try
        {
            return url.IdnHost is { Length: > 0 } name ? name : null;
        }
        catch (UriFormatException)
        {
            return null;
        }
    }

    /// <summary>The same for an address; null also when it is none.</summary>
    public static string? Of(string? url) => Uri.TryCreate(url, UriKind.Absolute, out var parsed) ? Of(parsed) : null;
}
