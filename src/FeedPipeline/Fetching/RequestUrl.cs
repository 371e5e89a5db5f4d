using System.Buffers;
using System.Net;
using FeedPipeline.Feeds;
using FeedPipeline.Polls;

namespace FeedPipeline.Fetching;

/// <summary>The check every URL passes before a connection is thought of: the feed's own, and each that a redirect names.</summary>
internal static class RequestUrl
{
    private const int MaxLength = 4096;
    private static readonly SearchValues<string> Delimiters =
        SearchValues.Create(["[", "%23", "%2f", "%3f", "%5c"], StringComparison.OrdinalIgnoreCase);
    private static readonly SearchValues<char> HostCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.");
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    /// <summary>The URL as it will be requested: ASCII host without trailing dot, no user info, no fragment.</summary>
    public static Answer<Uri> Check(string text)
    {
        if (text.Length > MaxLength || !Uri.TryCreate(text, UriKind.Absolute, out var url))
            return Refused($"'{Shortened(text)}' is not a URL: write http:// or https:// with a host");

        return Check(url);
    }

    /// <summary>The target of a redirect, resolved against the URL that named it.</summary>
    public static Answer<Uri> Follow(Uri from, string location) =>
        location.Length <= MaxLength && Uri.TryCreate(from, location, out var url)
            ? Check(url)
            : new FetchResult.Failed(
                PollOutcome.ProtocolError, $"{from.Authority} redirects to '{Shortened(location)}', which is no URL: tell the publisher");

    private static Answer<Uri> Check(Uri url)
    {
        if (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps)
            return Refused($"'{Shortened(url.Scheme)}' URLs are not requested: only http and https are");
        if (url.Port == 0)
            return Refused($"port 0 of {url.Host} cannot be connected to: correct the URL");
        if (url.UserInfo.AsSpan().ContainsAny(Delimiters))
            return Refused($"the user name in front of {url.Host} hides another host: correct the URL");
        if (Host(url) is not { } host)
            return Refused($"'{Shortened(url.Host)}' is neither a host name nor an address: correct the URL");

        // What is as it should be is most.
        if (url.UserInfo.Length == 0 && url.Fragment.Length == 0 && host == url.Host)
            return url;
        return new UriBuilder(url) { Host = host, UserName = "", Password = "", Fragment = "" }.Uri;
    }

    // Unicode digits and dots become an address only in IdnHost, and a trailing dot would hide one from the parser.
    private static string? Host(Uri url)
    {
        if (HostName.Of(url) is not { } idnHost)
            return null;

        var host = idnHost.TrimEnd('.');
        if (url.HostNameType == UriHostNameType.IPv6)
            return IPAddress.TryParse(host, out var address6) ? $"[{address6}]" : null;

        // A letter that became a delimiter on the way to ASCII would name another host.
        if (host.Length == 0 || idnHost.EndsWith("..", StringComparison.Ordinal) || host.AsSpan().ContainsAnyExcept(HostCharacters))
            return null;

        // What ends in a number is an IPv4 address or nothing (WHATWG URL, "ends in a number"): no resolver may see it.
        if (EndsInNumber(host))
            return IPAddress.TryParse(host, out var address4) ? address4.ToString() : null;

        return host;
    }

    private static bool EndsInNumber(string host)
    {
        var last = host.AsSpan(host.LastIndexOf('.') + 1);
        return last.Length > 0 && (!last.ContainsAnyExceptInRange('0', '9')
            || (last.StartsWith("0x", StringComparison.OrdinalIgnoreCase) && !last[2..].ContainsAnyExcept(HexDigits)));
    }

    private static FetchResult.Failed Refused(string problem) => new(PollOutcome.AddressRefused, problem);

    private static string Shortened(string text) => text.Length <= 120 ? text : $"{text[..120]}…";
}
