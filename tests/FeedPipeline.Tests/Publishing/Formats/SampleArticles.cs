using System.Buffers;
using System.Text;
using FeedPipeline.Articles;
using FeedPipeline.Documents;
using FeedPipeline.Normalizing;
using FeedPipeline.Publishing.Formats;

namespace FeedPipeline.Tests.Publishing.Formats;

/// <summary>Articles to write in every form.</summary>
internal static class SampleArticles
{
    public static readonly ArticleFormats Formats = new(SeedText.Write, SanitisedHtml.Of);

    private static readonly DateTimeOffset Seen = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

    /// <summary>Every field has a value.</summary>
    public static StoredArticle Full { get; } = Stored(7, new Article
    {
        Headline = "Harbour reopens after storm",
        Dek = "Ferries run again, the fish market waits",
        Byline = "Ann Lee and Bob Roy",
        Authors = ["Ann Lee", "Bob Roy"],
        PublishedAt = new DateTimeOffset(2026, 3, 4, 4, 30, 0, TimeSpan.Zero),
        PublishedPrecision = DatePrecision.Minute,
        PublishedOffset = TimeSpan.FromHours(-5),
        ModifiedAt = new DateTimeOffset(2026, 3, 4, 4, 50, 0, TimeSpan.Zero),
        PhotoCredit = "Cy Dow/Agency",
        PhotoCaption = "The harbour at dawn",
        PhotoUrl = "https://a.example/harbour.jpg",
        Body = "The first ferry left at six.\n\nThe market opens on Monday.",
        BodyHtml = "<p>The first ferry left at <em>six</em>.</p><p>The market opens on Monday.</p>",
        BodySource = BodySource.Page,
        Language = "en-GB",
        Url = "https://a.example/harbour?x=1",
        CanonicalUrl = "https://a.example/harbour",
        Section = "Local",
        Tags = ["Harbour", "Storm"],
        Guid = "a-17",
        Rights = "© A Example",
        Enclosures = [new Enclosure("https://a.example/talk.mp3", "audio/mpeg", 12345), new Enclosure("https://a.example/notes")],
        WordCount = 11,
        Provenance = new Dictionary<string, string> { ["headline"] = "feed:title" },
    });

    /// <summary>Only what every article has.</summary>
    public static StoredArticle Bare { get; } = Stored(8, new Article { Headline = "Untitled notice" });

    public static StoredArticle Stored(long id, Article content) => new()
    {
        Id = id,
        Content = content,
        FeedId = 3,
        Revision = 2,
        FirstSeenAt = Seen,
        UpdatedAt = Seen.AddHours(1),
        StatedAt = Seen,
    };

    public static string Write(ArticleFormat format, StoredArticle article)
    {
        var output = new ArrayBufferWriter<byte>();
        format.Write(output, article);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    public static async Task<string> WriteAllAsync(ArticleFormat format, params StoredArticle[] articles)
    {
        using var output = new MemoryStream();
        await ArticleSequence.WriteAsync(output, format, articles.ToAsyncEnumerable(), null, CancellationToken.None);
        return Encoding.UTF8.GetString(output.ToArray());
    }
}
