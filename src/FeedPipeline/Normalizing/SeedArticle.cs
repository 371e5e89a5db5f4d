using FeedPipeline.Articles;
using FeedPipeline.Articles.Wording;
using FeedPipeline.Documents;

namespace FeedPipeline.Normalizing;

/// <summary>What a text in the seed article format says.</summary>
public sealed record SeedArticle
{
    /// <summary>The first line.</summary>
    public required string Headline { get; init; }

    /// <summary>What stands between headline and byline line, on one line; null when nothing does.</summary>
    public string? Dek { get; init; }

    /// <summary>As written, without "By"; null when the text names nobody.</summary>
    public string? Byline { get; init; }

    /// <summary>People and desks of the byline.</summary>
    public IReadOnlyList<string> Authors { get; init; } = [];

    /// <summary>The stated day; null when none is.</summary>
    public DateOnly? Published { get; init; }

    /// <summary><see cref="DatePrecision.Day"/>, or unknown without a date.</summary>
    public DatePrecision Precision => Published is null ? DatePrecision.Unknown : DatePrecision.Day;

    /// <summary>WHO of the credit line; null when there is none.</summary>
    public string? PhotoCredit { get; init; }

    /// <summary>The body, a line each.</summary>
    public IReadOnlyList<string> Paragraphs { get; init; } = [];

    /// <summary>Lines, and ends of lines, that are not part of the article.</summary>
    public IReadOnlyList<string> Furniture { get; init; } = [];

    /// <summary>The same as an article. A text stands for its page, so that is where the body came from.</summary>
    public Article ToArticle()
    {
        var body = Paragraphs.Count == 0 ? null : string.Join("\n\n", Paragraphs);
        return new Article
        {
            Headline = Headline,
            Dek = Dek,
            Byline = Byline,
            Authors = Authors,
            PublishedAt = Published is { } day ? new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero) : null,
            PublishedPrecision = Precision,
            PhotoCredit = PhotoCredit,
            Body = body,
            BodySource = BodySource.Page,
            WordCount = body is null ? 0 : WordCount.Of(body),
            Provenance = Provenance.OfSeed(this),
        };
    }
}
