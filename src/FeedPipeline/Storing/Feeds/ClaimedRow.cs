using FeedPipeline.Articles;
using FeedPipeline.Feeds;
using Npgsql;

namespace FeedPipeline.Storing.Feeds;

/// <summary>The columns of a claim, and how they become one.</summary>
internal static class ClaimedRow
{
    /// <summary>In the order in which <see cref="Read"/> takes them, because a reader that goes back begins the row again; after them comes the wait before the poll may begin.</summary>
    public const string Columns = """
        feed.id, feed.name, feed.url, feed.site_url, feed.title, feed.format, feed.language, feed.schedule, feed.quiet, feed.full_text, NULLIF(feed.tags, '{}'), feed.added_at,
        feed.tls_exception, feed.identity,
        schedule.fence, now(), schedule.due_at, schedule.interval, schedule.last_poll_at, schedule.consecutive_failures, schedule.deaths, schedule.proved_at, schedule.unproved,
        COALESCE(memory.validators_lie_at > now() - interval '30 days', false), memory.etag, memory.last_modified, memory.body_hash,
        memory.update_interval, memory.skipped_hours, memory.skipped_days,
        memory.moving_to, memory.moving_since, memory.moving_count, memory.moving_overlaps,
        memory.item_window, memory.texts_whole, memory.texts_cut, memory.identity, memory.identity_reason, memory.identity_shifts, memory.pulse, memory.completeness,
        credential.origin, credential.sealed,
        EXISTS (SELECT FROM websub_subscription AS push WHERE push.feed_id = picked.feed_id AND push.state = 'active' AND push.lease_until > now())
        """;

    /// <summary>Number of <see cref="Columns"/>.</summary>
    public const int Count = 45;

    /// <summary>One claim; <paramref name="box"/> opens its credentials.</summary>
    public static ClaimedFeed Read(NpgsqlDataReader row, SecretBox box, TimeSpan startsIn)
    {
        var feed = Feed(row);
        return new()
        {
            Feed = feed,
            Fence = row.GetInt64(14),
            ClaimedAt = row.GetFieldValue<DateTimeOffset>(15),
            DueAt = row.GetFieldValue<DateTimeOffset>(16),
            Interval = row.GetFieldValue<TimeSpan?>(17),
            LastPollAt = row.GetFieldValue<DateTimeOffset?>(18),
            ConsecutiveFailures = row.GetInt32(19),
            Deaths = row.GetInt32(20),
            ProvedAt = row.GetFieldValue<DateTimeOffset?>(21),
            Unproved = row.GetInt32(22),
            DistrustsValidators = row.GetBoolean(23),
            Validators = row.GetBoolean(23) ? new Validators(null, null, Bytes(row, 26)) : new Validators(Text(row, 24), Text(row, 25), Bytes(row, 26)),
            Rhythm = new Rhythm(row.GetFieldValue<TimeSpan?>(27), row.GetInt32(28), row.GetInt32(29)),
            Moving = row.IsDBNull(30)
                ? null
                : new Relocation(row.GetString(30), row.GetFieldValue<DateTimeOffset>(31), row.GetInt32(32), row.GetFieldValue<bool?>(33)),
            Window = row.IsDBNull(34) ? Window.Empty : Window.FromBytes(row.GetFieldValue<byte[]>(34)),
            Lesson = new FullTextLesson(row.GetInt32(35), row.GetInt32(36)),
            Identity = row.IsDBNull(37) || TableNaming.Parse<Identity>(row.GetString(37)) is not { } by ? null : new IdentityPolicy(by, row.GetString(38), row.GetInt32(39)),
            Pulse = Bytes(row, 40) is { } pulse ? Pulse.FromBytes(pulse) : null,
            Completeness = Bytes(row, 41) ?? default,
            Access = row.IsDBNull(43) ? null : box.Open(feed.Id, row.GetString(42), row.GetFieldValue<byte[]>(43)),
            IsPushed = row.GetBoolean(44),
            StartsIn = startsIn,
        };
    }

    private static Feed Feed(NpgsqlDataReader row) => new()
    {
        Id = row.GetInt64(0),
        Name = row.GetString(1),
        Url = row.GetString(2),
        SiteUrl = Text(row, 3),
        Title = Text(row, 4),
        Format = Text(row, 5),
        Language = Text(row, 6),
        Schedule = Schedule.Parse(row.GetString(7)) ?? Schedule.Adaptive.Instance,
        Quiet = Text(row, 8) is { } quiet ? QuietHours.Parse(quiet) : null,
        FullText = TableNaming.Parse<FullText>(row.GetString(9)) ?? FullText.Auto,
        Tags = row.IsDBNull(10) ? [] : row.GetFieldValue<string[]>(10),
        AddedAt = row.GetFieldValue<DateTimeOffset>(11),
        TlsException = Text(row, 12),
        Identity = Text(row, 13) is { } name ? TableNaming.Parse<Identity>(name) : null,
    };

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static ReadOnlyMemory<byte>? Bytes(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? default(ReadOnlyMemory<byte>?) : row.GetFieldValue<byte[]>(column);
}
