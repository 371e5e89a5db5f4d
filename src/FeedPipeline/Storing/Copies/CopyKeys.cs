using System.Globalization;
using Npgsql;

namespace FeedPipeline.Storing.Copies;

/// <summary>Keys are not logged, so a crash of the server empties them; the sketches, which are, give them back.</summary>
public sealed class CopyKeys(NpgsqlDataSource database)
{
    /// <summary>Texts of one transaction, so that those who judge copies wait a moment only.</summary>
    private const int Texts = 5_000;

    /// <summary>Restores what is missing; returns how many texts were looked at, 0 when all is there.</summary>
    public async Task<int> RestoreAsync(CancellationToken stop)
    {
        var restored = 0;
        foreach (var generation in await MissingAsync(stop))
        {
            long? after = long.MinValue;
            while (after is { } last)
            {
                (after, var texts) = await RestoreAsync(generation, last, stop);
                restored += texts;
            }
        }

        return restored;
    }

    /// <summary>Forgets these texts, and what they are found by.</summary>
    internal static NpgsqlBatchCommand Forget(int generation, int[] numbers, long[] articles) => new("""
        WITH forgotten AS (DELETE FROM copy_sketch_{0} WHERE number = ANY ($1) AND article_id = ANY ($2) RETURNING number, keys)
        DELETE FROM copy_key_{0} AS held USING (
            SELECT number, get_byte(keys, place) | (get_byte(keys, place + 1) << 8) | (get_byte(keys, place + 2) << 16) | (get_byte(keys, place + 3) << 24) AS key
            FROM forgotten CROSS JOIN LATERAL generate_series(0, length(keys) - 4, 4) AS place) AS old
        WHERE held.key = old.key AND held.number = old.number
        """.Replace("{0}", generation.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal))
    { Parameters = { new NpgsqlParameter<int[]> { TypedValue = numbers }, new NpgsqlParameter<long[]> { TypedValue = articles } } };

    /// <summary>Gives these texts the keys that no other of their groups stands under.</summary>
    internal static NpgsqlBatchCommand Inherit(int generation, int[] numbers) =>
        new(Restored(generation, "SELECT number, keys FROM copy_sketch_{0} WHERE number = ANY ($1)")) { Parameters = { new NpgsqlParameter<int[]> { TypedValue = numbers } } };

    private async Task<IReadOnlyList<short>> MissingAsync(CancellationToken stop)
    {
        await using var command = database.CreateCommand("SELECT generation FROM copy_generation EXCEPT SELECT generation FROM copy_key_whole");
        var missing = new List<short>();
        await using var rows = await command.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop))
            missing.Add(rows.GetInt16(0));
        return missing;
    }

    /// <summary>A slice of a generation, in the order of its texts; null when it was the last, and the generation is whole.</summary>
    private async Task<(long? Last, int Texts)> RestoreAsync(short generation, long after, CancellationToken stop)
    {
        await using var connection = await database.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        await CopyLookUp.LockAsync(connection, stop);
        await using var command = new NpgsqlCommand(Restored(generation, "SELECT number, keys FROM copy_sketch_{0} WHERE number > $1 ORDER BY number LIMIT $2"), connection);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = after });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = Texts });
        int texts;
        long? last;
        await using (var row = await command.ExecuteReaderAsync(stop))
        {
            await row.ReadAsync(stop);
            (texts, last) = (row.GetInt32(0), row.IsDBNull(1) ? null : row.GetInt64(1));
        }

        if (last is null)
        {
            await using var whole = new NpgsqlCommand("INSERT INTO copy_key_whole VALUES ($1) ON CONFLICT DO NOTHING", connection);
            whole.Parameters.Add(new NpgsqlParameter<short> { TypedValue = generation });
            await whole.ExecuteNonQueryAsync(stop);
        }

        await transaction.CommitAsync(stop);
        return (last, texts);
    }

    // Once for each group of copies, as they were; what arrived after the crash stands already.
    private static string Restored(int generation, string slice) => ("WITH slice AS MATERIALIZED (" + slice + """
        ),
        stated AS MATERIALIZED (
            SELECT slice.number, place, get_byte(keys, place) | (get_byte(keys, place + 1) << 8) | (get_byte(keys, place + 2) << 16) | (get_byte(keys, place + 3) << 24) AS key
            FROM slice CROSS JOIN LATERAL generate_series(0, length(keys) - 4, 4) AS place),
        grouped AS (
            SELECT stated.key, stated.number, COALESCE(article.copy_of, article.id) AS original
            FROM stated JOIN copy_sketch_{0} AS sketch USING (number) JOIN article ON article.id = sketch.article_id),
        restored AS (
            INSERT INTO copy_key_{0} (key, number)
            SELECT DISTINCT ON (original, key) key, number FROM grouped
            WHERE NOT EXISTS (
                SELECT FROM copy_key_{0} AS held JOIN copy_sketch_{0} AS sketch USING (number) JOIN article ON article.id = sketch.article_id
                WHERE held.key = grouped.key AND COALESCE(article.copy_of, article.id) = grouped.original)
            ORDER BY original, key, number)
        SELECT count(*)::int, max(number)::bigint FROM slice
        """).Replace("{0}", generation.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
}
