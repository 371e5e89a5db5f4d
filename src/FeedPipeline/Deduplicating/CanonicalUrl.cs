using System.Text.RegularExpressions;
using FeedPipeline.Articles;
using FeedPipeline.Feeds;

namespace FeedPipeline.Deduplicating;

/// <summary>The comparison form of an address: two links to one page give the same. It is a key, and is never requested.</summary>
public static partial class CanonicalUrl
{
    /// <summary>Longest address that is compared; longer ones have no key.</summary>
    private const int MaxLength = 4000;

    /// <summary>Null when it is no http(s) address, is too long to be one, or has a host that IDNA forbids.</summary>
    /// <param name="address">As linked.</param>
    /// <param name="learned">Parameters that say nothing on their hosts; null for none.</param>
    public static string? Of(string? address, LearnedParameters? learned = null)
    {
        if (address is null || address.Length > MaxLength || !Uri.TryCreate(Breaks().Replace(address, string.Empty).Trim(), UriKind.Absolute, out var uri))
            return null;
        if (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps)
            return null;

        uri = Redirectors.Unwrap(uri);
        return Host(uri) is { } host ? $"https://{host}{Path(uri)}{Query(uri, host, learned ?? LearnedParameters.None)}{HashBang(uri)}" : null;
    }

    /// <summary>True when it leads to a site's front page, which many items may share: no key for an article.</summary>
    public static bool IsFrontPage(string canonicalUrl) =>
        Uri.TryCreate(canonicalUrl, UriKind.Absolute, out var uri) && uri.AbsolutePath == "/" && uri.Query.Length == 0 && uri.Fragment.Length == 0;

    /// <summary>RFC 3986 section 6.2.2; <c>www.</c> and the hosts of small screens are the same site. Servers behind others tell the wrong one of the two
    /// default ports, and the scheme is no part of the form.</summary>
    private static string? Host(Uri uri)
    {
        if (Name(uri) is not { Length: > 0 } name)
            return null;
        return uri.Port is 80 or 443 ? name : FormattableString.Invariant($"{name}:{uri.Port}");
    }

    private static string? Name(Uri uri)
    {
        if (uri.HostNameType == UriHostNameType.IPv6)
            return uri.Host;
        return HostName.Of(uri) is { } name ? SamePlace().Replace(name.ToLowerInvariant().TrimEnd('.'), string.Empty) : null;
    }

    /// <summary>Case is kept: sites with short ids tell it apart.</summary>
    private static string Path(Uri uri)
    {
        var path = SessionId().Replace(Unreserved(uri.AbsolutePath), string.Empty).TrimEnd('/');
        path = AmpOrIndex().Replace(path, string.Empty).TrimEnd('/');
        return path.Length > 0 ? path : "/";
    }

    private static string Query(Uri uri, string host, LearnedParameters learned)
    {
        if (uri.Query.Length < 2)
            return string.Empty;

        var parameters = uri.Query[1..].Split('&', StringSplitOptions.RemoveEmptyEntries).Select(WithoutEntity).ToList();
        var isCampaign = parameters.Exists(TrackingParameters.IsCampaign);
        var kept = parameters
            .Where(parameter => !TrackingParameters.Contains(parameter, host, isCampaign))
            .Select(Unreserved)
            .Where(parameter => !learned.Contains(parameter, host))
            .OrderBy(parameter => parameter.Split('=')[0], StringComparer.Ordinal)
            .ToList();
        return kept.Count == 0 ? string.Empty : "?" + string.Join('&', kept);
    }

    /// <summary>Feeds escape an ampersand once too often.</summary>
    private static string WithoutEntity(string parameter) => parameter.StartsWith("amp;", StringComparison.Ordinal) ? parameter[4..] : parameter;

    /// <summary>A fragment names a place in the page, but <c>#!</c> once named the page.</summary>
    private static string HashBang(Uri uri) => uri.Fragment.StartsWith("#!", StringComparison.Ordinal) ? uri.Fragment : string.Empty;

    /// <summary>RFC 3986 section 6.2.2.2: escapes of unreserved characters are undone, all others are in upper case.</summary>
    private static string Unreserved(string text) => Escape().Replace(text, match =>
    {
        var character = (char)Convert.ToInt32(match.Value[1..], 16);
        return char.IsAsciiLetterOrDigit(character) || character is '-' or '.' or '_' or '~' ? character.ToString() : match.Value.ToUpperInvariant();
    });

    [GeneratedRegex(@"^(?:(?:www2?|m|mobile|touch|amp)\.)+(?=[^.]+\.[^.])|(?<=^[a-z-]{2,20})\.m(?=\.wiki[a-z]+\.org$)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex SamePlace();

    /// <summary>The URL Standard takes them out wherever they stand.</summary>
    [GeneratedRegex(@"[\t\r\n]", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Breaks();

    [GeneratedRegex(@";jsessionid=[^/?#]*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex SessionId();

    [GeneratedRegex(@"/(?:amp|index\.(?:html?|php|aspx?))$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex AmpOrIndex();

    [GeneratedRegex("%[0-9A-Fa-f]{2}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Escape();
}
