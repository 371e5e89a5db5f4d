using FeedPipeline.Events;
using FeedPipeline.Feeds;
using FeedPipeline.Polls;
using Npgsql;

namespace FeedPipeline.Storing.Feeds;

/// <summary>Feeds whose document is gone, and where their sites say that they are now. Each is looked for once, and again after a month.</summary>
public sealed class DeadFeeds(NpgsqlDataSource database)
{
    private static readonly string Kind = TableNaming.Of(EventKind.NewPlace);

    private static readonly string[] Dead = [TableNaming.Of(PollOutcome.NotFound), TableNaming.Of(PollOutcome.Gone), TableNaming.Of(PollOutcome.NotAFeed)];

    /// <summary>Up to <paramref name="count"/> feeds that failed so often in a row, each with the event that notes the search; it is closed as long as nothing was found.</summary>
    public async Task<IReadOnlyList<(long EventId, Feed Feed)>> TakeAsync(int count, int failures, CancellationToken stop)
    {
        await using var command = database.CreateCommand($"""
            WITH dead AS (
                SELECT feed.id, feed.name, feed.url, feed.site_url FROM feed_definition AS feed JOIN feed_schedule AS schedule ON schedule.feed_id = feed.id
                WHERE feed.removed_at IS NULL AND feed.paused_at IS NULL AND feed.site_url LIKE 'http%'
                  AND schedule.consecutive_failures >= $2 AND schedule.last_outcome = ANY ($3)
                  AND NOT EXISTS (SELECT FROM event WHERE event.feed_id = feed.id AND event.kind = '{Kind}'
                                  AND (event.closed_at IS NULL OR event.opened_at > now() - interval '30 days'))
                ORDER BY feed.id LIMIT $1),
            noted AS (
                INSERT INTO event (feed_id, kind, detail, opened_at, last_at, count, closed_at)
                SELECT id, '{Kind}', concat('its site ', left(site_url, 200), ' was searched: no other feed was found there'), now(), now(), 1, now() FROM dead
                RETURNING id, feed_id)
            SELECT noted.id, dead.id, name, url, site_url FROM dead JOIN noted ON noted.feed_id = dead.id ORDER BY dead.id
            """);
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = count });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = failures });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = Dead });
        var taken = new List<(long EventId, Feed Feed)>();
        await using var rows = await command.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop))
            taken.Add((rows.GetInt64(0), new Feed { Id = rows.GetInt64(1), Name = rows.GetString(2), Url = rows.GetString(3), SiteUrl = rows.GetString(4) }));
        return taken;
    }

    /// <summary>Opens the event of a search that found something.</summary>
    public async Task ProposeAsync(long eventId, string detail, CancellationToken stop)
    {
        await using var command = database.CreateCommand("UPDATE event SET detail = $2, closed_at = NULL WHERE id = $1");
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = eventId });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = detail });
        await command.ExecuteNonQueryAsync(stop);
    }
}
