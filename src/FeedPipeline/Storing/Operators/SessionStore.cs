using Npgsql;

namespace FeedPipeline.Storing.Operators;

/// <summary>Browsers that are signed in, by the database's clock: what ended here is ended at every worker.</summary>
public sealed class SessionStore(NpgsqlDataSource database)
{
    /// <summary>Begins a session, and returns what its cookie is to hold: the only time that it can be seen.</summary>
    public async Task<string> BeginAsync(string address, CancellationToken stop)
    {
        var secret = SecretText.New();
        await using var command = database.CreateCommand("INSERT INTO operator_session (hash, address, started_at, seen_at) VALUES ($1, $2, now(), now())");
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = SecretText.Hash(secret)! });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = address });
        await command.ExecuteNonQueryAsync(stop);
        return secret;
    }

    /// <summary>The id of the session with this cookie; null when there is none, or it was idle or lasted for too long. That it was seen is written once a minute at most.</summary>
    public async Task<long?> FindAsync(string secret, TimeSpan idle, TimeSpan longest, CancellationToken stop)
    {
        if (SecretText.Hash(secret) is not { } hash)
            return null;
        await using var command = database.CreateCommand("""
            WITH found AS (SELECT id, seen_at FROM operator_session WHERE hash = $1 AND seen_at > now() - $2 AND started_at > now() - $3),
            seen AS (UPDATE operator_session SET seen_at = now() FROM found WHERE operator_session.id = found.id AND found.seen_at < now() - interval '1 minute')
            SELECT id FROM found
            """);
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = hash });
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = idle });
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = longest });
        return (long?)await command.ExecuteScalarAsync(stop);
    }

    /// <summary>Ends a session.</summary>
    public async Task EndAsync(long id, CancellationToken stop)
    {
        await using var command = database.CreateCommand("DELETE FROM operator_session WHERE id = $1");
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = id });
        await command.ExecuteNonQueryAsync(stop);
    }

    /// <summary>Forgets those that were idle or lasted for too long.</summary>
    public async Task PruneAsync(TimeSpan idle, TimeSpan longest, CancellationToken stop)
    {
        await using var command = database.CreateCommand("DELETE FROM operator_session WHERE seen_at <= now() - $1 OR started_at <= now() - $2");
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = idle });
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = longest });
        await command.ExecuteNonQueryAsync(stop);
    }
}
