using System.Linq.Expressions;
using FeedPipeline.Articles;
using FeedPipeline.Storing.Articles;
using Microsoft.EntityFrameworkCore;

namespace FeedPipeline.Storing.Search;

/// <summary>The newest articles with some words, whether few or many have them.</summary>
internal sealed class ArticleSearch(FeedPipelineDb db, SearchStore words)
{
    /// <summary>So many of the newest articles are looked through one by one: a word that is in use is soon met there, and what is new is in memory.</summary>
    private const int Newest = 4096;

    /// <summary>Of articles with seldom words, so many are looked up at most; beyond, among hundreds of millions, walking is not slower.</summary>
    private const int Most = 100_000;

    /// <summary>Of articles with seldom words, so many are held against the rest of the query first, and each time four times as many.</summary>
    private const int FirstLook = 128;

    /// <summary>So many articles at most, the newest first; <paramref name="configs"/> read them.</summary>
    public async Task<List<long>> FindAsync(ArticleQuery query, IReadOnlyList<string> configs, int limit, CancellationToken stop)
    {
        var having = Having(query.Words ?? string.Empty, configs);
        var found = await Walk(db, query.Apply(db.Articles).Take(Newest), having).Take(limit).ToListAsync(stop);
        if (found.Count < limit && await LastOfNewestAsync(query, stop) is { } last)
        {
            var older = query with { After = last };
            // As many again will do, or nearly. Otherwise all that ever had the words are looked up, wherever they lie, unless PostgreSQL knows them for many.
            var walks = found.Count > limit / 2 || await words.AreCommonAsync(older.Words ?? string.Empty, configs, stop);
            found.AddRange((walks ? null : await LookUpAsync(older, having, limit - found.Count, stop))
                ?? await Walk(db, older.Apply(db.Articles), having).Take(limit - found.Count).ToListAsync(stop));
        }

        return found;
    }

    /// <summary>Those of these articles that have the words, in the articles' own order, looked at one by one: left to choose, the planner would rather read all that has the words.</summary>
    internal static IQueryable<long> Walk(FeedPipelineDb db, IQueryable<StoredArticle> articles, Expression<Func<SearchedText, bool>> having) =>
        from article in articles.Select(article => new { article.Id, article.FirstSeenAt })
        where db.SearchedTexts.Where(text => text.ArticleId == article.Id).Where(having).Select(text => true).FirstOrDefault()
        orderby article.FirstSeenAt descending, article.Id descending
        select article.Id;

    /// <summary>Articles by the index of words; null where too many have them.</summary>
    private async Task<List<long>?> LookUpAsync(ArticleQuery query, Expression<Func<SearchedText, bool>> having, int limit, CancellationToken stop)
    {
        var texts = await query.InTime(db.SearchedTexts.Where(having)).Select(text => new { text.ArticleId, text.FirstSeenAt }).Take(Most).ToListAsync(stop);
        if (texts.Count == Most)
            return null;
        long[] ids = [.. texts.OrderByDescending(text => text.FirstSeenAt).ThenByDescending(text => text.ArticleId).Select(text => text.ArticleId)];
        var found = new List<long>();
        for (var (looked, look) = (0, FirstLook); looked < ids.Length && found.Count < limit; (looked, look) = (looked + look, look * 4))
        {
            var some = ids.AsSpan(looked, Math.Min(look, ids.Length - looked)).ToArray();
            found.AddRange(await query.Apply(db.Articles.Where(article => some.Contains(article.Id))).Select(article => article.Id).Take(limit - found.Count).ToListAsync(stop));
        }

        return found;
    }

    /// <summary>Each language has words, stop words and endings of its own, so what is asked for is read anew for each.</summary>
    internal static Expression<Func<SearchedText, bool>> Having(string words, IReadOnlyList<string> configs)
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

    /// <summary>Where the newest end; null when the query means no older ones.</summary>
    private async Task<ListPlace?> LastOfNewestAsync(ArticleQuery query, CancellationToken stop)
    {
        var last = await query.Apply(db.Articles).Skip(Newest - 1).Take(2).Select(article => new { article.FirstSeenAt, article.Id }).ToListAsync(stop);
        return last.Count == 2 ? new ListPlace(last[0].FirstSeenAt, last[0].Id) : null;
    }
}
