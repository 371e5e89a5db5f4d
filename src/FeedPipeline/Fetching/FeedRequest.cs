using System.Net;
using FeedPipeline.Feeds;

namespace FeedPipeline.Fetching;

/// <summary>The request for a feed's document.</summary>
internal static class FeedRequest
{
    private const string Accept =
        "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, "
        + "application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, */*;q=0.1";

    /// <summary>Conditional when there are validators (RFC 9110 section 13.1), which go back as they came.</summary>
    public static HttpRequestMessage For(Uri url, Validators validators, string userAgent)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, url) { Version = HttpVersion.Version11 };
        Add("User-Agent", userAgent);
        Add("Accept", Accept);
        Add("Accept-Encoding", "gzip, br, deflate");
        Add("If-None-Match", validators.ETag);
        Add("If-Modified-Since", validators.LastModified);
        return request;

        void Add(string name, string? value)
        {
            if (value is not null)
                request.Headers.TryAddWithoutValidation(name, value);
        }
    }

    /// <summary>Whether a 304 may answer it.</summary>
    public static bool IsConditional(Validators validators) => validators.ETag is not null || validators.LastModified is not null;
}
