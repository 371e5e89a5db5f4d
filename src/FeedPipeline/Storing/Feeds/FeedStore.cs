using FeedPipeline.Feeds;
using Npgsql;
using NpgsqlTypes;

namespace FeedPipeline.Storing.Feeds;

/// <summary>What operators do to feeds. Each call is one transaction, and workers hear of it at once.</summary>
public sealed class FeedStore(NpgsqlDataSource database)
{
    /// <summary>Workers listen here for feeds that became due.</summary>
    public const string DueChannel = "feed_due";

    /// <summary>Whatever an operator decides about a feed that was paused because workers died of it is his decision from then on.</summary>
    private const string Heard = "heard AS (UPDATE event SET closed_at = now() FROM changed WHERE event.feed_id = changed.id AND event.kind = 'poison' AND event.closed_at IS NULL)";

    /// <summary>Adds feeds, due within <paramref name="spread"/>; a removed one comes back with its history. Returns the ids in order, null where the address is known already.</summary>
    /// <exception cref="PostgresException">A name is taken by another feed (unique_violation).</exception>
    public async Task<IReadOnlyList<long?>> AddAsync(IReadOnlyList<Feed> feeds, TimeSpan spread, CancellationToken stop)
    {
        await using var connection = await database.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        var ids = new List<long?>(feeds.Count);
        foreach (var feed in feeds)
            ids.Add(await AddAsync(connection, feed, spread, stop));
        await ExecuteAsync(connection, $"NOTIFY {DueChannel}", stop);
        await transaction.CommitAsync(stop);
        return ids;
    }

    /// <summary>Changes what an operator may change, and makes the feed due at once unless it is paused. False when there is no such feed.</summary>
    public async Task<bool> SetAsync(Feed feed, CancellationToken stop) =>
        await ChangeAsync("""
            WITH changed AS (
                UPDATE feed_definition SET name = $2, url = $3, schedule = $4, full_text = $5, tags = $6, tls_exception = $7, identity = $8, quiet = $9
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
            """, feed, stop);

    /// <summary>How long and how many of its articles are kept; null for what goes for all. False when there is no such feed.</summary>
    public async Task<bool> KeepAsync(long feedId, TimeSpan? age, int? count, CancellationToken stop)
    {
        await using var command = database.CreateCommand("UPDATE feed_definition SET keep_age = $2, keep_count = $3 WHERE id = $1 AND removed_at IS NULL");
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = feedId });
        command.Parameters.Add(new NpgsqlParameter<TimeSpan?> { TypedValue = age, NpgsqlDbType = NpgsqlDbType.Interval });
        command.Parameters.Add(new NpgsqlParameter<int?> { TypedValue = count, NpgsqlDbType = NpgsqlDbType.Integer });
        return await command.ExecuteNonQueryAsync(stop) > 0;
    }

    /// <summary>Takes what its address publishes now for the feed, whatever it was before; due at once. False when there is no such feed.</summary>
    public async Task<bool> NewOwnerAsync(long feedId, CancellationToken stop) =>
        await ChangeAsync("""
            WITH changed AS (UPDATE feed_definition SET title = NULL, site_url = NULL WHERE id = $1 AND removed_at IS NULL RETURNING id)
            UPDATE feed_schedule SET due_at = now(), due_reason = 'its new owner was accepted' FROM changed WHERE feed_id = changed.id
            """, feedId, stop);

    /// <summary>Takes a feed out; its articles and sightings stay. False when there is no such feed.</summary>
    public async Task<bool> RemoveAsync(long feedId, CancellationToken stop) =>
        await ChangeAsync($"""
            WITH changed AS (UPDATE feed_definition SET removed_at = now() WHERE id = $1 AND removed_at IS NULL RETURNING id),
            {Heard}
            UPDATE feed_schedule SET due_at = 'infinity', due_reason = 'removed' FROM changed WHERE feed_id = changed.id
            """, feedId, stop);

    /// <summary>Never due until resumed. False when there is no such feed.</summary>
    public async Task<bool> PauseAsync(long feedId, CancellationToken stop) =>
        await ChangeAsync($"""
            WITH changed AS (UPDATE feed_definition SET paused_at = COALESCE(paused_at, now()) WHERE id = $1 AND removed_at IS NULL RETURNING id),
            {Heard}
            UPDATE feed_schedule SET due_at = 'infinity', due_reason = 'paused' FROM changed WHERE feed_id = changed.id
            """, feedId, stop);

    /// <summary>Due at once, whether it was paused or not. False when there is no such feed.</summary>
    public async Task<bool> ResumeAsync(long feedId, CancellationToken stop) =>
        await ChangeAsync($"""
            WITH changed AS (UPDATE feed_definition SET paused_at = NULL WHERE id = $1 AND removed_at IS NULL RETURNING id),
            {Heard}
            UPDATE feed_schedule SET due_at = now(), due_reason = 'resumed by an operator', deaths = 0 FROM changed WHERE feed_id = changed.id
            """, feedId, stop);

    private static async Task<long?> AddAsync(NpgsqlConnection connection, Feed feed, TimeSpan spread, CancellationToken stop)
    {
        await using var command = Command(connection, """
            WITH added AS (
                INSERT INTO feed_definition AS known (name, url, schedule, full_text, tags, tls_exception, identity, quiet, title, site_url)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
                ON CONFLICT (url) DO UPDATE SET name = excluded.name, schedule = excluded.schedule, full_text = excluded.full_text, tags = excluded.tags,
                    tls_exception = excluded.tls_exception, identity = excluded.identity, quiet = excluded.quiet,
                    paused_at = NULL, removed_at = NULL, added_at = now()
                    WHERE known.removed_at IS NOT NULL
                RETURNING id, url),
            noted AS (INSERT INTO feed_url (feed_id, url, reason) SELECT id, url, 'added' FROM added),
            remembered AS (INSERT INTO feed_memory (feed_id) SELECT id FROM added ON CONFLICT (feed_id) DO NOTHING)
            INSERT INTO feed_schedule (feed_id, due_at, due_reason, fence, consecutive_failures)
            SELECT id, now() + $11 * (abs(hashint8extended(id, 0) % 1000) / 1000.0), 'new', 0, 0 FROM added
            ON CONFLICT (feed_id) DO UPDATE SET due_at = excluded.due_at, due_reason = excluded.due_reason, interval = NULL, consecutive_failures = 0, deaths = 0
            RETURNING feed_id
            """, Parameters(feed).AsSpan(1));
        command.Parameters.Add(new NpgsqlParameter<string?> { TypedValue = feed.Title, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new NpgsqlParameter<string?> { TypedValue = feed.SiteUrl, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = spread });
        return (long?)await command.ExecuteScalarAsync(stop);
    }

    private async Task<bool> ChangeAsync(string sql, Feed feed, CancellationToken stop) => await ChangeAsync(sql, Parameters(feed), stop);

    private async Task<bool> ChangeAsync(string sql, long feedId, CancellationToken stop) =>
        await ChangeAsync(sql, [new NpgsqlParameter<long> { TypedValue = feedId }], stop);

    private async Task<bool> ChangeAsync(string sql, NpgsqlParameter[] parameters, CancellationToken stop)
    {
        await using var connection = await database.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        // The schedule before the definition, as polls are stored: the other way round the two would deadlock.
        await using (var held = Command(connection, "SELECT FROM feed_schedule WHERE feed_id = $1 FOR UPDATE", parameters[0].Clone()))
            await held.ExecuteNonQueryAsync(stop);
        await using var command = Command(connection, sql, parameters);
        var rows = await command.ExecuteNonQueryAsync(stop);
        await ExecuteAsync(connection, $"NOTIFY {DueChannel}", stop);
        await transaction.CommitAsync(stop);
        return rows > 0;
    }

    private static NpgsqlParameter[] Parameters(Feed feed) =>
    [
        new NpgsqlParameter<long> { TypedValue = feed.Id },
        new NpgsqlParameter<string> { TypedValue = feed.Name },
        new NpgsqlParameter<string> { TypedValue = feed.Url },
        new NpgsqlParameter<string> { TypedValue = feed.Schedule.ToString() },
        new NpgsqlParameter<string> { TypedValue = TableNaming.Of(feed.FullText) },
        new NpgsqlParameter<string[]> { TypedValue = [.. feed.Tags] },
        new NpgsqlParameter<string?> { TypedValue = feed.TlsException, NpgsqlDbType = NpgsqlDbType.Text },
        new NpgsqlParameter<string?> { TypedValue = feed.Identity is { } identity ? TableNaming.Of(identity) : null, NpgsqlDbType = NpgsqlDbType.Text },
        new NpgsqlParameter<string?> { TypedValue = feed.Quiet?.ToString(), NpgsqlDbType = NpgsqlDbType.Text },
    ];

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var parameter in parameters)
            command.Parameters.Add(parameter);
        return command;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken stop)
    {
        await using var command = Command(connection, sql);
        await command.ExecuteNonQueryAsync(stop);
    }
}
