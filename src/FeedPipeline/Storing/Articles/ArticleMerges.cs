using Npgsql;

namespace FeedPipeline.Storing.Articles;

/// <summary>What operators say about articles: that two are one, that they are two after all, that a text is no copy. Nothing is deleted, and all of it can be undone.</summary>
public sealed class ArticleMerges(NpgsqlDataSource database)
{
    /// <summary>Lets one article stand for another too: what the other is known by counts as this one from now on. Returns why not; null when it is done.</summary>
    /// <param name="id">The article that is merged; it keeps its row and points to the other.</param>
    /// <param name="intoId">The one that stands for both.</param>
    /// <param name="stop">Ends the wait.</param>
    public async Task<string?> MergeAsync(long id, long intoId, CancellationToken stop)
    {
        if (id == intoId)
            return $"article {id} is itself";

        await using var connection = await database.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        var standing = await LockAsync(connection, [id, intoId], stop);
        foreach (var wanted in new[] { id, intoId })
        {
            if (!standing.TryGetValue(wanted, out var article))
                return $"there is no article {wanted}";
            if (article.MergedInto is { } other)
                return $"article {wanted} is merged into article {other} already: split it first, or name {other}";
        }

        await ExecuteAsync(connection, """
            WITH moved AS (UPDATE article SET merged_into = $2, updated_at = now() WHERE merged_into = $1 RETURNING id, revision),
            merged AS (UPDATE article SET merged_into = $2, updated_at = now() WHERE id = $1 RETURNING id, revision),
            logged AS (INSERT INTO change (article_id, kind, revision, changed_fields, at) SELECT id, 'merged', revision, ARRAY['merged_into'], now() FROM (TABLE merged UNION ALL TABLE moved) AS changed)
            INSERT INTO article_merge (article_id, into_id, at, moved) SELECT $1, $2, now(), COALESCE((SELECT array_agg(id ORDER BY id) FROM moved), '{}')
            """, [id, intoId], stop);
        await transaction.CommitAsync(stop);
        return null;
    }

    /// <summary>Undoes a merge, or takes an article out of the copies it was counted among and keeps it out. Returns what was done, or why nothing could be.</summary>
    public async Task<(bool IsDone, string Said)> SplitAsync(long id, CancellationToken stop)
    {
        await using var connection = await database.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        if (!(await LockAsync(connection, [id], stop)).TryGetValue(id, out var article))
            return (false, $"there is no article {id}");

        string said;
        if (article.MergedInto is { } into)
        {
            await ExecuteAsync(connection, Unmerge, [id], stop);
            said = $"article {id} is no part of article {into} any more";
        }
        else if (article.CopyOf is { } original)
        {
            await ExecuteAsync(connection, KeepApart, [id, original], stop);
            said = $"article {id} counts as no copy of article {original} any more";
        }
        else
        {
            return (false, $"article {id} stands alone: it is neither merged nor a copy. Split the one that is, as `feedpipe articles why {id}` shows it");
        }

        await transaction.CommitAsync(stop);
        return (true, said);
    }

    /// <summary>Exactly what was: what had moved along goes back too, unless it was split off meanwhile.</summary>
    private const string Unmerge = """
        WITH undone AS (
            UPDATE article_merge SET undone_at = now()
            WHERE id = (SELECT max(id) FROM article_merge WHERE article_id = $1 AND undone_at IS NULL) RETURNING into_id, moved),
        back AS (UPDATE article SET merged_into = $1, updated_at = now() FROM undone WHERE article.id = ANY (moved) AND article.merged_into = undone.into_id RETURNING article.id, article.revision),
        split AS (UPDATE article SET merged_into = NULL, updated_at = now() WHERE id = $1 RETURNING id, revision)
        INSERT INTO change (article_id, kind, revision, changed_fields, at) SELECT id, kind, revision, ARRAY['merged_into'], now() FROM (SELECT id, 'unmerged' AS kind, revision FROM split UNION ALL SELECT id, 'merged', revision FROM back) AS changed
        """;

    private const string KeepApart = """
        WITH kin AS (SELECT id FROM article WHERE id = $2 OR (copy_of = $2 AND id <> $1)),
        apart AS (
            INSERT INTO kept_apart (article_id, other_id, by, at)
            SELECT $1, id, 'operator', now() FROM kin UNION ALL SELECT id, $1, 'operator', now() FROM kin
            ON CONFLICT DO NOTHING),
        split AS (UPDATE article SET copy_of = NULL, updated_at = now() WHERE id = $1 RETURNING id, revision)
        INSERT INTO change (article_id, kind, revision, changed_fields, at) SELECT id, 'labelled', revision, ARRAY['copy_of'], now() FROM split
        """;

    private static async Task<Dictionary<long, (long? MergedInto, long? CopyOf)>> LockAsync(NpgsqlConnection connection, long[] ids, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand("SELECT id, merged_into, copy_of FROM article WHERE id = ANY ($1) ORDER BY id FOR UPDATE", connection);
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = ids });
        var found = new Dictionary<long, (long? MergedInto, long? CopyOf)>();
        await using var rows = await command.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop))
            found[rows.GetInt64(0)] = (rows.IsDBNull(1) ? null : rows.GetInt64(1), rows.IsDBNull(2) ? null : rows.GetInt64(2));
        return found;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, long[] ids, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var id in ids)
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = id });
        await command.ExecuteNonQueryAsync(stop);
    }
}
