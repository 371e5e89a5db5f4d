using Npgsql;

namespace FeedPipeline.Storing.Feeds;

/// <summary>How many articles feeds brought first, day by day (UTC).</summary>
public sealed class FeedDays(NpgsqlDataSource database, TimeProvider clock)
{
    /// <summary>For each of these feeds that brought any, the numbers of so many days, today's last.</summary>
    public async Task<IReadOnlyDictionary<long, int[]>> ReadAsync(IReadOnlyList<long> feeds, int days, CancellationToken stop)
    {
        var counts = new Dictionary<long, int[]>();
        if (feeds.Count == 0)
            return counts;
        var first = new DateTimeOffset(clock.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero).AddDays(1 - days);
        await using var command = database.CreateCommand("""
            SELECT feed_id, floor(EXTRACT(epoch FROM first_seen_at - $2) / 86400)::int, count(*)::int
            FROM article WHERE feed_id = ANY ($1) AND first_seen_at >= $2 GROUP BY 1, 2
            """);
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. feeds] });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = first });
        await using var row = await command.ExecuteReaderAsync(stop);
        while (await row.ReadAsync(stop))
        {
            if (!counts.TryGetValue(row.GetInt64(0), out var ofFeed))
                counts.Add(row.GetInt64(0), ofFeed = new int[days]);
            ofFeed[Math.Min(row.GetInt32(1), days - 1)] += row.GetInt32(2);
        }

        return counts;
    }
}
