using FeedPipeline.Events;
using Npgsql;

namespace FeedPipeline.Storing;

/// <summary>Looks at what waits. Everything but the count of feeds is bounded, whatever the size of the tables.</summary>
public sealed class BacklogReport(NpgsqlDataSource database)
{
    private const string Due = "due_at <= now() AND (lease_until IS NULL OR lease_until < now()) AND (ready_at IS NULL OR ready_at <= now())";

    /// <summary>How long the feed that is due longest could have been polled; null when none is due.</summary>
    public async Task<TimeSpan?> OldestDueAsync(CancellationToken stop)
    {
        await using var command = database.CreateCommand($"SELECT now() - due_at FROM feed_schedule WHERE {Due} ORDER BY due_at LIMIT 1");
        return (TimeSpan?)await command.ExecuteScalarAsync(stop);
    }

    /// <summary>All of it but <see cref="Backlog.Feeds"/>, which is taken over.</summary>
    public async Task<Backlog> ReadAsync(IReadOnlyDictionary<string, long> feeds, CancellationToken stop)
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand($"""
            SELECT (SELECT count(*) FROM (SELECT FROM feed_schedule WHERE {Due} LIMIT 100000) AS due),
                   COALESCE((SELECT now() - due_at FROM feed_schedule WHERE {Due} ORDER BY due_at LIMIT 1), interval '0'),
                   (SELECT count(*) FROM feed_schedule WHERE lease_until >= now()),
                   (SELECT count(*) FROM (SELECT FROM page_due WHERE due_at <= now() LIMIT 100000) AS due),
                   (SELECT count(*) FROM webhook_dead_letter),
                   COALESCE(max(now() - waiting.at) FILTER (WHERE webhook.id IS NULL AND consumer.name NOT LIKE 'webhook:%'), interval '0'),
                   COALESCE(max(now() - waiting.at) FILTER (WHERE webhook.id IS NOT NULL AND webhook.stopped_at IS NULL), interval '0')
            FROM consumer
            LEFT JOIN webhook ON consumer.name = 'webhook:' || webhook.id
            LEFT JOIN LATERAL (SELECT at FROM change_commit WHERE place > consumer.place ORDER BY place LIMIT 1) AS waiting ON true
            """));
        batch.BatchCommands.Add(new NpgsqlBatchCommand("SELECT kind, count(*) FROM event WHERE closed_at IS NULL GROUP BY kind"));
        await using var rows = await batch.ExecuteReaderAsync(stop);
        await rows.ReadAsync(stop);
        var backlog = new Backlog
        {
            DueFeeds = rows.GetInt64(0),
            OldestDue = rows.GetFieldValue<TimeSpan>(1),
            Leases = rows.GetInt64(2),
            DuePages = rows.GetInt64(3),
            DeadLetters = rows.GetInt64(4),
            ConsumerLag = rows.GetFieldValue<TimeSpan>(5),
            WebhookLag = rows.GetFieldValue<TimeSpan>(6),
            Feeds = feeds,
        };
        await rows.NextResultAsync(stop);
        var events = Enum.GetValues<EventKind>().ToDictionary(TableNaming.Of, _ => 0L, StringComparer.Ordinal);
        await CountAsync(rows, events, stop);
        return backlog with { OpenEvents = events };
    }

    /// <summary>Feeds by state; passes over all of them.</summary>
    public async Task<IReadOnlyDictionary<string, long>> FeedsAsync(CancellationToken stop)
    {
        await using var command = database.CreateCommand("""
            SELECT CASE WHEN feed.paused_at IS NOT NULL THEN 'paused' WHEN schedule.consecutive_failures > 0 THEN 'failing' ELSE 'well' END AS state, count(*)
            FROM feed_definition AS feed JOIN feed_schedule AS schedule ON schedule.feed_id = feed.id WHERE feed.removed_at IS NULL GROUP BY state
            """);
        var feeds = new Dictionary<string, long>(StringComparer.Ordinal) { ["well"] = 0, ["failing"] = 0, ["paused"] = 0 };
        await using var rows = await command.ExecuteReaderAsync(stop);
        await CountAsync(rows, feeds, stop);
        return feeds;
    }

    private static async Task CountAsync(NpgsqlDataReader rows, Dictionary<string, long> counts, CancellationToken stop)
    {
        while (await rows.ReadAsync(stop))
            counts[rows.GetString(0)] = rows.GetInt64(1);
    }
}
