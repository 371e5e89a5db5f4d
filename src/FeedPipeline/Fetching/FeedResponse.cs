using System.Buffers;
using System.Net.Http.Headers;
using FeedPipeline.Documents;
using FeedPipeline.Feeds;

namespace FeedPipeline.Fetching;

/// <summary>What the head of a response says about its document, and about asking again.</summary>
internal static class FeedResponse
{
    // A hint beyond a day is a mistake, or a wish that would lose articles.
    private static readonly TimeSpan LongestHint = TimeSpan.FromHours(24);

    private const int MaxValidatorLength = 1024;

    private static readonly SearchValues<char> Controls = SearchValues.Create([.. Enumerable.Range(0, 0xa0).Select(code => (char)code).Where(char.IsControl)]);

    /// <summary>The body with the transport's word on type, charset, language and place.</summary>
    public static FetchedDocument Document(HttpResponseMessage response, Uri url, byte[] body)
    {
        var headers = response.Content.Headers;
        var type = Raw(headers, "Content-Type");
        return new()
        {
            Body = body,
            Url = url.AbsoluteUri,
            MediaType = ContentType.MediaTypeOf(type),
            Charset = ContentType.CharsetOf(type),
            ContentLocation = Raw(headers, "Content-Location"),
            ContentLanguage = Raw(headers, "Content-Language"),
            RobotsTag = All(response.Headers, "X-Robots-Tag"),
            TdmReservation = Raw(response.Headers, "tdm-reservation"),
        };
    }

    /// <summary>For the next request, after a document.</summary>
    public static Validators Validators(HttpResponseMessage response, byte[] hash) =>
        new(Validator(response.Headers, "ETag"), Validator(response.Content.Headers, "Last-Modified"), hash);

    /// <summary>For the next request, after a 304, which may bring new validators for the old document (RFC 9111 section 4.3.4).</summary>
    public static Validators Refreshed(HttpResponseMessage response, Validators asked)
    {
        var (etag, modified) = (Validator(response.Headers, "ETag") ?? asked.ETag, Validator(response.Content.Headers, "Last-Modified") ?? asked.LastModified);
        return etag == asked.ETag && modified == asked.LastModified ? asked : asked with { ETag = etag, LastModified = modified };
    }

    /// <summary><c>Retry-After</c> in either form (RFC 9110 section 10.2.3), at most 24 hours; null when absent, past or garbage.</summary>
    public static TimeSpan? RetryAfter(HttpResponseMessage response, DateTimeOffset now) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => Hint(delta),
        { Date: { } date } => Hint(date - now),
        _ => null,
    };

    /// <summary>What is left of <c>max-age</c>, or else of <c>Expires</c> (RFC 9111 section 4.2.1), at most 24 hours; null when nothing is.</summary>
    public static TimeSpan? MaxAge(HttpResponseMessage response, DateTimeOffset now)
    {
        var control = response.Headers.NonValidated.Contains("Cache-Control") ? response.Headers.CacheControl : null;
        if (control is { NoCache: true } or { NoStore: true })
            return null;
        if (control?.MaxAge is { } maxAge)
            return Hint(maxAge - Age());
        return response.Content.Headers.Expires is { } expires ? Hint(expires - (response.Headers.Date ?? now) - Age()) : null;

        TimeSpan Age() => response.Headers.Age ?? TimeSpan.Zero;
    }

    /// <summary>Where a redirect leads, as written; null when it does not say.</summary>
    public static string? Location(HttpResponseMessage response) => Raw(response.Headers, "Location");

    /// <summary>Whether the length of the body is garbage or stated twice (RFC 9112 section 6.3): where it ends is then anybody's guess.</summary>
    public static bool ContradictsItself(HttpResponseMessage response) =>
        response.Content.Headers.NonValidated.TryGetValues("Content-Length", out var lengths)
        && (lengths.Count > 1 || response.Content.Headers.ContentLength is null || response.Headers.TransferEncodingChunked == true);

    private static TimeSpan? Hint(TimeSpan? hint) => hint > LongestHint ? LongestHint : hint > TimeSpan.Zero ? hint : null;

    private static string? Validator(HttpHeaders headers, string name) =>
        Raw(headers, name) is { Length: <= MaxValidatorLength } value && !value.AsSpan().ContainsAny(Controls) ? value : null;

    private static string? All(HttpHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out var values) && values.Count > 0 ? OneLine.Of(string.Join(", ", values)) : null;

    private static string? Raw(HttpHeaders headers, string name)
    {
        foreach (var value in headers.NonValidated.TryGetValues(name, out var values) ? values : default)
            return value.Trim() is { Length: > 0 } text ? text : null;
        return null;
    }
}
