using FeedPipeline.Articles;

namespace FeedPipeline.Documents;

/// <summary>What an article's page says, part by part, each with the place it was found in. Nothing is guessed: what the page leaves out is null.</summary>
public sealed record ArticlePage
{
    /// <summary>Plain text, one line, without the site's name.</summary>
    public Found? Headline { get; init; }

    /// <summary>The standfirst.</summary>
    public Found? Dek { get; init; }

    /// <summary>As published, without "By".</summary>
    public Found? Byline { get; init; }

    /// <summary>People and desks, in order.</summary>
    public IReadOnlyList<string> Authors { get; init; } = [];

    /// <summary>First publication.</summary>
    public FoundDate? Published { get; init; }

    /// <summary>Last change.</summary>
    public FoundDate? Modified { get; init; }

    /// <summary>Absolute address of the lead image.</summary>
    public Found? ImageUrl { get; init; }

    /// <summary>What the lead image shows.</summary>
    public Found? ImageCaption { get; init; }

    /// <summary>Who made the lead image.</summary>
    public Found? ImageCredit { get; init; }

    /// <summary>The article's paragraphs.</summary>
    public IReadOnlyList<PageBlock> Body { get; init; } = [];

    /// <summary>How the body was found; null when the page has none.</summary>
    public string? BodySource { get; init; }

    /// <summary>Lines that were taken for template text.</summary>
    public IReadOnlyList<string> Furniture { get; init; } = [];

    /// <summary>BCP 47.</summary>
    public Found? Language { get; init; }

    /// <summary>The address that the publisher prefers.</summary>
    public Found? CanonicalUrl { get; init; }

    /// <summary>The publisher's section.</summary>
    public Found? Section { get; init; }

    /// <summary>The publisher's tags, in order, each once.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Where the tags stood; null without tags.</summary>
    public string? TagsSource { get; init; }

    /// <summary>Licence or copyright notice.</summary>
    public Found? Rights { get; init; }

    /// <summary>What may be read without paying.</summary>
    public Access Access { get; init; }

    /// <summary>What says so; null when nothing does.</summary>
    public string? AccessSource { get; init; }

    /// <summary>What the page is instead of the article, in words for operators: a note that there is none, a way to elsewhere; null for an article.</summary>
    public string? Absence { get; init; }

    /// <summary>Whether the publisher reserves text and data mining (W3C TDM reservation protocol, robots directives).</summary>
    public bool IsReserved { get; init; }
}

/// <summary>A text and the place it was found in.</summary>
/// <param name="Text">Clean text on one line, never empty.</param>
/// <param name="Source"><c>jsonld:headline</c>, <c>meta:og:title</c>, <c>dom:h1</c>, <c>page:…</c> for what was told from the text.</param>
public sealed record Found(string Text, string Source);

/// <summary>A date and the place it was found in.</summary>
/// <param name="Date">As stated.</param>
/// <param name="Source"><c>jsonld:datePublished</c>, <c>meta:article:published_time</c>, <c>dom:time</c>, <c>page:header-line</c>.</param>
public sealed record FoundDate(StatedDate Date, string Source);

/// <summary>A paragraph of a page.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Clean text on one line, never empty.</param>
/// <param name="Html">The same with its markup, addresses absolute, not yet sanitised.</param>
public sealed record PageBlock(BlockKind Kind, string Text, string Html);
