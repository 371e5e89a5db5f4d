using FeedPipeline.Articles;
using FeedPipeline.Feeds;
using Npgsql;

namespace FeedPipeline.Storing.Feeds;

/// <summary>The columns of a claim, and how they become one.</summary>
internal static class ClaimedRow
{
    /// <summary>In the order in which <see cref="Read"/> takes them; after them comes the wait before the poll may begin.</summary>
    public const string Columns = """
        feed.id, feed.name, feed.url, feed.site_url, feed.title, feed.format, feed.language, feed.schedule, feed.full_text, feed.tags, feed.added_at,
        feed.tls_exception, schedule.fence, now(), schedule.due_at, schedule.interval, schedule.consecutive_failures, schedule.proved_at, schedule.unproved,
        memory.etag, memory.last_modified, memory.body_hash, COALESCE(memory.validators_lie_at > now() - interval '30 days', false),
        memory.update_interval, memory.skipped_hours, memory.skipped_days,
        memory.moving_to, memory.moving_since, memory.moving_count, memory.moving_overlaps,
        memory.item_window, credential.origin, credential.sealed,
        EXISTS (SELECT FROM websub_subscription AS push WHERE push.feed_id = picked.feed_id AND push.state = 'active' AND push.lease_until > now()),
        memory.texts_whole, memory.texts_cut, feed.identity, memory.identity, memory.identity_reason, memory.identity_shifts,
        memory.pulse, schedule.last_poll_at, feed.quiet, memory.completeness, schedule.deaths
        """;

    /// <summary>Number of <see cref="Columns"/>.</summary>
    public const int Count = 45;

    /// <summary>One claim; <paramref name="box"/> opens its credentials.</summary>
    public static ClaimedFeed Read(NpgsqlDataReader row, SecretBox box, TimeSpan startsIn)
    {
        var distrusts = row.GetBoolean(22);
        return new()
        {
            Feed = Feed(row),
            Fence = row.GetInt64(12),
            ClaimedAt = row.GetFieldValue<DateTimeOffset>(13),
            DueAt = row.GetFieldValue<DateTimeOffset>(14),
            Interval = row.GetFieldValue<TimeSpan?>(15),
            ConsecutiveFailures = row.GetInt32(16),
            ProvedAt = row.GetFieldValue<DateTimeOffset?>(17),
            Unproved = row.GetInt32(18),
            DistrustsValidators = distrusts,
            Validators = new Validators(
                distrusts ? null : Text(row, 19), distrusts ? null : Text(row, 20), row.IsDBNull(21) ? default(ReadOnlyMemory<byte>?) : row.GetFieldValue<byte[]>(21)),
            Rhythm = new Rhythm(row.GetFieldValue<TimeSpan?>(23), row.GetInt32(24), row.GetInt32(25)),
            Moving = row.IsDBNull(26)
                ? null
                : new Relocation(row.GetString(26), row.GetFieldValue<DateTimeOffset>(27), row.GetInt32(28), row.GetFieldValue<bool?>(29)),
            Window = row.IsDBNull(30) ? Window.Empty : Window.FromBytes(row.GetFieldValue<byte[]>(30)),
            Access = row.IsDBNull(32) ? null : box.Open(row.GetInt64(0), row.GetString(31), row.GetFieldValue<byte[]>(32)),
            IsPushed = row.GetBoolean(33),
            Lesson = new FullTextLesson(row.GetInt32(34), row.GetInt32(35)),
            Identity = row.IsDBNull(37) || TableNaming.Parse<Identity>(row.GetString(37)) is not { } by ? null : new IdentityPolicy(by, row.GetString(38), row.GetInt32(39)),
            Pulse = row.IsDBNull(40) ? null : Pulse.FromBytes(row.GetFieldValue<byte[]>(40)),
            LastPollAt = row.GetFieldValue<DateTimeOffset?>(41),
            Deaths = row.GetInt32(44),
            Completeness = row.IsDBNull(43) ? null : Completeness.FromBytes(row.GetFieldValue<byte[]>(43)),
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
        Quiet = Text(row, 42) is { } quiet ? QuietHours.Parse(quiet) : null,
        FullText = TableNaming.Parse<FullText>(row.GetString(8)) ?? FullText.Auto,
        Tags = row.GetFieldValue<string[]>(9),
        AddedAt = row.GetFieldValue<DateTimeOffset>(10),
        TlsException = Text(row, 11),
        Identity = Text(row, 36) is { } name ? TableNaming.Parse<Identity>(name) : null,
    };

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
