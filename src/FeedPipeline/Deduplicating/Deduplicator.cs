using FeedPipeline.Articles;

namespace FeedPipeline.Deduplicating;

/// <summary>Keeps one of each: says of every arriving article whether it is new, changed, or known already.</summary>
public static class Deduplicator
{
    /// <summary>Items from which on, and the share of them at which, changed names are the publisher's doing and not the news of the day.</summary>
    private const int MinItems = 5;
    private const double Most = 0.6;

    /// <summary>A verdict for every arrival, in order. The order of the arrivals makes no difference.</summary>
    /// <param name="feedId">The feed that was polled.</param>
    /// <param name="arrivals">Items of one document that its window did not know.</param>
    /// <param name="recall">What is known.</param>
    public static Judgement Judge(long feedId, IReadOnlyList<Arrival> arrivals, Recall recall)
    {
        var found = Found(feedId, arrivals, recall);
        var unknown = arrivals.Where(arrival => !found.ContainsKey(arrival)).ToList();
        var taken = found.Values.Select(article => article.Id).Concat(recall.Listed).ToHashSet();
        var vanished = recall.Vanished.Where(article => !taken.Contains(article.Id)).DistinctBy(article => article.Id).ToList();

        var renamed = RenamedItems.Find(unknown, vanished, recall.SharedDates, isShift: true);
        var items = arrivals.Count + recall.Listed.Count;
        var strangers = arrivals.Count(arrival => !recall.Known.ContainsKey(arrival.Item.Own));
        var aliased = arrivals.Count(arrival => !recall.Known.ContainsKey(arrival.Item.Own) && found.TryGetValue(arrival, out var article) && article.FeedId == feedId);
        var isShift = items >= MinItems && strangers >= items * Most && aliased + renamed.Count >= items * Most;
        if (!isShift)
            renamed = RenamedItems.Find(unknown, vanished, recall.SharedDates, isShift: false);

        return new Judgement(
            [.. arrivals.Select(arrival => Verdict(feedId, arrival, found.GetValueOrDefault(arrival) ?? renamed.GetValueOrDefault(arrival), recall))],
            isShift,
            arrivals.Any(arrival => IsReused(arrival, recall)),
            ParameterEvidence.Between(found.Where(own => own.Key.Item.Own.Kind == ArticleKeyKind.Guid && own.Value.FeedId == feedId)
                .Select(own => (own.Value.Content.CanonicalUrl, own.Key.Item.CanonicalUrl))));
    }

    /// <summary>What an arriving article changes at the one stored; null when nothing. What its page said stands until the page is read again.</summary>
    public static Verdict.Revised? Compare(Arrival arrival, StoredArticle known)
    {
        // The document ended within it: what is missing was not taken back.
        if (arrival.Item.Item.CutIn is not null)
            return null;

        arrival = new Arrival(arrival.Item, arrival.Article.KeepingPageOf(known.Content)) { WantsPage = arrival.WantsPage };
        var changed = ContentChange.Fields(known.Content, arrival.Article);
        // Where addresses do not tell items apart, they change by themselves.
        var isNamedByWords = arrival.Item.Own.Kind is ArticleKeyKind.TitleDate or ArticleKeyKind.Text;
        return changed.Count == 0 || ContentChange.IsChurn(known.Content, arrival.Article, [.. changed.Where(field => !(isNamedByWords && field == "url"))])
            ? null
            : new Verdict.Revised(arrival, known, changed, ContentChange.Class(known.Content, arrival.Article, changed), ParagraphDiff.Between(known.Content.Body, arrival.Article.Body));
    }

    private static Verdict Verdict(long feedId, Arrival arrival, StoredArticle? article, Recall recall)
    {
        if (article is null)
            return new Verdict.Unseen(WithOwnKeys(arrival, recall.Known));

        // Another feed's item is a sighting of the article, whatever words it has for it.
        if (article.FeedId != feedId)
            return new Verdict.Sighted(new Arrival(arrival.Item, arrival.Article), article.Id);

        return Compare(arrival, article) is { } revised ? revised : new Verdict.Sighted(arrival, article.Id);
    }

    /// <summary>The article of each arrival that a key knows. Of several arrivals that claim one article of this feed, the one with the strongest key has it.</summary>
    private static Dictionary<Arrival, StoredArticle> Found(long feedId, IReadOnlyList<Arrival> arrivals, Recall recall)
    {
        var claims = arrivals.Select(arrival => (Arrival: arrival, Claim: Find(feedId, arrival, recall))).Where(claim => claim.Claim.Article is not null).ToList();
        var best = claims.GroupBy(claim => claim.Claim.Article!.Id)
            .ToDictionary(group => group.Key, group => group.OrderBy(claim => claim.Claim.Rank).ThenBy(claim => claim.Arrival.Item.Own.Hash).First().Arrival);
        return claims
            .Where(claim => claim.Claim.Rank == 0 || claim.Claim.Article!.FeedId != feedId || best[claim.Claim.Article.Id] == claim.Arrival)
            .ToDictionary(claim => claim.Arrival, claim => claim.Claim.Article!);
    }

    private static (StoredArticle? Article, int Rank) Find(long feedId, Arrival arrival, Recall recall)
    {
        var keys = arrival.Item.Keys;
        if (recall.Known.TryGetValue(keys[0], out var same) && !IsReused(arrival, recall))
            return (same, 0);
        for (var rank = 1; rank < keys.Count; rank++)
        {
            if (recall.Known.TryGetValue(keys[rank], out var article) && IsTheArticle(feedId, arrival.Article, keys[rank], article, recall))
                return (article, rank);
        }

        return (null, int.MaxValue);
    }

    /// <summary>Another feed's address is the article. In the feed's own past an address or the end of a guid may have been another item's.</summary>
    private static bool IsTheArticle(long feedId, Article arriving, ArticleKey key, StoredArticle article, Recall recall)
    {
        if (key.Kind is ArticleKeyKind.LinkDate or ArticleKeyKind.TitleDate)
            return !recall.Listed.Contains(article.Id) && SameWords.Texts(article.Content, arriving) != false;
        if (article.FeedId != feedId)
            return key.Kind == ArticleKeyKind.Url;
        if (recall.Listed.Contains(article.Id))
            return false;
        return (key.Kind == ArticleKeyKind.Url && (article.Content.Guid is null || arriving.Guid is null || article.Content.Guid == arriving.Guid))
            || SameWords.IsSame(article.Content, arriving);
    }

    private static bool IsReused(Arrival arrival, Recall recall) =>
        !recall.TrustsKeys && arrival.Item.Own.Kind == ArticleKeyKind.Guid
        && recall.Known.TryGetValue(arrival.Item.Own, out var owner) && SameWords.Contradicts(owner.Content, arrival.Article);

    /// <summary>A new article leaves alone the keys that others own.</summary>
    private static Arrival WithOwnKeys(Arrival arrival, IReadOnlyDictionary<ArticleKey, StoredArticle> known)
    {
        if (!arrival.Item.Keys.Any(known.ContainsKey))
            return arrival;
        return new Arrival(arrival.Item with { Keys = [.. arrival.Item.Keys.Where(key => !known.ContainsKey(key))] }, arrival.Article) { WantsPage = arrival.WantsPage };
    }
}
