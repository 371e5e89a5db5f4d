using System.Runtime.CompilerServices;
using FeedPipeline.Articles;
using FeedPipeline.Storing.Search;
using Microsoft.EntityFrameworkCore;

namespace FeedPipeline.Storing.Articles;

/// <summary>Listings of articles, a page at a time: first which articles, from narrow rows, then the articles themselves, as they arrive.</summary>
public sealed class ArticlePages(IDbContextFactory<FeedPipelineDb> contexts, SearchStore search)
{
    /// <summary>Why articles cannot be searched; null when they can.</summary>
    public string? SearchRefusal => search.IsOn ? null : "articles cannot be searched here: Storing__Search is off";

    /// <summary>The articles of a page, and whether more follow.</summary>
    public async Task<ArticlePage> FindAsync(ArticleQuery query, int limit, CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        IQueryable<StoredArticle> meant = db.Articles;
        if (query.Words is { } words)
        {
            var ids = await new ArticleSearch(db, search).FindAsync(query, await ConfigsAsync(words, query.Language, stop), limit + 1, stop);
            meant = meant.Where(article => ids.Contains(article.Id));
        }

        var found = await query.Apply(meant).Take(limit + 1)
            .Select(article => new ArticleState(article.Id, article.FirstSeenAt, article.UpdatedAt, article.StatedAt, article.Revision)).ToListAsync(stop);
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
