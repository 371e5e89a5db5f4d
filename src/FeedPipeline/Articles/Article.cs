using FeedPipeline.Documents;

namespace FeedPipeline.Articles;

/// <summary>Our record of a news item, in the seed article format.</summary>
public sealed record Article
{
    // Fields that an operator's rule found on the page; other rules are told from the feed's own text.
    private static readonly string[] OperatorsRules = ["rule:headline", "rule:dek", "rule:byline", "rule:published", "rule:image", "rule:caption", "rule:credit", "rule:section"];

    /// <summary>Plain text, one line, no site suffix.</summary>
    public required string Headline { get; init; }

    /// <summary>The standfirst; null when feed and page have none. Never a copy of the body's beginning.</summary>
    public string? Dek { get; init; }

    /// <summary>As published, without "By".</summary>
    public string? Byline { get; init; }

    /// <summary>People and desks, in order, without roles, places or e-mail addresses.</summary>
    public IReadOnlyList<string> Authors { get; init; } = [];

    /// <summary>First publication in UTC; null when nobody says.</summary>
    public DateTimeOffset? PublishedAt { get; init; }

    /// <summary>How exactly <see cref="PublishedAt"/> was stated.</summary>
    public DatePrecision PublishedPrecision { get; init; }

    /// <summary>The publisher's offset from UTC; null when not stated.</summary>
    public TimeSpan? PublishedOffset { get; init; }

    /// <summary>Last change as the publisher states it, in UTC.</summary>
    public DateTimeOffset? ModifiedAt { get; init; }

    /// <summary>Who made the lead image.</summary>
    public string? PhotoCredit { get; init; }

    /// <summary>What the lead image shows.</summary>
    public string? PhotoCaption { get; init; }

    /// <summary>Address of the lead image.</summary>
    public string? PhotoUrl { get; init; }

    /// <summary>Plain paragraphs joined by one blank line; null when not even a summary could be had.</summary>
    public string? Body { get; init; }

    /// <summary>Sanitised XHTML of the same content.</summary>
    public string? BodyHtml { get; init; }

    /// <summary>Where the body came from.</summary>
    public BodySource BodySource { get; init; }

    /// <summary>BCP 47; null when not stated.</summary>
    public string? Language { get; init; }

    /// <summary>The page, as linked.</summary>
    public string? Url { get; init; }

    /// <summary>The comparison key's readable form; never requested.</summary>
    public string? CanonicalUrl { get; init; }

    /// <summary>The publisher's section.</summary>
    public string? Section { get; init; }

    /// <summary>The publisher's tags, in order, each once.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>As the feed states it.</summary>
    public string? Guid { get; init; }

    /// <summary>What may be read without paying.</summary>
    public Access Access { get; init; }

    /// <summary>The stated licence or notice.</summary>
    public string? Rights { get; init; }

    /// <summary>Attached media.</summary>
    public IReadOnlyList<Enclosure> Enclosures { get; init; } = [];

    /// <summary>Words of <see cref="Body"/>.</summary>
    public int WordCount { get; init; }

    /// <summary>Where each field came from: column name to source (<c>feed:dc:creator</c>, <c>rule:…</c>).</summary>
    public IReadOnlyDictionary<string, string> Provenance { get; init; } = new Dictionary<string, string>();

    /// <summary>This feed's state of an article, with the fields that an earlier reading of its page gave: a feed that edits its item says nothing about those.</summary>
    public Article KeepingPageOf(Article stored)
    {
        if (stored.BodySource != BodySource.Page || BodySource == BodySource.Page)
            return this;
        var sources = new Dictionary<string, string>(Provenance, StringComparer.Ordinal);
        return this with
        {
            Headline = Kept("headline", stored.Headline, Headline)!,
            Dek = Kept("dek", stored.Dek, Dek),
            Byline = Kept("byline", stored.Byline, Byline),
            Authors = Kept("authors", stored.Authors, Authors)!,
            PublishedAt = Kept("published_at", stored.PublishedAt, PublishedAt),
            PublishedPrecision = FromPage("published_at") ? stored.PublishedPrecision : PublishedPrecision,
            PublishedOffset = FromPage("published_at") || PublishedAt == stored.PublishedAt ? stored.PublishedOffset : PublishedOffset,
            ModifiedAt = Kept("modified_at", stored.ModifiedAt, ModifiedAt),
            PhotoUrl = Kept("photo_url", stored.PhotoUrl, PhotoUrl),
            PhotoCredit = Kept("photo_credit", stored.PhotoCredit, PhotoCredit),
            PhotoCaption = Kept("photo_caption", stored.PhotoCaption, PhotoCaption),
            Body = Kept("body", stored.Body, Body),
            BodyHtml = Kept("body_html", stored.BodyHtml, BodyHtml),
            BodySource = stored.BodySource,
            WordCount = stored.WordCount,
            Language = Kept("language", stored.Language, Language),
            Section = Kept("section", stored.Section, Section),
            Tags = Kept("tags", stored.Tags, Tags)!,
            Access = FromPage("access") ? stored.Access : Access,
            Rights = Kept("rights", stored.Rights, Rights),
            Provenance = sources,
        };

        bool FromPage(string field) => field is "body" or "body_html" || (stored.Provenance.TryGetValue(field, out var source)
            && !source.StartsWith("feed:", StringComparison.Ordinal) && (!source.StartsWith("rule:", StringComparison.Ordinal) || OperatorsRules.Contains(source, StringComparer.Ordinal)));

        T? Kept<T>(string field, T? old, T? now)
        {
            // A summary that stood in the body's place is the standfirst beside a page's text.
            if (!FromPage(field))
                return field == "dek" && now is null ? old : now;
            if (stored.Provenance.TryGetValue(field, out var source))
                sources[field] = source;
            return old;
        }
    }
}

/// <summary>Where an article's body came from.</summary>
public enum BodySource
{
    /// <summary>Only a summary could be had.</summary>
    Summary,

    /// <summary>The feed carries the whole text.</summary>
    Feed,

    /// <summary>The article's page.</summary>
    Page,
}

/// <summary>What of an article may be read without paying.</summary>
public enum Access
{
    /// <summary>All of it, as far as is known.</summary>
    Free,

    /// <summary>A part.</summary>
    Partial,

    /// <summary>A beginning at most.</summary>
    Paywalled,
}
