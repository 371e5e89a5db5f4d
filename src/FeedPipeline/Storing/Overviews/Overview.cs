using FeedPipeline.Polls;
using Npgsql;

namespace FeedPipeline.Storing.Overviews;

/// <summary>The whole installation in numbers. Hours that are over do not change, so each is counted once in a process's life.</summary>
public sealed class Overview(NpgsqlDataSource database, TimeProvider clock)
{
    /// <summary>How far it looks back.</summary>
    public const int Hours = 24;

    /// <summary>A record of polls is extended for up to an hour, so it may move out of the hour before this one.</summary>
    private const int Moving = 2;

    private static readonly TimeSpan FreshnessAge = TimeSpan.FromMinutes(1);

    private Dictionary<DateTimeOffset, HourCount> closed = [];
    private (DateTimeOffset At, Percentiles? Value) freshness;

    /// <summary>What happened in the last 24 hours, the oldest hour first.</summary>
    public async Task<IReadOnlyList<HourCount>> HoursAsync(CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var current = new DateTimeOffset(now.Year, now.Month, now.Day, now.Hour, 0, 0, TimeSpan.Zero);
        var first = current.AddHours(1 - Hours);
        var known = closed.Where(hour => hour.Key >= first && hour.Key <= current.AddHours(-Moving)).ToDictionary();
        var from = first;
        while (known.ContainsKey(from))
            from = from.AddHours(1);
        var counted = await CountAsync(from, stop);
        for (var hour = first; hour <= current; hour = hour.AddHours(1))
            known.TryAdd(hour, counted.GetValueOrDefault(hour) ?? new HourCount(hour, 0, new Dictionary<PollOutcome, long>()));
        // Who asks at the same time counts the same.
        closed = known;
        return [.. known.Values.OrderBy(hour => hour.At)];
    }

    /// <summary>Seconds from publication to first sight, of the last 24 hours' articles that state a time; null when there are none. At most a minute old.</summary>
    public async Task<Percentiles?> FreshnessAsync(CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        if (now - freshness.At < FreshnessAge)
            return freshness.Value;
        await using var command = database.CreateCommand("""
            SELECT percentile_cont(ARRAY[0.5, 0.9, 0.95, 0.99]) WITHIN GROUP (ORDER BY EXTRACT(epoch FROM article.first_seen_at - article.published_at)::float8), count(*)
            FROM article JOIN feed_definition AS feed ON feed.id = article.feed_id
            WHERE article.first_seen_at > now() - interval '24 hours' AND article.published_at > feed.added_at AND article.published_precision IN ('minute', 'second')
            """);
        await using var row = await command.ExecuteReaderAsync(stop);
        await row.ReadAsync(stop);
        var value = await row.IsDBNullAsync(0, stop) ? null : new Percentiles(row.GetFieldValue<double[]>(0), row.GetInt64(1));
        freshness = (now, value);
        return value;
    }

    /// <summary>How the feeds stand now.</summary>
    public async Task<Standing> StandingAsync(CancellationToken stop)
    {
        await using var command = database.CreateCommand("""
            SELECT count(*), count(*) FILTER (WHERE feed.paused_at IS NOT NULL), count(*) FILTER (WHERE feed.paused_at IS NULL AND schedule.consecutive_failures > 0),
                   count(*) FILTER (WHERE schedule.last_poll_at IS NULL), count(*) FILTER (WHERE schedule.lease_until > now()), count(*) FILTER (WHERE late.by IS NOT NULL),
                   percentile_cont(ARRAY[0.5, 0.9, 0.95, 0.99]) WITHIN GROUP (ORDER BY late.by) FILTER (WHERE late.by IS NOT NULL), COALESCE(max(late.by), 0),
                   (SELECT count(*) FROM quarantine WHERE released_at IS NULL), (SELECT count(*) FROM event WHERE closed_at IS NULL)
            FROM feed_definition AS feed JOIN feed_schedule AS schedule ON schedule.feed_id = feed.id
            CROSS JOIN LATERAL (SELECT CASE WHEN feed.paused_at IS NULL AND schedule.due_at <= now() AND COALESCE(schedule.lease_until <= now(), true)
                THEN EXTRACT(epoch FROM now() - schedule.due_at)::float8 END) AS late (by)
            WHERE feed.removed_at IS NULL
            """);
        await using var row = await command.ExecuteReaderAsync(stop);
        await row.ReadAsync(stop);
        return new Standing
        {
            Feeds = row.GetInt64(0),
            Paused = row.GetInt64(1),
            Failing = row.GetInt64(2),
            New = row.GetInt64(3),
            InHand = row.GetInt64(4),
            Late = row.GetInt64(5),
            Lateness = await row.IsDBNullAsync(6, stop) ? null : new Percentiles(row.GetFieldValue<double[]>(6), row.GetInt64(5)),
            Latest = TimeSpan.FromSeconds(row.GetDouble(7)),
            Quarantined = row.GetInt64(8),
            OpenEvents = row.GetInt64(9),
        };
    }

    /// <summary>Begin of the last poll anywhere; null before the first. Cheap: for looking again and again.</summary>
    public async Task<DateTimeOffset?> LastPollAsync(CancellationToken stop)
    {
        await using var command = database.CreateCommand("SELECT max(last_at) FROM poll");
        return await command.ExecuteScalarAsync(stop) is DateTime at ? new DateTimeOffset(at, TimeSpan.Zero) : null;
    }

    private async Task<Dictionary<DateTimeOffset, HourCount>> CountAsync(DateTimeOffset from, CancellationToken stop)
    {
        await using var command = database.CreateCommand("""
            SELECT date_trunc('hour', first_seen_at, 'UTC'), NULL, count(*) FROM article WHERE first_seen_at >= $1 GROUP BY 1
            UNION ALL
            SELECT date_trunc('hour', last_at, 'UTC'), outcome, sum(count)::bigint FROM poll WHERE last_at >= $1 GROUP BY 1, 2
            """);
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = from });
        var hours = new Dictionary<DateTimeOffset, HourCount>();
        await using var row = await command.ExecuteReaderAsync(stop);
        while (await row.ReadAsync(stop))
        {
            var at = row.GetFieldValue<DateTimeOffset>(0);
            var hour = hours.GetValueOrDefault(at) ?? new HourCount(at, 0, new Dictionary<PollOutcome, long>());
            hours[at] = await row.IsDBNullAsync(1, stop)
                ? hour with { Articles = row.GetInt64(2) }
                : hour with { Polls = new Dictionary<PollOutcome, long>(hour.Polls) { [TableNaming.Parse<PollOutcome>(row.GetString(1)) ?? PollOutcome.InternalError] = row.GetInt64(2) } };
        }

        return hours;
    }
}

/// <summary>One hour.</summary>
/// <param name="At">Its begin, UTC.</param>
/// <param name="Articles">Articles that were new.</param>
/// <param name="Polls">Polls by outcome.</param>
public sealed record HourCount(DateTimeOffset At, long Articles, IReadOnlyDictionary<PollOutcome, long> Polls)
{
    /// <summary>Polls that brought something.</summary>
    public long Stored => Polls.GetValueOrDefault(PollOutcome.Stored);

    /// <summary>Polls that found nothing new.</summary>
    public long Quiet => Polls.GetValueOrDefault(PollOutcome.Unchanged) + Polls.GetValueOrDefault(PollOutcome.NotModified);

    /// <summary>All other polls.</summary>
    public long Failed => Polls.Values.Sum() - Stored - Quiet;
}

/// <summary>How a quantity is spread, in seconds.</summary>
/// <param name="Values">Below which lie 50, 90, 95 and 99 of 100.</param>
/// <param name="Count">Of how many.</param>
public sealed record Percentiles(IReadOnlyList<double> Values, long Count);

/// <summary>How the feeds stand.</summary>
public sealed record Standing
{
    /// <summary>Feeds that are not removed.</summary>
    public long Feeds { get; init; }

    /// <summary>Of these, paused by an operator.</summary>
    public long Paused { get; init; }

    /// <summary>Of these, failed at their last poll.</summary>
    public long Failing { get; init; }

    /// <summary>Of these, never polled.</summary>
    public long New { get; init; }

    /// <summary>Of these, being polled just now.</summary>
    public long InHand { get; init; }

    /// <summary>Of these, due and not yet in hand.</summary>
    public long Late { get; init; }

    /// <summary>How late the late ones are; null when none is.</summary>
    public Percentiles? Lateness { get; init; }

    /// <summary>How late the latest is.</summary>
    public TimeSpan Latest { get; init; }

    /// <summary>Items in quarantine.</summary>
    public long Quarantined { get; init; }

    /// <summary>Open events.</summary>
    public long OpenEvents { get; init; }
}
