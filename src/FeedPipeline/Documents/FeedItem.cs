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
