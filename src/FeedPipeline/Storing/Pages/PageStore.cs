using System.Text.Json;
using FeedPipeline.Articles;
using FeedPipeline.Documents;
using FeedPipeline.Storing.Articles;
using FeedPipeline.Storing.Copies;
using FeedPipeline.Storing.Documents;
using FeedPipeline.Storing.Search;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;

namespace FeedPipeline.Storing.Pages;

/// <summary>The pages that are due, shared by all workers as feeds are: claimed under a lease, taken in under the fence of the claim.</summary>
public sealed class PageStore(
    NpgsqlDataSource database, IDbContextFactory<FeedPipelineDb> contexts, CopyJudge copies, IOptions<ArchiveOptions> archive, IOptions<StoringOptions> storing)
{
    private const string Host = "lower(substring(url FROM '^[^:]*://([^/?#]*)'))";

    /// <summary>Claims the page that is due longest and lies on none of <paramref name="busy"/>, the hosts in hand; null when there is none. A claim that ended with its worker was an attempt.</summary>
    public async Task<DuePage?> ClaimAsync(IReadOnlyCollection<string> busy, TimeSpan lease, CancellationToken stop)
    {
        await using var command = database.CreateCommand($"""
            WITH picked AS (
                SELECT article_id FROM page_due
                WHERE due_at <= now() AND (lease_until IS NULL OR lease_until < now()) AND coalesce({Host}, '') <> ALL ($2)
                ORDER BY due_at LIMIT 1
                FOR UPDATE SKIP LOCKED)
            UPDATE page_due AS page SET lease_until = now() + $1, fence = page.fence + 1,
                attempts = page.attempts + CASE WHEN page.lease_until - $1 > pg_postmaster_start_time() THEN 1 ELSE 0 END
            FROM picked WHERE page.article_id = picked.article_id
            RETURNING page.article_id, page.fence, page.feed_id, page.url, page.attempts, page.item, page.document,
                      (SELECT name FROM feed_definition WHERE id = page.feed_id), coalesce({Host}, '')
            """);
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = lease });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. busy] });
        await using var row = await command.ExecuteReaderAsync(stop);
        return !await row.ReadAsync(stop) ? null : new DuePage
        {
            ArticleId = row.GetInt64(0),
            Fence = row.GetInt64(1),
            FeedId = row.GetInt64(2),
            FeedName = row.GetString(7),
            Host = row.GetString(8),
            Url = row.GetString(3),
            Attempts = row.GetInt32(4),
            Item = JsonSerializer.Deserialize<FeedItem>(row.GetString(5), TableJson.Options)!,
            Document = JsonSerializer.Deserialize<FeedDocument>(row.GetString(6), TableJson.Options)!,
        };
    }

    /// <summary>The article as stored; null when it is gone.</summary>
    public async Task<StoredArticle?> ArticleAsync(long id, CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        return await db.Articles.FirstOrDefaultAsync(article => article.Id == id, stop);
    }

    /// <summary>An archived page with what its feed said of the article, to be read again; null when it is none, or its feed is removed.</summary>
    public async Task<DuePage?> AgainAsync(ArchivedDocument document, CancellationToken stop)
    {
        if (document is not { ArticleId: { } id, Said: { } json })
            return null;
        await using var db = await contexts.CreateDbContextAsync(stop);
        var said = JsonSerializer.Deserialize<SaidOfArticle>(json, TableJson.Options)!;
        return await db.FeedDefinitions.Where(feed => feed.Id == document.FeedId && feed.RemovedAt == null).Select(feed => feed.Name).FirstOrDefaultAsync(stop) is not { } name ? null : new DuePage
        {
            ArticleId = id,
            FeedId = document.FeedId,
            FeedName = name,
            Url = said.Url,
            Item = said.Item,
            Document = said.Document,
            Host = "",
            Fence = 0,
            Attempts = 0,
        };
    }

    /// <summary>Stores what an archived page says under today's rules, as words of its own time; false when the article changed meanwhile.</summary>
    public async Task<bool> ReviseAsync(StoredArticle known, Verdict.Revised revised, CancellationToken stop)
    {
        var text = copies.Sketch is { } sketch ? CopyTexts.Again(revised, sketch) : null;
        await using var connection = await database.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        var judged = await CopyTexts.JudgeAsync(connection, text is null ? [] : [text], copies, stop);
        if (await LockedRevisionAsync(known.Id, connection, stop) != known.Revision)
            return false;
        await using var batch = new NpgsqlBatch(connection);
        foreach (var command in Revise(revised).Concat(CopyWrites.Commands(judged)))
            batch.BatchCommands.Add(command);
        var stated = new NpgsqlBatchCommand("UPDATE article SET stated_at = $2 WHERE id = $1");
        stated.Parameters.Add(new NpgsqlParameter<long> { TypedValue = known.Id });
        stated.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = known.StatedAt });
        batch.BatchCommands.Add(stated);
        await batch.ExecuteNonQueryAsync(stop);
        await transaction.CommitAsync(stop);
        return true;
    }

    /// <summary>Takes a page in: the article's next revision, the page's own address, its copy in the archive, the lesson for its feed, and the end of the wait, in one commit.
    /// False when the article or the claim changed meanwhile: nothing was written.</summary>
    public async Task<bool> SaveAsync(DuePage page, StoredArticle known, PageFinding found, CancellationToken stop)
    {
        var text = found.Revised is not null && copies.Sketch is { } sketch ? CopyTexts.Again(found.Revised, sketch) : null;
        await using var connection = await database.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        // In the order in which polls lock them: keys, copies, article, page, feed.
        await using var alone = new NpgsqlBatch(connection);
        foreach (var command in found.Alias is { } alias ? AliasWrites.Commands(page, alias) : [])
            alone.BatchCommands.Add(command);
        if (alone.BatchCommands.Count > 0)
            await alone.ExecuteNonQueryAsync(stop);
        var judged = await CopyTexts.JudgeAsync(connection, text is null ? [] : [text], copies, stop);
        if (await LockedRevisionAsync(page.ArticleId, connection, stop) != known.Revision)
            return false;
        await using var done = Held("DELETE FROM page_due WHERE article_id = $1 AND fence = $2", page, connection);
        if (await done.ExecuteNonQueryAsync(stop) == 0)
            return false;

        await using var batch = new NpgsqlBatch(connection);
        foreach (var command in found.Revised is null ? [] : Revise(found.Revised))
            batch.BatchCommands.Add(command);
        foreach (var command in CopyWrites.Commands(judged))
            batch.BatchCommands.Add(command);
        foreach (var command in found.IsWhole || !archive.Value.IsOn ? [] : ArchiveWrites.Page(page, found.Fetched))
            batch.BatchCommands.Add(command);
        batch.BatchCommands.Add(Lesson(page.FeedId, found.IsWhole));
        await batch.ExecuteNonQueryAsync(stop);
        await transaction.CommitAsync(stop);
        return true;
    }

    /// <summary>Puts a page off for <paramref name="pause"/>, or gives it up when that is null: then the feed's text stands.</summary>
    public async Task PutOffAsync(DuePage page, string problem, TimeSpan? pause, CancellationToken stop)
    {
        await using var connection = await database.OpenConnectionAsync(stop);
        await using var command = Held(
            "UPDATE page_due SET attempts = attempts + 1, problem = $3, due_at = now() + $4, lease_until = NULL WHERE article_id = $1 AND fence = $2", page, connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = problem });
        command.Parameters.Add(new NpgsqlParameter { Value = pause is { } wait ? wait : DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Interval });
        await command.ExecuteNonQueryAsync(stop);
    }

    private IEnumerable<NpgsqlBatchCommand> Revise(Verdict.Revised verdict)
    {
        RevisedArticle[] revised = [new RevisedArticle(verdict, Poll: null, IsPast: false)];
        return ArticleWrites.Revise(revised).Concat(SearchWrites.Commands(storing.Value, [], revised));
    }

    private static async Task<int?> LockedRevisionAsync(long articleId, NpgsqlConnection connection, CancellationToken stop)
    {
        await using var locks = new NpgsqlCommand("SELECT revision FROM article WHERE id = $1 FOR UPDATE", connection);
        locks.Parameters.Add(new NpgsqlParameter<long> { TypedValue = articleId });
        return await locks.ExecuteScalarAsync(stop) as int?;
    }

    private static NpgsqlCommand Held(string sql, DuePage page, NpgsqlConnection connection)
    {
        var command = new NpgsqlCommand(sql, connection);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = page.ArticleId });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = page.Fence });
        return command;
    }

    private static NpgsqlBatchCommand Lesson(long feedId, bool isWhole)
    {
        var command = new NpgsqlBatchCommand($"""
            UPDATE feed_memory SET texts_whole = texts_whole + CASE WHEN $2 THEN 1 ELSE 0 END, texts_cut = texts_cut + CASE WHEN $2 THEN 0 ELSE 1 END
            WHERE feed_id = $1 AND texts_whole + texts_cut < {FullTextLesson.Sample}
            """);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = feedId });
        command.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = isWhole });
        return command;
    }
}

/// <summary>What a page brought.</summary>
/// <param name="Fetched">The page.</param>
/// <param name="Revised">The article's next revision; null when nothing changed.</param>
/// <param name="IsWhole">The feed carries the whole text.</param>
/// <param name="Alias">The page's own address, where it is another; null otherwise.</param>
public sealed record PageFinding(FetchedDocument Fetched, Verdict.Revised? Revised, bool IsWhole, PageAlias? Alias);
