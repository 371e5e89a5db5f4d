using FeedPipeline.Events;
using Npgsql;

namespace FeedPipeline.Storing.Polls;

/// <summary>What operators do to events, and what they were told of them.</summary>
public sealed class EventStore(NpgsqlDataSource database)
{
    /// <summary>Closes an event; false when there is no such open one.</summary>
    public async Task<bool> CloseAsync(long eventId, CancellationToken stop)
    {
        await using var command = database.CreateCommand("UPDATE event SET closed_at = now() WHERE id = $1 AND closed_at IS NULL");
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = eventId });
        return await command.ExecuteNonQueryAsync(stop) > 0;
    }

    /// <summary>Closes gaps since which the feed was polled well for so long without another: its documents overlap again. Moves are over when they were known for so long.</summary>
    public async Task<int> CloseOverAsync(TimeSpan gap, TimeSpan move, CancellationToken stop)
    {
        await using var command = database.CreateCommand("""
            UPDATE event SET closed_at = now()
            FROM feed_schedule AS schedule
            WHERE event.closed_at IS NULL AND schedule.feed_id = event.feed_id
              AND (event.kind = 'gap' AND event.last_at < now() - $1 AND schedule.last_poll_at > event.last_at AND schedule.consecutive_failures = 0
                   OR event.kind = 'moved' AND event.last_at < now() - $2)
            """);
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = gap });
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = move });
        return await command.ExecuteNonQueryAsync(stop);
    }

    /// <summary>What nobody was told yet and may be told now, the oldest first.</summary>
    public async Task<IReadOnlyList<EventNews>> UntoldAsync(int most, CancellationToken stop)
    {
        await using var command = database.CreateCommand("""
            SELECT event.id, event.feed_id, event.webhook_id, event.kind, event.detail, event.opened_at, event.last_at, event.count, event.closed_at,
                   event.told = 1, COALESCE(feed.name, 'webhook ' || event.webhook_id, '-'), COALESCE(feed.tags, '{}'), event.tell_at IS NOT NULL
            FROM event LEFT JOIN feed_definition AS feed ON feed.id = event.feed_id
            WHERE (event.told = 0 OR event.told = 1 AND event.closed_at IS NOT NULL) AND (event.tell_at IS NULL OR event.tell_at <= now())
            ORDER BY event.id LIMIT $1
            """);
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = most });
        var news = new List<EventNews>();
        await using var row = await command.ExecuteReaderAsync(stop);
        while (await row.ReadAsync(stop))
        {
            if (TableNaming.Parse<EventKind>(row.GetString(3)) is not { } kind)
                continue;
            var told = new Event
            {
                Id = row.GetInt64(0),
                FeedId = row.GetFieldValue<long?>(1),
                WebhookId = row.GetFieldValue<long?>(2),
                Kind = kind,
                Detail = row.GetString(4),
                OpenedAt = row.GetFieldValue<DateTimeOffset>(5),
                LastAt = row.GetFieldValue<DateTimeOffset>(6),
                Count = row.GetInt32(7),
                ClosedAt = row.GetFieldValue<DateTimeOffset?>(8),
            };
            news.Add(new(told, row.GetBoolean(9), row.GetString(10), row.GetFieldValue<string[]>(11), row.GetBoolean(12)));
        }

        return news;
    }

    /// <summary>It was told.</summary>
    public async Task ToldAsync(EventNews news, CancellationToken stop)
    {
        await using var command = database.CreateCommand("UPDATE event SET told = $2, tell_at = NULL WHERE id = $1");
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = news.Event.Id });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = news.IsOver ? 2 : 1 });
        await command.ExecuteNonQueryAsync(stop);
    }

    /// <summary>It could not be told, and is told again after this pause.</summary>
    public async Task TellAgainAsync(EventNews news, TimeSpan pause, CancellationToken stop)
    {
        await using var command = database.CreateCommand("UPDATE event SET tell_at = now() + $2 WHERE id = $1");
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = news.Event.Id });
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = pause });
        await command.ExecuteNonQueryAsync(stop);
    }
}
