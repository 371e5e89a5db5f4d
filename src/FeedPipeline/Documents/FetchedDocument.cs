namespace FeedPipeline.Documents;

/// <summary>The bytes that came back for a feed, with what the transport said about them.</summary>
public sealed record FetchedDocument
{
    /// <summary>The body, with its content encoding undone.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Address the bytes came from, after redirects; the last resort as base of relative links. Null when unknown (a file).</summary>
    public string? Url { get; init; }

    /// <summary>Media type of <c>Content-Type</c>, without parameters; null when not stated.</summary>
    public string? MediaType { get; init; }

    /// <summary>Charset parameter of <c>Content-Type</c>, as written; null when not stated.</summary>
    public string? Charset { get; init; }

    /// <summary><c>Content-Location</c> (RFC 9110 section 8.7), which goes before <see cref="Url"/> as base; null when not stated.</summary>
    public string? ContentLocation { get; init; }

    /// <summary><c>Content-Language</c> (RFC 9110 section 8.5); null when not stated.</summary>
    public string? ContentLanguage { get; init; }

    /// <summary><c>X-Robots-Tag</c>, as sent (<c>noindex, noarchive</c>); null when not stated.</summary>
    public string? RobotsTag { get; init; }

    /// <summary><c>tdm-reservation</c> (W3C TDM Reservation Protocol), as sent: <c>1</c> reserves the rights to text and data mining; null when not stated.</summary>
    public string? TdmReservation { get; init; }
}
