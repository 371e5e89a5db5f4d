using FeedPipeline.Articles;

namespace FeedPipeline.Deduplicating;

/// <summary>Keeps one of each: says of every arriving article whether it is new, changed, or known already.</summary>
public static class Deduplicator
{
    /// <summary>A verdict for every arrival, in order.</summary>
    /// <param name="feedId">The feed that was polled.</param>
    /// <param name="arrivals">Items of one document that its window did not know.</param>
    /// <param name="known">Stored articles by the keys that they own.</param>
    public static IReadOnlyList<Verdict> Judge(long feedId, IReadOnlyList<Arrival> arrivals, IReadOnlyDictionary<ArticleKey, StoredArticle> known) =>
        [.. arrivals.Select(arrival => Judge(feedId, arrival, known))];

    /// <summary>What an arriving article changes at the one stored; null when nothing. What its page said stands until the page is read again.</summary>
    public static Verdict.Revised? Compare(Arrival arrival, StoredArticle known)
    {
        arrival = new Arrival(arrival.Item, arrival.Article.KeepingPageOf(known.Content)) { WantsPage = arrival.WantsPage };
        var changed = ContentChange.Fields(known.Content, arrival.Article);
        return changed.Count == 0
            ? null
            : new Verdict.Revised(arrival, known, changed, ContentChange.Class(known.Content, arrival.Article, changed), ParagraphDiff.Between(known.Content.Body, arrival.Article.Body));
    }

    private static Verdict Judge(long feedId, Arrival arrival, IReadOnlyDictionary<ArticleKey, StoredArticle> known)
    {
        if (Find(feedId, arrival, known) is not { } article)
            return new Verdict.Unseen(WithOwnKeys(arrival, known));

        // Another feed's item is a sighting of the article, whatever words it has for it.
        if (article.FeedId != feedId)
            return new Verdict.Sighted(new Arrival(arrival.Item, arrival.Article), article.Id);

        return Compare(arrival, article) is { } revised ? revised : new Verdict.Sighted(arrival, article.Id);
    }

    private static StoredArticle? Find(long feedId, Arrival arrival, IReadOnlyDictionary<ArticleKey, StoredArticle> known)
    {
        if (known.TryGetValue(arrival.Item.Keys[0], out var same))
            return same;
        return arrival.Item.Keys.Skip(1).Select(key => known.GetValueOrDefault(key))
            .FirstOrDefault(article => article is not null && (article.FeedId != feedId || IsRenamed(article.Content, arrival.Article)));
    }

    /// <summary>The same address in the same feed under another guid: the publisher renamed the item, or uses one address for item after item.
    /// Only the first has the same headline or date.</summary>
    private static bool IsRenamed(Article known, Article arriving) =>
        known.Guid is null || arriving.Guid is null || known.Guid == arriving.Guid
        || known.Headline == arriving.Headline || (known.PublishedAt is { } date && date == arriving.PublishedAt);

    /// <summary>A new article leaves alone the keys that others own.</summary>
    private static Arrival WithOwnKeys(Arrival arrival, IReadOnlyDictionary<ArticleKey, StoredArticle> known)
    {
        if (!arrival.Item.Keys.Any(known.ContainsKey))
            return arrival;
        return new Arrival(arrival.Item with { Keys = [.. arrival.Item.Keys.Where(key => !known.ContainsKey(key))] }, arrival.Article) { WantsPage = arrival.WantsPage };
    }
}
