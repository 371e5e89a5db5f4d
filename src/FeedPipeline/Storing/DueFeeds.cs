using FeedPipeline.Articles;
using FeedPipeline.Feeds;
using Npgsql;
using NpgsqlTypes;

namespace FeedPipeline.Storing;

/// <summary>The feeds that are due, shared by all workers: a feed is claimed under a lease, by the database's clock only.</summary>
public sealed class DueFeeds(NpgsqlDataSource database)
{
    private const string Claim = """
        UPDATE feed_schedule AS schedule SET lease_until = now() + $2, fence = schedule.fence + 1
        FROM picked
        JOIN feed_definition AS feed ON feed.id = picked.feed_id
        JOIN feed_memory AS memory ON memory.feed_id = picked.feed_id
        WHERE schedule.feed_id = picked.feed_id
        RETURNING feed.id, feed.name, feed.url, feed.site_url, feed.title, feed.format, feed.language, feed.schedule, feed.full_text, feed.tags, feed.added_at,
                  schedule.fence, now(), schedule.due_at, schedule.interval, schedule.consecutive_failures,
                  memory.etag, memory.last_modified, memory.body_hash, memory.item_window,
                  EXISTS (SELECT FROM websub_subscription AS push WHERE push.feed_id = picked.feed_id AND push.state = 'active' AND push.lease_until > now()),
                  memory.texts_whole, memory.texts_cut
        """;

    /// <summary>The rows of these claims, locked in the order in which polls are stored: in any other order the two would deadlock.</summary>
    private const string Held = """
        WITH held AS (
            SELECT schedule.feed_id FROM feed_schedule AS schedule
            JOIN unnest($1, $2) AS claim (feed_id, fence) ON claim.feed_id = schedule.feed_id AND claim.fence = schedule.fence
            ORDER BY schedule.feed_id FOR UPDATE OF schedule)
        """;

    /// <summary>Claims up to <paramref name="count"/> feeds that are due, the longest due first; rows that another worker is claiming are skipped.</summary>
    public async Task<IReadOnlyList<ClaimedFeed>> ClaimDueAsync(int count, TimeSpan lease, CancellationToken stop) =>
        await ClaimAsync($"""
            WITH picked AS (
                SELECT feed_id FROM feed_schedule
                WHERE due_at <= now() AND (lease_until IS NULL OR lease_until < now())
                ORDER BY due_at LIMIT $1
                FOR UPDATE SKIP LOCKED)
            {Claim}
            """, count, lease, stop);

    /// <summary>Claims one feed whether it is due or not; null while another worker polls it, or when there is no such feed.</summary>
    public async Task<ClaimedFeed?> ClaimAsync(long feedId, TimeSpan lease, CancellationToken stop)
    {
        var claimed = await ClaimAsync($"""
            WITH picked AS (
                SELECT schedule.feed_id FROM feed_schedule AS schedule JOIN feed_definition AS feed ON feed.id = schedule.feed_id
                WHERE schedule.feed_id = $1 AND feed.removed_at IS NULL AND (lease_until IS NULL OR lease_until < now())
                FOR UPDATE OF schedule)
            {Claim}
            """, feedId, lease, stop);
        return claimed.SingleOrDefault();
    }

    /// <summary>Extends these leases in one statement; a claim that lost its feed is not brought back.</summary>
    public async Task RenewAsync(IReadOnlyCollection<ClaimedFeed> claims, TimeSpan lease, CancellationToken stop)
    {
        var rows = new RowArrays<ClaimedFeed>(claims)
            .With(NpgsqlDbType.Bigint, claim => claim.Feed.Id)
            .With(NpgsqlDbType.Bigint, claim => claim.Fence)
            .Command($"""
                {Held}
                UPDATE feed_schedule AS schedule SET lease_until = now() + $3 FROM held WHERE schedule.feed_id = held.feed_id
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

    private async Task<IReadOnlyList<ClaimedFeed>> ClaimAsync<T>(string sql, T first, TimeSpan lease, CancellationToken stop)
    {
        await using var command = database.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<T> { TypedValue = first });
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = lease });
        var claimed = new List<ClaimedFeed>();
        await using var rows = await command.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop))
            claimed.Add(Read(rows));
        return claimed;
    }

    private async Task ExecuteAsync(NpgsqlBatchCommand command, CancellationToken stop)
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(command);
        await batch.ExecuteNonQueryAsync(stop);
    }

    private static ClaimedFeed Read(NpgsqlDataReader row) => new()
    {
        Feed = new Feed
        {
            Id = row.GetInt64(0),
            Name = row.GetString(1),
            Url = row.GetString(2),
            SiteUrl = Text(row, 3),
            Title = Text(row, 4),
            Format = Text(row, 5),
            Language = Text(row, 6),
            Schedule = Schedule.Parse(row.GetString(7)) ?? Schedule.Adaptive.Instance,
            FullText = TableNaming.Parse<FullText>(row.GetString(8)) ?? FullText.Auto,
            Tags = row.GetFieldValue<string[]>(9),
            AddedAt = row.GetFieldValue<DateTimeOffset>(10),
        },
        Fence = row.GetInt64(11),
        ClaimedAt = row.GetFieldValue<DateTimeOffset>(12),
        DueAt = row.GetFieldValue<DateTimeOffset>(13),
        Interval = row.GetFieldValue<TimeSpan?>(14),
        ConsecutiveFailures = row.GetInt32(15),
        Validators = new Validators(Text(row, 16), Text(row, 17), row.IsDBNull(18) ? default(ReadOnlyMemory<byte>?) : row.GetFieldValue<byte[]>(18)),
        IsPushed = row.GetBoolean(20),
        Window = row.IsDBNull(19) ? Window.Empty : Window.FromBytes(row.GetFieldValue<byte[]>(19)),
        Lesson = new FullTextLesson(row.GetInt32(21), row.GetInt32(22)),
    };

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
