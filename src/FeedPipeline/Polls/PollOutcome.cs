namespace FeedPipeline.Polls;

/// <summary>How a poll ended. In tables, the command line and the API in snake_case: <c>not_modified</c>.</summary>
public enum PollOutcome
{
    /// <summary>A document was read, and something in it was new or changed.</summary>
    Stored,

    /// <summary>A document came, but nothing in it was new: same bytes, or same items.</summary>
    Unchanged,

    /// <summary>304 (RFC 9110 section 15.4.5).</summary>
    NotModified,

    /// <summary>The host name has no address.</summary>
    DnsError,

    /// <summary>The URL is not one that is requested, or its address is neither public nor in <c>Fetching:AllowedNetworks</c>.</summary>
    AddressRefused,

    /// <summary>Nobody listens there, or the network is unreachable.</summary>
    ConnectError,

    /// <summary>No connection within the limit.</summary>
    ConnectTimeout,

    /// <summary>The TLS handshake or the certificate failed.</summary>
    TlsError,

    /// <summary>No complete response head within the limit.</summary>
    TimeoutHeaders,

    /// <summary>The body stopped coming, or took longer than the whole poll may.</summary>
    TimeoutBody,

    /// <summary>The body came more slowly than <c>Fetching:MinBytesPerSecond</c>.</summary>
    TimeoutRate,

    /// <summary>The body ended before its stated length or its last chunk.</summary>
    Truncated,

    /// <summary>The peer closed or reset the connection in the middle.</summary>
    ConnectionReset,

    /// <summary>The body is larger than the limit, on the wire or decoded.</summary>
    TooLarge,

    /// <summary>The response head is larger than the limit.</summary>
    HeadersTooLarge,

    /// <summary>The content encoding is broken.</summary>
    BadEncoding,

    /// <summary>A content encoding that was not asked for.</summary>
    UnsupportedEncoding,

    /// <summary>An archive instead of a document.</summary>
    UnsupportedType,

    /// <summary>More redirects than the limit, or a circle.</summary>
    RedirectLimit,

    /// <summary>Not HTTP, or HTTP that contradicts itself.</summary>
    ProtocolError,

    /// <summary>The HTTP/2 connection or stream was broken off by the server.</summary>
    Http2Error,

    /// <summary>204 or 205: an answer without a document; what was known stays.</summary>
    Empty,

    /// <summary>401 or 403: credentials are missing, wrong or refused.</summary>
    Unauthorized,

    /// <summary>404.</summary>
    NotFound,

    /// <summary>410: the publisher took the feed away.</summary>
    Gone,

    /// <summary>429, or 503 with Retry-After: asked to come back later.</summary>
    RateLimited,

    /// <summary>Another status from 400 to 499.</summary>
    Http4xx,

    /// <summary>A status from 500.</summary>
    Http5xx,

    /// <summary>robots.txt of the host asks us to stay away (RFC 9309); only pages are refused so.</summary>
    Robots,

    /// <summary>Nearly every host failed at once: the fault is on this side, and counts against no feed.</summary>
    Offline,

    /// <summary>The body never got the memory it needs within <c>Fetching:MemoryTimeout</c>: the fault is on this side, and counts against no feed.</summary>
    Busy,

    /// <summary>The body is not a feed.</summary>
    NotAFeed,

    /// <summary>A feed, but another one than before: title, site and items are all somebody else's. What it lists is kept in quarantine.</summary>
    ContentShift,

    /// <summary>The document came, but FeedPipeline could not take it in: a bug, or a database that refuses. The log has the details.</summary>
    InternalError,
}
