using System.Text.RegularExpressions;
using FeedPipeline.Articles;
using FeedPipeline.Documents;
using FeedPipeline.Feeds;
using FeedPipeline.Normalizing;
using FeedPipeline.Storing;

namespace FeedPipeline.Steps;

/// <summary>What normalizing made of a document's items: articles, and items that are kept out. One bad item never costs the others.</summary>
/// <param name="Arrivals">Items with their articles.</param>
/// <param name="Refused">Items that go into quarantine, each with the reason.</param>
internal sealed record Normalization(IReadOnlyList<Arrival> Arrivals, IReadOnlyList<(IdentifiedItem Item, string Reason)> Refused)
{
    /// <summary>How far ahead of its poll a date may lie: zones are mistaken, and calendars differ by a day.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(1);

    /// <summary>Every item becomes an article or is refused.</summary>
    /// <param name="document">The feed.</param>
    /// <param name="items">Those of its items that are new or changed.</param>
    /// <param name="claim">What says which pages are wanted; null when none is, as for what was listed long ago.</param>
    public static Normalization Of(FeedDocument document, IEnumerable<IdentifiedItem> items, ClaimedFeed? claim = null)
    {
        using var trace = PollTrace.Step("normalize");
        var arrivals = new List<Arrival>();
        var refused = new List<(IdentifiedItem Item, string Reason)>();
        foreach (var item in items)
        {
            if (ArticleNormalizer.Refuse(item.Item) is { } reason)
            {
                refused.Add((item, reason));
                continue;
            }

            try
            {
                var arrival = PatientArrival(document, item);
                var wantsPage = arrival.Article.Url is not null && claim is not null && claim.Lesson.Wants(claim.Feed.FullText, arrival.Article.BodySource, arrivals.Count);
                arrivals.Add(new Arrival(item, Doubted(arrival.Article, claim)) { WantsPage = wantsPage });
            }
            catch (Exception bug)
            {
                refused.Add((item, $"FeedPipeline failed on it: {bug.GetType().Name}: {bug.Message}"));
            }
        }

        return new Normalization(arrivals, refused);
    }

    /// <summary>Whether the article is dated so far ahead of its poll that the date cannot be meant.</summary>
    public static bool IsAhead(Article article, ClaimedFeed claim) => article.PublishedAt > claim.ClaimedAt + Ahead;

    /// <summary>One item's article, its times as the database keeps them.</summary>
    public static Arrival Arrival(FeedDocument document, IdentifiedItem item)
    {
        var article = ArticleNormalizer.Normalize(document, item.Item);
        return new Arrival(item, Stored(article) with { CanonicalUrl = item.CanonicalUrl });
    }

    /// <summary>An article together with its page.</summary>
    public static Article WithPage(FeedDocument document, IdentifiedItem item, ArticlePage page) => Stored(PageArticle.Join(Arrival(document, item).Article, page));

    /// <summary>A match whose time is over was too much, or stood still together with its process: only an item that takes too long twice is refused.</summary>
    private static Arrival PatientArrival(FeedDocument document, IdentifiedItem item)
    {
        try
        {
            return Arrival(document, item);
        }
        catch (RegexMatchTimeoutException)
        {
            return Arrival(document, item);
        }
    }

    /// <summary>A date that cannot be meant stays as stated, and its source says so. Nothing is listed by it: listings follow when an article was first seen.</summary>
    private static Article Doubted(Article article, ClaimedFeed? claim) => claim is not null && IsAhead(article, claim)
        ? article with { Provenance = new Dictionary<string, string>(article.Provenance, StringComparer.Ordinal) { ["published_at"] = $"{article.Provenance["published_at"]}; later than it was seen" } }
        : article;

    private static Article Stored(Article article) => article with { PublishedAt = StoredTime.Of(article.PublishedAt), ModifiedAt = StoredTime.Of(article.ModifiedAt) };
}
