using System.Net;
using FeedPipeline.Feeds;

namespace FeedPipeline.Fetching;

/// <summary>What is asked for, whatever address it turns out to be at.</summary>
/// <param name="Validators">Make the request conditional.</param>
/// <param name="Accept">Media types, as the header states them.</param>
/// <param name="Access">Shown to its own origin only; null without.</param>
/// <param name="AnyCertificateFrom">Origin that may show any certificate; null when none may.</param>
internal sealed record Question(Validators Validators, string Accept, Access? Access = null, string? AnyCertificateFrom = null)
{
    /// <summary>Whether the caller gives back the memory of a large body, with <see cref="FetchResult.Fetched.Share"/>; else it counts as free as soon as it is read.</summary>
    public bool HoldsMemory { get; init; }

    /// <summary>Where the connections are written down; null where nobody wants to know.</summary>
    public ConnectionLog? Log { get; init; }

    /// <summary>For a feed's document.</summary>
    public static Question ForFeed(Feed feed, Validators validators, Access? access, bool holdsMemory = false) => new(
        validators,
        FeedRequest.Accept,
        access,
        feed.TlsException is not null && Uri.TryCreate(feed.Url, UriKind.Absolute, out var url) ? Feeds.Access.OriginOf(url) : null)
    {
        HoldsMemory = holdsMemory,
    };
}

/// <summary>The request for a document.</summary>
internal static class FeedRequest
{
    /// <summary>Media types of feeds.</summary>
    public const string Accept =
        "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, "
        + "application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, */*;q=0.1";

    /// <summary>Conditional when there are validators (RFC 9110 section 13.1), which go back as they came.</summary>
    public static HttpRequestMessage For(Uri url, Question question, string userAgent)
    {
        var validators = question.Validators;
        var takesAny = question.AnyCertificateFrom is { } origin && origin == Access.OriginOf(url);
        var request = takesAny || question.Log is not null ? new UnusualRequest { TakesAnyCertificate = takesAny, Log = question.Log } : new HttpRequestMessage();
        request.RequestUri = url;
        request.Version = HttpVersion.Version20;
        request.VersionPolicy = HttpVersionPolicy.RequestVersionOrLower;
        Add("User-Agent", userAgent);
        Add("Accept", question.Accept);
        Add("Accept-Encoding", "gzip, br, deflate");
        Add("If-None-Match", validators.ETag);
        Add("If-Modified-Since", validators.LastModified);
        foreach (var (name, value) in question.Access?.HeadersFor(url) ?? [])
        {
            request.Headers.Remove(name);
            Add(name, value);
        }

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
