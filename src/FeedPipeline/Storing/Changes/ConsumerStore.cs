using FeedPipeline.Consumers;
using Npgsql;

namespace FeedPipeline.Storing.Changes;

/// <summary>What operators see of consumers and do to them.</summary>
public sealed class ConsumerStore(NpgsqlDataSource database)
{
    /// <summary>The positions before the oldest change, and after the newest.</summary>
    internal const string Ends = """
        WITH log_end (at_end, place, seq) AS (
            SELECT false, pruned_place, pruned_seq FROM change_log
            UNION ALL
            (SELECT true, place, seq
             FROM (SELECT pruned_place, pruned_seq FROM change_log
                   UNION ALL
                   (SELECT place, (SELECT max(seq) FROM change WHERE change.batch = newest.batch) FROM change_commit AS newest ORDER BY place DESC LIMIT 1)) AS last (place, seq)
             ORDER BY place DESC LIMIT 1))
        """;

    /// <summary>All consumers with what they have not read, the one furthest behind first.</summary>
    public async Task<IReadOnlyList<ConsumerLag>> ListAsync(CancellationToken stop)
    {
        await using var command = database.CreateCommand("""
            SELECT consumer.name, consumer.place || '-' || consumer.seq, COALESCE(newest.written - later.written_before, 0) + COALESCE(rest.changes, 0) AS lag,
                   COALESCE(EXTRACT(epoch FROM now() - COALESCE(rest.at, later.at)), 0)::double precision,
                   consumer.added_at, consumer.committed_at, (consumer.place, consumer.seq) < (log.pruned_place, log.pruned_seq)
            FROM consumer CROSS JOIN change_log AS log
            LEFT JOIN (SELECT written FROM change_commit ORDER BY place DESC LIMIT 1) AS newest ON true
            LEFT JOIN LATERAL (SELECT written - changes AS written_before, at FROM change_commit WHERE place > consumer.place ORDER BY place LIMIT 1) AS later ON true
            LEFT JOIN LATERAL (
                SELECT count(*) AS changes, min(change_commit.at) AS at FROM change_commit JOIN change USING (batch)
                WHERE change_commit.place = consumer.place AND change.seq > consumer.seq HAVING count(*) > 0) AS rest ON true
            ORDER BY lag DESC, consumer.name
            """);
        await using var row = await command.ExecuteReaderAsync(stop);
        List<ConsumerLag> consumers = [];
        while (await row.ReadAsync(stop))
        {
            consumers.Add(new ConsumerLag(
                row.GetString(0), row.GetString(1), row.GetInt64(2), Math.Max(0, Math.Round(row.GetDouble(3), 1)), row.GetFieldValue<DateTimeOffset>(4),
                await row.IsDBNullAsync(5, stop) ? null : row.GetFieldValue<DateTimeOffset>(5), row.GetBoolean(6)));
        }

        return consumers;
    }

    /// <summary>Makes a consumer that begins with the oldest change, or with what comes from now on; false when there is one of that name.</summary>
    public async Task<bool> AddAsync(string name, bool fromNow, CancellationToken stop)
    {
        await using var command = database.CreateCommand($"""
            {Ends}
            INSERT INTO consumer (name, place, seq) SELECT $1, place, seq FROM log_end WHERE at_end = $2 ON CONFLICT DO NOTHING
            """);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
        command.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = fromNow });
        return await command.ExecuteNonQueryAsync(stop) > 0;
    }

    /// <summary>Sets a consumer's cursor, forward or back; false when there is none of that name.</summary>
    /// <param name="name">The consumer.</param>
    /// <param name="position">Where it goes on from; null for an end of the log.</param>
    /// <param name="toNow">Which end.</param>
    /// <param name="stop">Ends the wait.</param>
    public async Task<bool> ResetAsync(string name, LogPosition? position, bool toNow, CancellationToken stop)
    {
        await using var command = database.CreateCommand($"""
            {Ends},
            -- A worker that delivers for this webhook just now must not go on from where it is.
            webhook AS (UPDATE webhook SET fence = fence + 1, lease_until = NULL, attempts = 0, next_try_at = now() WHERE 'webhook:' || id = $1)
            UPDATE consumer SET place = COALESCE($3, log_end.place), seq = COALESCE($4, log_end.seq) FROM log_end WHERE name = $1 AND at_end = $2
            """);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
        command.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = toNow });
        command.Parameters.Add(new NpgsqlParameter<long?> { TypedValue = position?.Place });
        command.Parameters.Add(new NpgsqlParameter<long?> { TypedValue = position?.Seq });
        return await command.ExecuteNonQueryAsync(stop) > 0;
    }

    /// <summary>Forgets a consumer; false when there is none of that name.</summary>
    public async Task<bool> RemoveAsync(string name, CancellationToken stop)
    {
        await using var command = database.CreateCommand("DELETE FROM consumer WHERE name = $1");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
        return await command.ExecuteNonQueryAsync(stop) > 0;
    }
}
