using FeedPipeline.Feeds;
using Npgsql;

namespace FeedPipeline.Storing.Feeds;

/// <summary>Leases that ended without a stored poll and without being given back: their workers died, stand still, or cannot reach the database.</summary>
internal static class EndedLeases
{
    /// <summary>
    /// Ends them, so that others may claim these feeds, and counts a death for each. A lease from before the server's start says nothing: nobody could renew it.
    /// A feed that reaches <paramref name="deathsUntilPaused"/> is paused, with an event.
    /// </summary>
    public static async Task<LostClaims> SettleAsync(NpgsqlDataSource database, TimeSpan lease, int deathsUntilPaused, CancellationToken stop)
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand("""
            WITH ended AS (
                SELECT feed_id, lease_until - $1 > pg_postmaster_start_time() AS was_renewable FROM feed_schedule
                WHERE lease_until < now() ORDER BY feed_id FOR UPDATE SKIP LOCKED),
            settled AS (
                UPDATE feed_schedule AS schedule SET
                    lease_until = NULL,
                    deaths = schedule.deaths + was_renewable::int,
                    due_at = CASE WHEN schedule.deaths + was_renewable::int >= $2 THEN 'infinity' ELSE schedule.due_at END,
                    due_reason = CASE WHEN schedule.deaths + was_renewable::int >= $2
                                      THEN format('paused: %s workers in a row died while they polled it', schedule.deaths + 1) ELSE schedule.due_reason END
                FROM ended WHERE schedule.feed_id = ended.feed_id
                RETURNING schedule.feed_id, schedule.deaths, was_renewable),
            paused AS (
                UPDATE feed_definition AS feed SET paused_at = now()
                FROM settled WHERE feed.id = settled.feed_id AND settled.deaths >= $2 AND feed.paused_at IS NULL AND feed.removed_at IS NULL
                RETURNING feed.id, feed.name, feed.url, settled.deaths),
            told AS (
                INSERT INTO event (feed_id, kind, detail, opened_at, last_at, count)
                SELECT id, 'poison', format('%s workers in a row died while they polled it, the last one with nothing else in hand: it is paused. Keep its document for whoever mends this (curl %s), then feedpipe feeds resume %s',
                                            deaths, left(url, 100), id), now(), now(), 1 FROM paused
                ON CONFLICT (feed_id, kind) WHERE closed_at IS NULL DO UPDATE SET last_at = now(), count = event.count + 1, detail = excluded.detail)
            SELECT (SELECT count(*) FROM settled WHERE was_renewable)::int, ARRAY(SELECT name FROM paused)
            """)
        { Parameters = { new NpgsqlParameter<TimeSpan> { TypedValue = lease }, new NpgsqlParameter<int> { TypedValue = deathsUntilPaused } } });
        batch.BatchCommands.Add(new NpgsqlBatchCommand(
            "SELECT EXISTS (SELECT FROM feed_schedule WHERE deaths > 0 AND due_at <= now() AND lease_until IS NULL AND (ready_at IS NULL OR ready_at <= now()))"));
        await using var rows = await batch.ExecuteReaderAsync(stop);
        await rows.ReadAsync(stop);
        var (deaths, paused) = (rows.GetInt32(0), rows.GetFieldValue<string[]>(1));
        await rows.NextResultAsync(stop);
        await rows.ReadAsync(stop);
        return new LostClaims(deaths, paused, rows.GetBoolean(0));
    }

    /// <summary>One that is due and was in hand at two deaths or more; for <paramref name="length"/> it waits for the caller. Without a lease: should he die before he claims it, it had no part in that.</summary>
    public static async Task<long?> ReserveAccusedAsync(NpgsqlDataSource database, TimeSpan length, CancellationToken stop)
    {
        await using var command = database.CreateCommand("""
            WITH one AS (
                SELECT feed_id FROM feed_schedule
                WHERE deaths > 1 AND due_at <= now() AND lease_until IS NULL AND (ready_at IS NULL OR ready_at <= now())
                ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED)
            UPDATE feed_schedule AS schedule SET ready_at = now() + $1 FROM one WHERE schedule.feed_id = one.feed_id RETURNING schedule.feed_id
            """);
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = length });
        return (long?)await command.ExecuteScalarAsync(stop);
    }

    /// <summary>Has the feed wait for its caller for longer, unless somebody claimed it meanwhile.</summary>
    public static async Task ReserveAsync(NpgsqlDataSource database, long feedId, TimeSpan length, CancellationToken stop)
    {
        await using var command = database.CreateCommand("UPDATE feed_schedule SET ready_at = now() + $2 WHERE feed_id = $1 AND lease_until IS NULL");
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = feedId });
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = length });
        await command.ExecuteNonQueryAsync(stop);
    }
}
