using System.Data;
using System.Runtime.CompilerServices;
using FeedPipeline.Articles;
using Microsoft.EntityFrameworkCore;

namespace FeedPipeline.Storing.Articles;

/// <summary>The article table as it is at one moment, however long it takes to read: all of it, or what changed since a cursor of the change log.</summary>
/// <remarks>Every transaction has its place in the order in which it became visible (<c>change_commit</c>), so what one snapshot sees up to its cursor, the next one goes on from.</remarks>
public sealed class ArticleSnapshot : IAsyncDisposable
{
    private readonly FeedPipelineDb db;
    private readonly IQueryable<StoredArticle> articles;
    private readonly IQueryable<long>? changed;

    private ArticleSnapshot(FeedPipelineDb context, IQueryable<StoredArticle> meant, IQueryable<long>? since, string cursor) =>
        (db, articles, changed, Cursor) = (context, meant, since, cursor);

    /// <summary>Where the next one goes on.</summary>
    public string Cursor { get; }

    /// <summary>Sees what is committed by now.</summary>
    /// <param name="contexts">The database.</param>
    /// <param name="which">The articles meant.</param>
    /// <param name="since">Only what is new or changed since another snapshot; null for all.</param>
    /// <param name="stop">Ends the wait.</param>
    /// <exception cref="ArgumentException">The cursor is none, or the log does not reach back to it.</exception>
    public static async Task<ArticleSnapshot> OpenAsync(IDbContextFactory<FeedPipelineDb> contexts, ArticleQuery which, string? since, CancellationToken stop)
    {
        var context = await contexts.CreateDbContextAsync(stop);
        try
        {
            // Reading lasts as long as whoever takes the articles needs.
            context.Database.SetCommandTimeout(TimeSpan.Zero);
            await context.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, stop);
            await context.Database.ExecuteSqlRawAsync("SET TRANSACTION READ ONLY", stop);
            var end = await ExportLog.EndAsync(context, stop);
            var meant = which.Filter(context.Articles);
            if (since is null)
                return new ArticleSnapshot(context, meant, since: null, end);
            var ids = await ExportLog.SinceAsync(context, since, stop);
            return new ArticleSnapshot(context, meant.Where(article => ids.Contains(article.Id)), ids, end);
        }
        catch
        {
            await context.DisposeAsync();
            throw;
        }
    }

    /// <summary>How many there are.</summary>
    public Task<int> CountAsync(CancellationToken stop) => articles.CountAsync(stop);

    /// <summary>All of them in the order of their ids, as they come from the server.</summary>
    public async IAsyncEnumerable<StoredArticle> ReadAsync([EnumeratorCancellation] CancellationToken stop)
    {
        await foreach (var article in articles.OrderBy(article => article.Id).AsAsyncEnumerable().WithCancellation(stop))
            yield return article;
    }

    /// <summary>What changed so that it is not among them any more: deleted, or no longer meant. Nothing of a whole snapshot.</summary>
    public async IAsyncEnumerable<long> ReadGoneAsync([EnumeratorCancellation] CancellationToken stop)
    {
        if (changed is null)
            yield break;
        var meant = articles.Select(article => article.Id);
        await foreach (var id in changed.Where(id => !meant.Contains(id)).Distinct().OrderBy(id => id).AsAsyncEnumerable().WithCancellation(stop))
            yield return id;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => db.DisposeAsync();
}
