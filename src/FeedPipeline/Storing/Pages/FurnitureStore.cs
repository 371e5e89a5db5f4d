using FeedPipeline.Documents;
using FeedPipeline.Storing.Tables;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

namespace FeedPipeline.Storing.Pages;

/// <summary>Template text of sites, learned from their pages.</summary>
public sealed class FurnitureStore(NpgsqlDataSource database, IDbContextFactory<FeedPipelineDb> contexts)
{
    /// <summary>Counts the lines of an article, and says which of them stood in at least <paramref name="pages"/> articles of the site.</summary>
    public async Task<IReadOnlySet<Guid>> LearnAsync(string site, long articleId, IReadOnlyList<RecurringLine> lines, int pages, CancellationToken stop)
    {
        var found = new HashSet<Guid>();
        if (lines.Count == 0)
            return found;
        await using var connection = await database.OpenConnectionAsync(stop);
        await using var batch = new NpgsqlBatch(connection);
        // In one order, so that two pages of a site wait for each other instead of deadlocking.
        var command = new RowArrays<RecurringLine>([.. lines.DistinctBy(line => line.Hash).OrderBy(line => line.Hash)])
            .With(NpgsqlDbType.Uuid, line => line.Hash)
            .With(NpgsqlDbType.Text, line => line.Text)
            .Command("""
                INSERT INTO furniture AS seen (site, hash, text, pages, last_article_id, last_at)
                SELECT $3, hash, text, 1, $4, now() FROM unnest($1, $2) AS line (hash, text)
                ON CONFLICT (site, hash) DO UPDATE SET
                    pages = seen.pages + CASE WHEN seen.last_article_id = excluded.last_article_id THEN 0 ELSE 1 END,
                    last_article_id = excluded.last_article_id, last_at = excluded.last_at
                RETURNING hash, pages >= $5 AND kept_at IS NULL
                """);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = site });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = articleId });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = pages });
        batch.BatchCommands.Add(command);
        await using var rows = await batch.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop))
        {
            if (rows.GetBoolean(1))
                found.Add(rows.GetGuid(0));
        }

        return found;
    }

    /// <summary>Which of these lines are template text of the site, without counting them.</summary>
    public async Task<IReadOnlySet<Guid>> KnownAsync(string site, IReadOnlyList<RecurringLine> lines, int pages, CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        var hashes = lines.Select(line => line.Hash).ToArray();
        return await db.Furniture.Where(line => line.Site == site && hashes.Contains(line.Hash) && line.Pages >= pages && line.KeptAt == null).Select(line => line.Hash).ToHashSetAsync(stop);
    }

    /// <summary>What was learned, the most frequent first; one site's only when <paramref name="site"/> is given.</summary>
    public async Task<IReadOnlyList<SiteFurniture>> ListAsync(string? site, int pages, int limit, CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        return await db.Furniture.Where(line => line.Pages >= pages && (site == null || line.Site == site))
            .OrderByDescending(line => line.Pages).ThenBy(line => line.Id).Take(limit).ToListAsync(stop);
    }

    /// <summary>Says whether a line belongs to its site's articles after all; false when there is no such line.</summary>
    public async Task<bool> KeepAsync(long id, bool keeps, CancellationToken stop)
    {
        await using var command = database.CreateCommand("UPDATE furniture SET kept_at = CASE WHEN $2 THEN now() END WHERE id = $1");
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = id });
        command.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = keeps });
        return await command.ExecuteNonQueryAsync(stop) > 0;
    }

    /// <summary>Forgets lines that stood in one article only, long ago. Returns how many.</summary>
    public async Task<int> ForgetAsync(TimeSpan age, CancellationToken stop)
    {
        await using var command = database.CreateCommand("DELETE FROM furniture WHERE pages = 1 AND kept_at IS NULL AND last_at < now() - $1");
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = age });
        return await command.ExecuteNonQueryAsync(stop);
    }
}
