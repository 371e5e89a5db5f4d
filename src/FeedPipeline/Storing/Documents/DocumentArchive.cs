using FeedPipeline.Articles;
using FeedPipeline.Documents;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FeedPipeline.Storing.Documents;

/// <summary>The documents that were used. Polls write them; this reads them, and lets go of what is too old or too much.</summary>
public sealed class DocumentArchive(IDbContextFactory<FeedPipelineDb> contexts, IOptions<ArchiveOptions> options, TimeProvider clock)
{
    /// <summary>Documents of one statement: of a few hundred kilobytes each at most, as a rule.</summary>
    private const int BatchRows = 10;

    private const int PrunedRows = 1000;
    private const int MostPages = 10;

    /// <summary>A document is stamped by the same commit as its articles, give or take.</summary>
    private static readonly TimeSpan Commit = TimeSpan.FromSeconds(1);

    /// <summary>Documents, the first used first, fetched a few at a time; none that comes in meanwhile. Those of removed feeds are left out.</summary>
    public async IAsyncEnumerable<ArchivedDocument> ReadAsync(
        DocumentFilter filter, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        var chosen = Chosen(db, filter);
        var keys = await chosen.Select(document => new { document.LastUsedAt, document.FeedId, document.Id })
            .OrderBy(key => key.LastUsedAt).ThenBy(key => key.FeedId).ThenBy(key => key.Id).Select(key => key.Id).ToListAsync(stop);
        foreach (var batch in keys.Chunk(BatchRows))
        {
            var documents = await db.Documents.Where(document => batch.Contains(document.Id)).ToDictionaryAsync(document => document.Id, stop);
            foreach (var id in batch.Where(documents.ContainsKey))
                yield return documents[id];
        }
    }

    /// <summary>One document; null when it was let go of, or never was.</summary>
    public async Task<ArchivedDocument?> FindAsync(long id, CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        return await db.Documents.FirstOrDefaultAsync(document => document.Id == id, stop);
    }

    /// <summary>What an article was made of, the last used first: its pages, and the document of its feed that was at hand when it was first seen. Without their contents.</summary>
    public async Task<IReadOnlyList<ArticleDocument>> OfArticleAsync(StoredArticle article, CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        var (id, feed, seen) = (article.Id, article.FeedId, article.FirstSeenAt + Commit);
        var pages = db.Documents.Where(document => document.ArticleId == id).OrderByDescending(document => document.LastUsedAt).Take(MostPages);
        var documents = db.Documents.Where(document => document.FeedId == feed && document.Kind == ArchivedKind.Feed && document.FetchedAt <= seen)
            .OrderByDescending(document => document.FetchedAt).Take(1);
        return [.. await InShortAsync(pages, stop), .. await InShortAsync(documents, stop)];
    }

    private static Task<List<ArticleDocument>> InShortAsync(IQueryable<ArchivedDocument> documents, CancellationToken stop) =>
        documents.Select(document => new ArticleDocument(document.Id, document.Kind, document.Url, document.Bytes, document.LastUsedAt)).ToListAsync(stop);

    /// <summary>The documents used last, the last one first, without their contents; and the bytes that each takes.</summary>
    public async Task<IReadOnlyList<(ArchivedDocument Document, int Stored)>> ListAsync(DocumentFilter filter, int limit, CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        var rows = await Chosen(db, filter).OrderByDescending(document => document.LastUsedAt).ThenByDescending(document => document.Id).Take(limit)
            .Select(document => new
            {
                Stored = document.Content.Length,
                Document = new ArchivedDocument
                {
                    Id = document.Id,
                    FeedId = document.FeedId,
                    Kind = document.Kind,
                    Hash = document.Hash,
                    Url = document.Url,
                    MediaType = document.MediaType,
                    Charset = document.Charset,
                    ContentLocation = document.ContentLocation,
                    ContentLanguage = document.ContentLanguage,
                    Bytes = document.Bytes,
                    Content = Array.Empty<byte>(),
                    FetchedAt = document.FetchedAt,
                    LastUsedAt = document.LastUsedAt,
                },
            }).ToListAsync(stop);
        return [.. rows.Select(row => (row.Document, row.Stored))];
    }

    /// <summary>The pages of a feed's articles that were read last, the last one first.</summary>
    public async Task<IReadOnlyList<ArchivedDocument>> LatestPagesAsync(long feedId, int count, CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        return await Chosen(db, new DocumentFilter(feedId, PagesOnly: true)).OrderByDescending(document => document.LastUsedAt).ThenByDescending(document => document.Id).Take(count).ToListAsync(stop);
    }

    /// <summary>How many documents <see cref="ReadAsync"/> would return.</summary>
    public async Task<int> CountAsync(DocumentFilter filter, CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        return await Chosen(db, filter).CountAsync(stop);
    }

    /// <summary>Lets go of documents beyond <c>Archive:MaxAge</c> and <c>Archive:Budget</c>, the longest unused first; returns how many went.</summary>
    public async Task<int> PruneAsync(CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (!options.Value.IsOn)
            return await db.Documents.ExecuteDeleteAsync(stop);

        var oldest = clock.GetUtcNow() - options.Value.MaxAge;
        return await RepeatAsync(async () => await db.Documents
                .Where(document => document.LastUsedAt < oldest).OrderBy(document => document.LastUsedAt).Take(PrunedRows).ExecuteDeleteAsync(stop), stop)
            + await RepeatAsync(async () => await db.Database.ExecuteSqlAsync($"""
                DELETE FROM document USING (
                    SELECT id FROM (SELECT id, last_used_at, sum(octet_length(content)) OVER (ORDER BY last_used_at DESC, id DESC) AS bytes FROM document) AS kept
                    WHERE bytes > {options.Value.Budget} ORDER BY last_used_at LIMIT {PrunedRows}) AS surplus
                WHERE document.id = surplus.id
                """, stop), stop);
    }

    private static IQueryable<ArchivedDocument> Chosen(FeedPipelineDb db, DocumentFilter filter) => db.Documents
        .Where(document => db.FeedDefinitions.Any(feed => feed.Id == document.FeedId && feed.RemovedAt == null))
        .Where(document => (filter.FeedId == null || document.FeedId == filter.FeedId) && (filter.Since == null || document.LastUsedAt >= filter.Since)
            && (!filter.WithoutPages || document.Kind != ArchivedKind.Page) && (!filter.PagesOnly || document.Kind == ArchivedKind.Page));

    /// <summary>In short statements, so that no lock is long.</summary>
    private static async Task<int> RepeatAsync(Func<Task<int>> prune, CancellationToken stop)
    {
        var gone = 0;
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            var pruned = await prune();
            gone += pruned;
            if (pruned < PrunedRows)
                return gone;
        }
    }
}

/// <summary>Which documents of the archive are meant.</summary>
/// <param name="FeedId">Of this feed; null for all.</param>
/// <param name="Since">Used at this time or later; null for all.</param>
/// <param name="WithoutPages">Feed documents only.</param>
/// <param name="PagesOnly">Articles' pages only.</param>
public sealed record DocumentFilter(long? FeedId = null, DateTimeOffset? Since = null, bool WithoutPages = false, bool PagesOnly = false);

/// <summary>A document that an article was made of.</summary>
/// <param name="Id">Which one.</param>
/// <param name="Kind">What it was used as.</param>
/// <param name="Url">Address the bytes came from; null when unknown.</param>
/// <param name="Bytes">Bytes of the body.</param>
/// <param name="LastUsedAt">When it last brought something.</param>
public sealed record ArticleDocument(long Id, ArchivedKind Kind, string? Url, int Bytes, DateTimeOffset LastUsedAt);
