using Npgsql;

namespace FeedPipeline.Storing.Feeds;

/// <summary>What polling costs hosts, and what they asked for.</summary>
public sealed class HostReport(NpgsqlDataSource database)
{
    /// <summary>Hosts with polls since then, the most asked first.</summary>
    public async Task<IReadOnlyList<HostUse>> ReadAsync(DateTimeOffset? since, int limit, CancellationToken stop)
    {
        await using var command = database.CreateCommand("""
            WITH polled AS (
                -- In these types the sums are machine words, which takes half the time; 8 bytes of float count bytes exactly up to 9 petabytes.
                SELECT feed_id, sum(count) AS requests, sum((bytes_wire * count)::float8) AS bytes, sum(CASE WHEN outcome = 'not_modified' THEN count END) AS same,
                       sum(CASE WHEN outcome <> 'not_modified' AND outcome <> 'stored' AND outcome <> 'unchanged' THEN count END) AS failed, max(last_at) AS last_at
                FROM poll WHERE last_at >= COALESCE($1, '-infinity'::timestamptz) GROUP BY feed_id)
            SELECT feed.host, count(*), sum(requests)::bigint, sum(bytes)::bigint, COALESCE(sum(same), 0)::float / sum(requests), COALESCE(sum(failed), 0)::bigint,
                   max(polled.last_at), max(GREATEST(own.paused_until, wide.paused_until)) FILTER (WHERE GREATEST(own.paused_until, wide.paused_until) > now())
            FROM polled
            JOIN feed_definition AS feed ON feed.id = polled.feed_id
            LEFT JOIN host AS own ON own.name = feed.host
            LEFT JOIN host AS wide ON wide.name = '.' || feed.domain
            GROUP BY feed.host ORDER BY 3 DESC, 1 LIMIT $2
            """);
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset?> { TypedValue = since?.ToUniversalTime(), NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.TimestampTz });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
        var hosts = new List<HostUse>();
        await using var row = await command.ExecuteReaderAsync(stop);
        while (await row.ReadAsync(stop))
        {
            hosts.Add(new(
                row.GetString(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetDouble(4), row.GetInt64(5),
                row.GetFieldValue<DateTimeOffset>(6), row.GetFieldValue<DateTimeOffset?>(7)));
        }

        return hosts;
    }
}

/// <summary>What polling cost one host.</summary>
/// <param name="Host">Its name.</param>
/// <param name="Feeds">Feeds polled there.</param>
/// <param name="Requests">Polls; redirects and repeated attempts are not counted.</param>
/// <param name="BytesWire">Body bytes on the wire, about: of polls that found nothing, each as the last.</param>
/// <param name="NotModifiedShare">Share of the polls that were answered 304; 0 to 1.</param>
/// <param name="Failed">Polls without a good answer.</param>
/// <param name="LastAt">Begin of the last poll.</param>
/// <param name="PausedUntil">Until when it asked to be left alone; null when it does not.</param>
public sealed record HostUse(
    string Host, long Feeds, long Requests, long BytesWire, double NotModifiedShare, long Failed, DateTimeOffset LastAt, DateTimeOffset? PausedUntil);
