using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using FeedPipeline.Articles;
using FeedPipeline.Storing.Search;
using Microsoft.EntityFrameworkCore;

namespace FeedPipeline.Storing.Articles;

/// <summary>Listings of articles, a page at a time: first which articles, from narrow rows, then the articles themselves, as they arrive.</summary>
public sealed class ArticlePages(IDbContextFactory<FeedPipelineDb> contexts, SearchStore search)
{
    /// <summary>From so many on, articles with some words count as many: walking back until a page of them is found costs about as little then, among a million.</summary>
    private const int Many = 8000;

    /// <summary>Of articles with some words, so many are looked at first, and each time four times as many, until a page of those is found that is asked for.</summary>
    private const int FirstLook = 128;

    /// <summary>Why articles cannot be searched; null when they can.</summary>
    public string? SearchRefusal => search.IsOn ? null : "articles cannot be searched here: Storing__Search is off";

    /// <summary>The articles of a page, and whether more follow.</summary>
    public async Task<ArticlePage> FindAsync(ArticleQuery query, int limit, CancellationToken stop)
    {
        var configs = query.Words is { } words ? await ConfigsAsync(words, query.Language, stop) : [];
        await using var db = await contexts.CreateDbContextAsync(stop);
        var found = await RareAsync(db, query, configs, limit + 1, stop) ?? await StatesAsync(Found(db, query, configs), limit + 1, stop);
        var page = found.Take(limit).ToList();
        return new ArticlePage(page, found.Count > limit ? new ListPlace(page[^1].FirstSeenAt, page[^1].Id) : null);
    }

    /// <summary>The articles themselves, in the page's order, never more than one at a time in memory.</summary>
    public async IAsyncEnumerable<StoredArticle> ReadAsync(ArticlePage page, [EnumeratorCancellation] CancellationToken stop)
    {
        long[] ids = [.. page.Articles.Select(article => article.Id)];
        await using var db = await contexts.CreateDbContextAsync(stop);
        var articles = db.Articles.Where(article => ids.Contains(article.Id)).OrderByDescending(article => article.FirstSeenAt).ThenByDescending(article => article.Id);
        await foreach (var article in articles.AsAsyncEnumerable().WithCancellation(stop))
            yield return article;
    }

    /// <summary>Articles with words that few have are looked up by these words first; null for words that many have, which are soon met on the way back from the newest.
    /// PostgreSQL tells only the most common words from all others beforehand, and would walk through the whole table for a word that is not in it.</summary>
    private async Task<List<ArticleState>?> RareAsync(FeedPipelineDb db, ArticleQuery query, IReadOnlyList<string> configs, int limit, CancellationToken stop)
    {
        if (query.Words is not { } words || await search.AreCommonAsync(words, configs, stop))
            return null;
        var having = await query.InTime(db.SearchedTexts.Where(Having(words, configs))).Select(text => new { text.ArticleId, text.FirstSeenAt }).Take(Many).ToListAsync(stop);
        if (having.Count == Many)
            return null;
        long[] ids = [.. having.OrderByDescending(text => text.FirstSeenAt).ThenByDescending(text => text.ArticleId).Select(text => text.ArticleId)];
        var found = new List<ArticleState>();
        for (var (looked, look) = (0, FirstLook); looked < ids.Length && found.Count < limit; (looked, look) = (looked + look, look * 4))
        {
            var some = ids.AsSpan(looked, Math.Min(look, ids.Length - looked)).ToArray();
            found.AddRange(await StatesAsync(query.Apply(db.Articles.Where(article => some.Contains(article.Id))), limit - found.Count, stop));
        }

        return found;
    }

    private static Task<List<ArticleState>> StatesAsync(IQueryable<StoredArticle> articles, int limit, CancellationToken stop) => articles.Take(limit)
        .Select(article => new ArticleState(article.Id, article.FirstSeenAt, article.UpdatedAt, article.StatedAt, article.Revision)).ToListAsync(stop);

    /// <summary>The articles that a query means, in order.</summary>
    internal static IQueryable<StoredArticle> Found(FeedPipelineDb db, ArticleQuery query, IReadOnlyList<string> configs)
    {
        return query.Words is not { } words
            ? query.Apply(db.Articles)
            : query.Apply(db.Articles.Join(db.SearchedTexts.Where(Having(words, configs)), article => article.Id, text => text.ArticleId, (article, _) => article));
    }

    /// <summary>Each language has words, stop words and endings of its own, so what is asked for is read anew for each.</summary>
    private static Expression<Func<SearchedText, bool>> Having(string words, IReadOnlyList<string> configs)
    {
        var text = Expression.Parameter(typeof(SearchedText), "text");
        Expression any = Expression.Constant(false);
        foreach (var config in configs)
        {
            Expression<Func<SearchedText, bool>> one = read => read.Config == config && read.Vector.Matches(EF.Functions.WebSearchToTsQuery(config, words));
            any = Expression.OrElse(any, Expression.Invoke(one, text));
        }

        return Expression.Lambda<Func<SearchedText, bool>>(any, text);
    }

    /// <summary>Those of one language, or all that read anything.</summary>
    private async Task<IReadOnlyList<string>> ConfigsAsync(string words, string? language, CancellationToken stop)
    {
        var used = await search.ConfigsAsync(words, stop);
        return language is null
            ? used
            : [.. used.Intersect([SearchLanguages.Configs.GetValueOrDefault(language.Split('-')[0].ToLowerInvariant(), SearchLanguages.Simple)])];
    }
}

/// <summary>A part of a listing.</summary>
/// <param name="Articles">In order.</param>
/// <param name="Next">Where the next part begins; null at the end.</param>
public sealed record ArticlePage(IReadOnlyList<ArticleState> Articles, ListPlace? Next);

/// <summary>An article without its content: whatever changes in its row changes here.</summary>
/// <param name="Id">Which one.</param>
/// <param name="FirstSeenAt">When we first saw it.</param>
/// <param name="UpdatedAt">When its row last changed.</param>
/// <param name="StatedAt">When the document was used whose words these are.</param>
/// <param name="Revision">Of its content.</param>
public sealed record ArticleState(long Id, DateTimeOffset FirstSeenAt, DateTimeOffset UpdatedAt, DateTimeOffset StatedAt, int Revision);
