namespace FeedPipeline.Documents;

/// <summary>An entry as the feed states it: the publisher's words, links made absolute, nothing sanitised.</summary>
public sealed record FeedItem
{
    /// <summary>RSS <c>guid</c>, Atom <c>id</c>, JSON Feed <c>id</c>, RDF <c>about</c>, verbatim but trimmed; null when missing or empty.</summary>
    public string? Guid { get; init; }

    /// <summary>Headline as HTML.</summary>
    public string? Title { get; init; }

    /// <summary>Absolute address of the article's page, where a base is known.</summary>
    public string? Link { get; init; }

    /// <summary>The address before a feed proxy rewrote it (<c>feedburner:origLink</c>).</summary>
    public string? OriginalLink { get; init; }

    /// <summary>People and desks as written, in order (RSS <c>author</c>, <c>dc:creator</c>, Atom <c>author/name</c>, JSON <c>authors</c>).</summary>
    public IReadOnlyList<string> Authors { get; init; } = [];

    /// <summary>First publication.</summary>
    public StatedDate? Published { get; init; }

    /// <summary>Last change.</summary>
    public StatedDate? Updated { get; init; }

    /// <summary>RSS <c>description</c>, Atom <c>summary</c>, JSON <c>summary</c>, as HTML.</summary>
    public string? Summary { get; init; }

    /// <summary><c>content:encoded</c>, Atom <c>content</c>, JSON <c>content_html</c>, as HTML.</summary>
    public string? Content { get; init; }

    /// <summary>Categories and tags as written.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>Attached media.</summary>
    public IReadOnlyList<Enclosure> Enclosures { get; init; } = [];

    /// <summary>Lead image (Media RSS, <c>itunes:image</c>, JSON <c>image</c>); null when the feed names none.</summary>
    public ItemImage? Image { get; init; }

    /// <summary>BCP 47, when the item differs from its feed or states its own.</summary>
    public string? Language { get; init; }

    /// <summary>Licence or notice of this item, as HTML.</summary>
    public string? Rights { get; init; }

    /// <summary>Address of the licence (<c>creativeCommons:license</c>, <c>cc:license</c>, <c>link rel=license</c>); null when the feed names none.</summary>
    public string? LicenseUrl { get; init; }

    /// <summary>Where the item was taken from (RSS and Atom <c>source</c>); null for the publisher's own.</summary>
    public ItemSource? Source { get; init; }

    /// <summary>What readers say about it; null when the feed names no comments.</summary>
    public ItemComments? Comments { get; init; }

    /// <summary>Address or id of the item this one answers (RFC 4685 section 3); null when it answers none.</summary>
    public string? InReplyTo { get; init; }

    /// <summary>The place it is about (GeoRSS, W3C geo); null when not stated.</summary>
    public GeoPoint? Place { get; init; }

    /// <summary>Playing time of the attached medium (<c>itunes:duration</c>, <c>media:content/@duration</c>); null when not stated.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>The words of the attached medium (<c>podcast:transcript</c>); null when the feed names none.</summary>
    public string? TranscriptUrl { get; init; }

    /// <summary>The element in which the document ended before this item did, in lower case: what it says there may be half. Null for an item that is whole.</summary>
    public string? CutIn { get; init; }
}

/// <summary>A lead image as the feed names it.</summary>
/// <param name="Url">Absolute address, where a base is known.</param>
/// <param name="Credit">Who made it (<c>media:credit</c>).</param>
/// <param name="Caption">What it shows (<c>media:description</c>, <c>media:title</c>).</param>
public sealed record ItemImage(string Url, string? Credit = null, string? Caption = null);

/// <summary>Attached media (RSS <c>enclosure</c>, Atom <c>link rel=enclosure</c>, JSON <c>attachments</c>).</summary>
/// <param name="Url">Absolute address, where a base is known.</param>
/// <param name="Type">Media type as stated.</param>
/// <param name="Length">Bytes as stated; null when missing or not a number.</param>
public sealed record Enclosure(string Url, string? Type = null, long? Length = null);

/// <summary>The feed an item was taken from.</summary>
/// <param name="Title">As HTML; null when not stated.</param>
/// <param name="Url">Absolute address of that feed or site, where a base is known; null when not stated.</param>
public sealed record ItemSource(string? Title, string? Url);

/// <summary>Comments on an item (RSS <c>comments</c>, slash, wfw, RFC 4685).</summary>
/// <param name="PageUrl">The page; null when not stated.</param>
/// <param name="FeedUrl">The feed (<c>wfw:commentRss</c>, <c>link rel=replies</c>); null when not stated.</param>
/// <param name="Count">How many there are (<c>slash:comments</c>, <c>thr:total</c>); null when not stated.</param>
public sealed record ItemComments(string? PageUrl, string? FeedUrl, int? Count);

/// <summary>A place on earth (WGS 84).</summary>
/// <param name="Latitude">Degrees north, -90 to 90.</param>
/// <param name="Longitude">Degrees east, -180 to 180.</param>
public readonly record struct GeoPoint(double Latitude, double Longitude);
