using FeedPipeline.Feeds;
using Npgsql;
using NpgsqlTypes;

namespace FeedPipeline.Storing.Feeds;

/// <summary>The feeds that are due, shared by all workers: a feed is claimed under a lease, by the database's clock only.</summary>
public sealed class DueFeeds(NpgsqlDataSource database, SecretBox box)
{
    /// <summary>Rows that a claim looks at beyond those it wants, because hosts bear only so many; what they do not bear is out of the way at the next look.</summary>
    private const int MoreLooks = 128;

    // LATERAL with OFFSET 0 looks a row up for each that is picked. Left to choose, the planner, which takes a due time for as rare as it was when statistics were taken, read whole tables for a claim.
    private const string Claimed = """
        UPDATE feed_schedule AS schedule SET lease_until = now() + $2, fence = schedule.fence + 1, ready_at = NULL
        FROM picked
        CROSS JOIN LATERAL (SELECT * FROM feed_definition WHERE id = picked.feed_id OFFSET 0) AS feed
        CROSS JOIN LATERAL (SELECT * FROM feed_memory WHERE feed_id = picked.feed_id OFFSET 0) AS memory
        LEFT JOIN feed_credential AS credential ON credential.feed_id = picked.feed_id
        WHERE schedule.feed_id = picked.feed_id
        """;

    /// <summary>The rows of these claims, locked in the order in which polls are stored: in any other order the two would deadlock.</summary>
    private const string Held = """
        WITH held AS (
            SELECT schedule.feed_id FROM feed_schedule AS schedule
            JOIN unnest($1, $2) AS claim (feed_id, fence) ON claim.feed_id = schedule.feed_id AND claim.fence = schedule.fence
            ORDER BY schedule.feed_id FOR UPDATE OF schedule)
        """;

    /// <summary>Claims up to <paramref name="count"/> feeds that are due, the longest due first, as far as their hosts bear it; rows that another worker holds are skipped.</summary>
    public Task<DueClaims> ClaimDueAsync(int count, TimeSpan lease, HostLimits hosts, CancellationToken stop) => ClaimDueAsync("schedule.deaths = 0", count, lease, hosts, stop);

    /// <summary>The same for feeds that were in hand when a worker died, once.</summary>
    public Task<DueClaims> ClaimSuspectsAsync(int count, TimeSpan lease, HostLimits hosts, CancellationToken stop) => ClaimDueAsync("schedule.deaths = 1", count, lease, hosts, stop);

    /// <summary>Claims of the due feeds for which this holds: at most $1, under a lease of $2, $3 a host at a time and $4 apart, out of the first $5.</summary>
    internal static string ClaimStatement(string which) => $"""
        WITH ready AS (
            SELECT schedule.feed_id, schedule.due_at, feed.host, feed.domain
            FROM feed_schedule AS schedule JOIN feed_definition AS feed ON feed.id = schedule.feed_id
            WHERE schedule.due_at <= now() AND schedule.lease_until IS NULL AND {which}
              AND (schedule.ready_at IS NULL OR schedule.ready_at <= now())
            ORDER BY schedule.due_at LIMIT $5),
        busy AS (
            SELECT feed.host, count(*) AS polls
            FROM feed_schedule AS schedule CROSS JOIN LATERAL (SELECT host FROM feed_definition WHERE id = schedule.feed_id OFFSET 0) AS feed
            WHERE schedule.lease_until >= now() GROUP BY feed.host),
        placed AS (
            SELECT ready.*, COALESCE(busy.polls, 0) + row_number() OVER line AS place,
                   GREATEST(now(), own.next_at) + $4 * (row_number() OVER line - 1) AS begins_at,
                   GREATEST(own.paused_until, wide.paused_until) AS paused_until
            FROM ready
            LEFT JOIN busy USING (host)
            LEFT JOIN LATERAL (SELECT * FROM host WHERE name = ready.host OFFSET 0) AS own ON true
            LEFT JOIN LATERAL (SELECT * FROM host WHERE name = '.' || ready.domain OFFSET 0) AS wide ON true
            WINDOW line AS (PARTITION BY ready.host ORDER BY ready.due_at, ready.feed_id)),
        judged AS (
            SELECT *, place <= $3 AND begins_at <= now() + interval '1 second' AND COALESCE(paused_until <= now(), true) AS fits FROM placed),
        chosen AS (
            (SELECT * FROM judged WHERE fits ORDER BY due_at, feed_id LIMIT $1) UNION ALL SELECT * FROM judged WHERE NOT fits),
        -- Only what is written is locked; the conditions are checked again on the row as it is then. IS TRUE keeps them out of the index of due times, which would be walked for each.
        locked AS (
            SELECT chosen.* FROM chosen CROSS JOIN LATERAL (
                SELECT FROM feed_schedule AS schedule WHERE schedule.feed_id = chosen.feed_id AND (schedule.due_at <= now() AND schedule.lease_until IS NULL) IS TRUE
                FOR UPDATE SKIP LOCKED) AS held),
        picked AS (SELECT * FROM locked WHERE fits),
        waiting AS (
            UPDATE feed_schedule AS schedule SET ready_at = GREATEST(
                locked.paused_until, locked.begins_at - interval '1 second',
                -- Behind a full host the more, the longer the line: its head must not be looked at again and again.
                now() + interval '250 milliseconds' * GREATEST(1, ceil(locked.place::float / $3) - 1))
            FROM locked WHERE NOT locked.fits AND schedule.feed_id = locked.feed_id
            RETURNING schedule.ready_at),
        booked AS (
            INSERT INTO host (name, next_at) SELECT host, max(begins_at) + $4 FROM picked WHERE $4 > interval '0' GROUP BY host
            ON CONFLICT (name) DO UPDATE SET next_at = excluded.next_at),
        claimed AS ({Claimed} RETURNING {ClaimedRow.Columns}, picked.begins_at - now())
        SELECT claimed.*, seen.rows,
               EXISTS (SELECT FROM waiting WHERE ready_at < now() + interval '1 second')
               -- Whoever looks again at once need not know yet, and this passes over all that is due.
               OR seen.rows < $5 AND EXISTS (SELECT FROM feed_schedule WHERE due_at <= now() AND ready_at > now() AND ready_at < now() + interval '1 second')
        FROM (SELECT count(*) AS rows FROM ready) AS seen LEFT JOIN claimed ON true
        """;

    private async Task<DueClaims> ClaimDueAsync(string which, int count, TimeSpan lease, HostLimits hosts, CancellationToken stop)
    {
        var looks = count + MoreLooks;
        await using var batch = database.CreateBatch();
        // One after the other, or two would count one host's polls at the same time.
        batch.BatchCommands.Add(new NpgsqlBatchCommand("SELECT pg_advisory_xact_lock($1)") { Parameters = { new NpgsqlParameter<long> { TypedValue = AdvisoryLocks.Claim } } });
        batch.BatchCommands.Add(new NpgsqlBatchCommand(ClaimStatement(which))
        {
            Parameters =
            {
                new NpgsqlParameter<int> { TypedValue = count },
                new NpgsqlParameter<TimeSpan> { TypedValue = lease },
                new NpgsqlParameter<int> { TypedValue = hosts.PerHost },
                new NpgsqlParameter<TimeSpan> { TypedValue = hosts.Delay },
                new NpgsqlParameter<int> { TypedValue = looks },
            },
        });

        var claimed = new List<ClaimedFeed>();
        var (seen, othersWait) = (0L, false);
        await using var rows = await batch.ExecuteReaderAsync(stop);
        await rows.NextResultAsync(stop);
        while (await rows.ReadAsync(stop))
        {
            (seen, othersWait) = (rows.GetInt64(ClaimedRow.Count + 1), rows.GetBoolean(ClaimedRow.Count + 2));
            if (!rows.IsDBNull(0))
                claimed.Add(ClaimedRow.Read(rows, box, rows.GetFieldValue<TimeSpan>(ClaimedRow.Count)));
        }

        return new DueClaims(claimed, MoreAreDue: seen == looks, othersWait);
    }

    /// <summary>Claims one feed whether it is due or not; null while another worker polls it, or when there is no such feed.</summary>
    public async Task<ClaimedFeed?> ClaimAsync(long feedId, TimeSpan lease, CancellationToken stop)
    {
        await using var command = database.CreateCommand($"""
            WITH picked AS (
                SELECT schedule.feed_id FROM feed_schedule AS schedule JOIN feed_definition AS feed ON feed.id = schedule.feed_id
                WHERE schedule.feed_id = $1 AND feed.removed_at IS NULL AND (lease_until IS NULL OR lease_until < now())
                FOR UPDATE OF schedule)
            {Claimed} RETURNING {ClaimedRow.Columns}
            """);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = feedId });
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = lease });
        await using var rows = await command.ExecuteReaderAsync(stop);
        return await rows.ReadAsync(stop) ? ClaimedRow.Read(rows, box, TimeSpan.Zero) : null;
    }

    /// <summary>Ends the leases that nobody renewed, and takes down whose workers died: to be done every second, because nothing is claimed under a lease.</summary>
    public Task<LostClaims> SettleAsync(TimeSpan lease, int deathsUntilPaused, CancellationToken stop) => EndedLeases.SettleAsync(database, lease, deathsUntilPaused, stop);

    /// <summary>Keeps others for <paramref name="length"/> from a feed that was in hand when two workers died, so that the caller can claim it once it holds nothing else; null when there is none.</summary>
    public Task<long?> ReserveAccusedAsync(TimeSpan length, CancellationToken stop) => EndedLeases.ReserveAccusedAsync(database, length, stop);

    /// <summary>Keeps others from it for longer.</summary>
    public Task ReserveAsync(long feedId, TimeSpan length, CancellationToken stop) => EndedLeases.ReserveAsync(database, feedId, length, stop);

    /// <summary>Extends these leases in one statement; a claim that lost its feed is not brought back. Whose lease was over was late, not dead.</summary>
    public async Task RenewAsync(IReadOnlyCollection<ClaimedFeed> claims, TimeSpan lease, CancellationToken stop)
    {
        var rows = new RowArrays<ClaimedFeed>(claims)
            .With(NpgsqlDbType.Bigint, claim => claim.Feed.Id)
            .With(NpgsqlDbType.Bigint, claim => claim.Fence)
            .With(NpgsqlDbType.Integer, claim => claim.Deaths)
            .Command($"""
                {Held}
                UPDATE feed_schedule AS schedule SET lease_until = now() + $4, deaths = claim.deaths
                FROM held JOIN unnest($1, $3) AS claim (feed_id, deaths) USING (feed_id) WHERE schedule.feed_id = held.feed_id
                """);
        rows.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = lease });
        await ExecuteAsync(rows, stop);
    }

    /// <summary>Gives feeds back unpolled: they are due as before, and the next worker may take them at once.</summary>
    public async Task ReleaseAsync(IReadOnlyCollection<ClaimedFeed> claims, CancellationToken stop) =>
        await ExecuteAsync(
            new RowArrays<ClaimedFeed>(claims)
                .With(NpgsqlDbType.Bigint, claim => claim.Feed.Id)
                .With(NpgsqlDbType.Bigint, claim => claim.Fence)
                .Command($"""
                    {Held}
                    UPDATE feed_schedule AS schedule SET lease_until = NULL FROM held WHERE schedule.feed_id = held.feed_id
                    """),
            stop);

    /// <summary>Gives a feed back unpolled, to be due at another time.</summary>
    public async Task PutOffAsync(ClaimedFeed claim, DateTimeOffset until, string reason, CancellationToken stop)
    {
        await using var command = database.CreateCommand("UPDATE feed_schedule SET lease_until = NULL, due_at = $3, due_reason = $4 WHERE feed_id = $1 AND fence = $2");
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = claim.Feed.Id });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = claim.Fence });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = until });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = reason });
        await command.ExecuteNonQueryAsync(stop);
    }

    /// <summary>Makes every feed of a schedule due now, spread over <paramref name="slack"/>; repeating it changes nothing. Returns how many it moved.</summary>
    public async Task<int> MarkDueAsync(Schedule schedule, TimeSpan slack, CancellationToken stop)
    {
        await using var command = database.CreateCommand("""
            WITH wanted AS (
                SELECT id, now() + $2 * (abs(hashint8extended(id, 0) % 1000) / 1000.0) AS due_at
                FROM feed_definition WHERE schedule = $1 AND paused_at IS NULL AND removed_at IS NULL),
            later AS (
                SELECT schedule.feed_id, wanted.due_at FROM feed_schedule AS schedule JOIN wanted ON wanted.id = schedule.feed_id
                WHERE schedule.due_at > wanted.due_at
                ORDER BY schedule.feed_id FOR UPDATE OF schedule)
            UPDATE feed_schedule AS schedule SET due_at = later.due_at, due_reason = $1 FROM later WHERE schedule.feed_id = later.feed_id
            """);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = schedule.ToString() });
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = slack });
        return await command.ExecuteNonQueryAsync(stop);
    }

    /// <summary>Makes a feed due now, unless it is paused or due already.</summary>
    public async Task HastenAsync(long feedId, string reason, CancellationToken stop)
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand("""
            UPDATE feed_schedule AS schedule SET due_at = now(), due_reason = $2
            FROM feed_definition AS feed WHERE feed.id = schedule.feed_id AND feed.paused_at IS NULL AND feed.removed_at IS NULL
              AND schedule.feed_id = $1 AND schedule.due_at > now()
            """)
        { Parameters = { new NpgsqlParameter<long> { TypedValue = feedId }, new NpgsqlParameter<string> { TypedValue = reason } } });
        batch.BatchCommands.Add(new NpgsqlBatchCommand($"NOTIFY {FeedStore.DueChannel}"));
        await batch.ExecuteNonQueryAsync(stop);
    }

    /// <summary>The cron expressions in use, each once.</summary>
    public async Task<IReadOnlyList<Schedule.Cron>> CronSchedulesAsync(CancellationToken stop)
    {
        await using var command = database.CreateCommand("SELECT DISTINCT schedule FROM feed_definition WHERE schedule LIKE 'cron %' AND removed_at IS NULL");
        var schedules = new List<Schedule.Cron>();
        await using var rows = await command.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop))
        {
            if (Schedule.Parse(rows.GetString(0)) is Schedule.Cron cron)
                schedules.Add(cron);
        }

        return schedules;
    }

    private async Task ExecuteAsync(NpgsqlBatchCommand command, CancellationToken stop)
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(command);
        await batch.ExecuteNonQueryAsync(stop);
    }
}
