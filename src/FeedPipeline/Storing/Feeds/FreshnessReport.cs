using Npgsql;

namespace FeedPipeline.Storing.Feeds;

/// <summary>How fresh the last articles of all feeds were seen.</summary>
public sealed class FreshnessReport(NpgsqlDataSource database)
{
    /// <summary>Of so many, the last that came; by the rules of the view <c>feed</c>.</summary>
    public async Task<FreshnessSummary> ReadAsync(int articles, CancellationToken stop)
    {
        await using var command = database.CreateCommand("""
            SELECT count(*), count(delay), percentile_cont(0.5) WITHIN GROUP (ORDER BY delay), percentile_cont(0.95) WITHIN GROUP (ORDER BY delay),
                   count(delay) FILTER (WHERE target IS NOT NULL), avg((delay <= target)::integer)::double precision
            FROM (SELECT CASE WHEN article.published_precision IN ('minute', 'second') AND article.first_seen_at - article.published_at BETWEEN interval '-10 minutes' AND interval '7 days'
                              THEN GREATEST(0, EXTRACT(epoch FROM article.first_seen_at - article.published_at)::double precision) END AS delay,
                         EXTRACT(epoch FROM substring(feed.schedule FROM '^adaptive within (.+)$')::interval)::double precision AS target
                  FROM (SELECT * FROM article ORDER BY first_seen_at DESC, id DESC LIMIT $1) AS article
                  JOIN feed_definition AS feed ON feed.id = article.feed_id
                  WHERE article.published_at IS NULL OR article.published_at > feed.added_at) AS seen
            """);
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = articles });
        await using var row = await command.ExecuteReaderAsync(stop);
        await row.ReadAsync(stop);
        return new(row.GetInt64(0), row.GetInt64(1), row.GetFieldValue<double?>(2), row.GetFieldValue<double?>(3), row.GetInt64(4), row.GetFieldValue<double?>(5));
    }
}

/// <summary>How fresh articles were seen.</summary>
/// <param name="Articles">How many were looked at; those from before their feed was added do not count.</param>
/// <param name="Known">How many have a date that can tell.</param>
/// <param name="P50">Seconds from publication to first sight that half of these stay within; null without any.</param>
/// <param name="P95">The same of 95 %.</param>
/// <param name="Targeted">How many of these are of feeds with a target.</param>
/// <param name="Share">Share of those that were seen within it; 0 to 1, null without any.</param>
public sealed record FreshnessSummary(long Articles, long Known, double? P50, double? P95, long Targeted, double? Share);
