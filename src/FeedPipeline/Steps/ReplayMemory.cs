using FeedPipeline.Articles;
using FeedPipeline.Documents;

namespace FeedPipeline.Steps;

/// <summary>The articles as they would be after a replay that writes nothing.</summary>
internal sealed class PretendedArticles
{
    private readonly Dictionary<long, StoredArticle> revised = [];
    private readonly Dictionary<ArticleKey, StoredArticle> keys = [];
    private long nextId = -1;

    /// <summary>What is stored, with what was pretended before.</summary>
    public IReadOnlyDictionary<ArticleKey, StoredArticle> Over(IReadOnlyDictionary<ArticleKey, StoredArticle> stored, IEnumerable<ArticleKey> wanted)
    {
        var all = stored.ToDictionary(own => own.Key, own => revised.GetValueOrDefault(own.Value.Id, own.Value));
        foreach (var key in wanted)
        {
            if (!all.ContainsKey(key) && keys.TryGetValue(key, out var article))
                all[key] = revised.GetValueOrDefault(article.Id, article);
        }

        return all;
    }

    /// <summary>Remembers what this document would change.</summary>
    public ReplayedDocument Add(ReplayedDocument judged)
    {
        foreach (var verdict in judged.Changes)
        {
            var article = verdict switch
            {
                Verdict.Unseen => New(judged.Document, verdict.Arrival.Article),
                Verdict.Revised(_, var known, _, _, _) => Revised(judged.Document, known, verdict.Arrival.Article),
                _ => null,
            };
            if (article is not null)
                Own(article, verdict.Arrival.Item.Keys);
        }

        return judged;
    }

    private void Own(StoredArticle article, IReadOnlyList<ArticleKey> its)
    {
        foreach (var key in its)
            keys.TryAdd(key, article);
    }

    private StoredArticle New(ArchivedDocument document, Article content) => new()
    {
        Id = nextId--,
        Content = content,
        FeedId = document.FeedId,
        Revision = 1,
        StatedAt = document.LastUsedAt,
    };

    private StoredArticle Revised(ArchivedDocument document, StoredArticle known, Article content) => revised[known.Id] = new StoredArticle
    {
        Id = known.Id,
        Content = content,
        FeedId = known.FeedId,
        Revision = known.Revision + 1,
        StatedAt = document.LastUsedAt,
    };
}

/// <summary>Items that pages of one poll settled: the first page that lists an item has the say.</summary>
internal sealed class SettledItems
{
    private readonly HashSet<Guid> settled = [];
    private (long FeedId, DateTimeOffset At) poll;

    /// <summary>The items of a page that no earlier page of the same poll listed.</summary>
    public IReadOnlyList<IdentifiedItem> Open(ArchivedDocument document, IReadOnlyList<IdentifiedItem> items)
    {
        if (poll != (document.FeedId, document.LastUsedAt))
            settled.Clear();
        poll = (document.FeedId, document.LastUsedAt);
        return [.. items.Where(item => settled.Add(item.Keys[0].Hash))];
    }
}
