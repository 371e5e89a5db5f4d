namespace FeedPipeline.Worker.Sampling;

/// <summary>A feed of the sample site.</summary>
internal enum SampleFeed
{
    /// <summary>RSS 2.0, <c>/rss.xml</c>.</summary>
    Rss,

    /// <summary>Atom 1.0, <c>/atom.xml</c>.</summary>
    Atom,
}

/// <summary>An article of the sample site, as it stands at some time.</summary>
internal sealed record SampleArticle
{
    /// <summary>In the order of publication, from 0; the one that stands there in every run has <c>-1</c>.</summary>
    public required int Number { get; init; }

    /// <summary>Its identity, in feeds and at the end of its address.</summary>
    public required string Key { get; init; }

    /// <summary>The page's name; edits leave it alone.</summary>
    public required string Slug { get; init; }

    /// <summary>BCP 47.</summary>
    public required string Language { get; init; }

    /// <summary>One line.</summary>
    public required string Headline { get; init; }

    /// <summary>The standfirst; null for none.</summary>
    public string? Dek { get; init; }

    /// <summary>People and desks.</summary>
    public IReadOnlyList<string> Authors { get; init; } = [];

    /// <summary>WHO made the picture; null for an article without one.</summary>
    public string? PhotoCredit { get; init; }

    /// <summary>The body.</summary>
    public required IReadOnlyList<string> Paragraphs { get; init; }

    /// <summary>First publication, in whole seconds.</summary>
    public required DateTimeOffset PublishedAt { get; init; }

    /// <summary>The last edit, or the publication.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The feeds that list it.</summary>
    public required IReadOnlyList<SampleFeed> Feeds { get; init; }

    /// <summary>The number of the article that this one repeats word for word; null for an original.</summary>
    public int? ReprintOf { get; init; }

    /// <summary>Path of its page.</summary>
    public string PagePath => $"/news/{Slug}.html";

    /// <summary>Path of its picture.</summary>
    public string PicturePath => $"/pictures/{Slug}.svg";
}

/// <summary>Something that happened on the sample site.</summary>
/// <param name="At">When.</param>
/// <param name="What">In a few words: <c>new in rss.xml</c>, <c>edited, a paragraph added</c>.</param>
/// <param name="Article">As it stood then.</param>
internal sealed record SampleEvent(DateTimeOffset At, string What, SampleArticle Article);
