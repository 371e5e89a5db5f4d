using FeedPipeline.Feeds;
using Npgsql;
using NpgsqlTypes;

namespace FeedPipeline.Storing.Feeds;

/// <summary>The statements of what operators do to feeds, each within a transaction of the caller's.</summary>
internal static class FeedStatements
{
    private const string Set = """
        WITH changed AS (
            UPDATE feed_definition SET name = $2, url = $3, schedule = $4, full_text = $5, tags = $6, tls_exception = $7, identity = $8, owner = $9, quiet = $10
            WHERE id = $1 AND removed_at IS NULL
            RETURNING id, schedule, paused_at),
        forgotten AS (
            UPDATE feed_memory SET etag = NULL, last_modified = NULL, body_hash = NULL, validators_lie_at = NULL, moving_to = NULL
            WHERE feed_id = $1 AND EXISTS (SELECT FROM feed_definition WHERE id = $1 AND url <> $3)),
        noted AS (
            INSERT INTO feed_url (feed_id, url, reason) SELECT id, $3, 'operator' FROM feed_definition WHERE id = $1 AND url <> $3)
        UPDATE feed_schedule AS schedule SET
            due_at = CASE WHEN paused_at IS NULL THEN now() ELSE schedule.due_at END,
            due_reason = CASE WHEN paused_at IS NULL THEN 'changed by an operator' ELSE schedule.due_reason END,
            interval = NULL
        FROM changed WHERE feed_id = changed.id
        """;

    private const string Label = "UPDATE feed_definition SET name = $2, tags = $3, owner = $4 WHERE id = $1 AND removed_at IS NULL";

    private const string NewOwner = """
        WITH changed AS (UPDATE feed_definition SET title = NULL, site_url = NULL WHERE id = $1 AND removed_at IS NULL RETURNING id)
        UPDATE feed_schedule SET due_at = now(), due_reason = 'its new owner was accepted' FROM changed WHERE feed_id = changed.id
        """;

    /// <summary>Whatever an operator decides about a feed that was paused because workers died of it is his decision from then on.</summary>
    private const string Heard = "heard AS (UPDATE event SET closed_at = now() FROM changed WHERE event.feed_id = changed.id AND event.kind = 'poison' AND event.closed_at IS NULL)";

    /// <summary>What was noticed about it is over: nobody can do anything about it any more.</summary>
    private const string Remove = """
        WITH changed AS (UPDATE feed_definition SET removed_at = now() WHERE id = $1 AND removed_at IS NULL RETURNING id),
        over AS (UPDATE event SET closed_at = now() FROM changed WHERE event.feed_id = changed.id AND event.closed_at IS NULL)
        UPDATE feed_schedule SET due_at = 'infinity', due_reason = 'removed' FROM changed WHERE feed_id = changed.id
        """;

    private const string Pause = $"""
        WITH changed AS (UPDATE feed_definition SET paused_at = COALESCE(paused_at, now()) WHERE id = $1 AND removed_at IS NULL RETURNING id),
        {Heard}
        UPDATE feed_schedule SET due_at = 'infinity', due_reason = 'paused' FROM changed WHERE feed_id = changed.id
        """;

    private const string Resume = $"""
        WITH changed AS (UPDATE feed_definition SET paused_at = NULL WHERE id = $1 AND removed_at IS NULL RETURNING id),
        {Heard}
        UPDATE feed_schedule SET due_at = now(), due_reason = 'resumed by an operator', deaths = 0 FROM changed WHERE feed_id = changed.id
        """;

    /// <summary>Adds a feed, or brings a removed one back; null when its address is known.</summary>
    public static async Task<long?> AddAsync(NpgsqlConnection connection, Feed feed, TimeSpan spread, CancellationToken stop)
    {
        await using var command = Command(connection, """
            WITH added AS (
                INSERT INTO feed_definition AS known (name, url, schedule, full_text, tags, tls_exception, identity, owner, quiet, title, site_url)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
                ON CONFLICT (url) DO UPDATE SET name = excluded.name, schedule = excluded.schedule, full_text = excluded.full_text, tags = excluded.tags,
                    tls_exception = excluded.tls_exception, identity = excluded.identity, owner = excluded.owner, quiet = excluded.quiet,
                    paused_at = NULL, removed_at = NULL, added_at = now()
                    WHERE known.removed_at IS NOT NULL
                RETURNING id, url),
            noted AS (INSERT INTO feed_url (feed_id, url, reason) SELECT id, url, 'added' FROM added),
            remembered AS (INSERT INTO feed_memory (feed_id) SELECT id FROM added ON CONFLICT (feed_id) DO NOTHING)
            INSERT INTO feed_schedule (feed_id, due_at, due_reason, fence, consecutive_failures)
            SELECT id, now() + $12 * (abs(hashint8extended(id, 0) % 1000) / 1000.0), 'new', 0, 0 FROM added
            ON CONFLICT (feed_id) DO UPDATE SET due_at = excluded.due_at, due_reason = excluded.due_reason, interval = NULL, consecutive_failures = 0, deaths = 0
            RETURNING feed_id
            """, Parameters(feed).AsSpan(1));
        command.Parameters.Add(Text(feed.Title));
        command.Parameters.Add(Text(feed.SiteUrl));
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = spread });
        return (long?)await command.ExecuteScalarAsync(stop);
    }

    /// <summary>All that an operator may change but pauses and what is kept; due at once.</summary>
    public static Task<int> SetAsync(NpgsqlConnection connection, Feed feed, CancellationToken stop) => ExecuteAsync(connection, Set, Parameters(feed), stop);

    /// <summary>Only what says nothing about polling.</summary>
    public static Task<int> LabelAsync(NpgsqlConnection connection, Feed feed, CancellationToken stop) =>
        ExecuteAsync(connection, Label, [Id(feed.Id), new NpgsqlParameter<string> { TypedValue = feed.Name }, new NpgsqlParameter<string[]> { TypedValue = [.. feed.Tags] }, Text(feed.Owner)], stop);

    /// <summary>How long and how many of its articles are kept.</summary>
    public static Task<int> KeepAsync(NpgsqlConnection connection, long feedId, TimeSpan? age, int? count, CancellationToken stop) => ExecuteAsync(
        connection,
        "UPDATE feed_definition SET keep_age = $2, keep_count = $3 WHERE id = $1 AND removed_at IS NULL",
        [
            Id(feedId),
            new NpgsqlParameter<TimeSpan?> { TypedValue = age, NpgsqlDbType = NpgsqlDbType.Interval },
            new NpgsqlParameter<int?> { TypedValue = count, NpgsqlDbType = NpgsqlDbType.Integer },
        ],
        stop);

    /// <summary>Takes what its address publishes now for the feed.</summary>
    public static Task<int> NewOwnerAsync(NpgsqlConnection connection, long feedId, CancellationToken stop) => ExecuteAsync(connection, NewOwner, [Id(feedId)], stop);

    /// <summary>Takes it out.</summary>
    public static Task<int> RemoveAsync(NpgsqlConnection connection, long feedId, CancellationToken stop) => ExecuteAsync(connection, Remove, [Id(feedId)], stop);

    /// <summary>Never due.</summary>
    public static Task<int> PauseAsync(NpgsqlConnection connection, long feedId, CancellationToken stop) => ExecuteAsync(connection, Pause, [Id(feedId)], stop);

    /// <summary>Due at once.</summary>
    public static Task<int> ResumeAsync(NpgsqlConnection connection, long feedId, CancellationToken stop) => ExecuteAsync(connection, Resume, [Id(feedId)], stop);

    /// <summary>Locks the schedules before the definitions, in the order in which polls are stored: any other way the two would deadlock.</summary>
    public static Task<int> HoldAsync(NpgsqlConnection connection, long[] feedIds, CancellationToken stop) => ExecuteAsync(
        connection, "SELECT FROM feed_schedule WHERE feed_id = ANY ($1) ORDER BY feed_id FOR UPDATE", [new NpgsqlParameter<long[]> { TypedValue = feedIds }], stop);

    /// <summary>Workers hear of it with the commit.</summary>
    public static Task<int> TellAsync(NpgsqlConnection connection, CancellationToken stop) => ExecuteAsync(connection, $"NOTIFY {FeedStore.DueChannel}", [], stop);

    /// <summary>One statement.</summary>
    public static async Task<int> ExecuteAsync(NpgsqlConnection connection, string sql, NpgsqlParameter[] parameters, CancellationToken stop)
    {
        await using var command = Command(connection, sql, parameters);
        return await command.ExecuteNonQueryAsync(stop);
    }

    /// <summary>A number of a feed.</summary>
    public static NpgsqlParameter Id(long feedId) => new NpgsqlParameter<long> { TypedValue = feedId };

    /// <summary>A text, or none.</summary>
    public static NpgsqlParameter Text(string? text) => new NpgsqlParameter<string?> { TypedValue = text, NpgsqlDbType = NpgsqlDbType.Text };

    private static NpgsqlParameter[] Parameters(Feed feed) =>
    [
        Id(feed.Id),
        new NpgsqlParameter<string> { TypedValue = feed.Name },
        new NpgsqlParameter<string> { TypedValue = feed.Url },
        new NpgsqlParameter<string> { TypedValue = feed.Schedule.ToString() },
        new NpgsqlParameter<string> { TypedValue = TableNaming.Of(feed.FullText) },
        new NpgsqlParameter<string[]> { TypedValue = [.. feed.Tags] },
        Text(feed.TlsException),
        Text(feed.Identity is { } identity ? TableNaming.Of(identity) : null),
        Text(feed.Owner),
        Text(feed.Quiet?.ToString()),
    ];

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var parameter in parameters)
            command.Parameters.Add(parameter);
        return command;
    }
}
