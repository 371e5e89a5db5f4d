using Npgsql;

namespace FeedPipeline.Storing.Operators;

/// <summary>The operator's password, and the links under which it may be set.</summary>
public sealed class OperatorStore(NpgsqlDataSource database)
{
    /// <summary>The password's hash; null before it was set.</summary>
    public async Task<string?> PasswordAsync(CancellationToken stop)
    {
        await using var command = database.CreateCommand("SELECT password FROM operator WHERE id = 1");
        return (string?)await command.ExecuteScalarAsync(stop);
    }

    /// <summary>Makes a link's secret, good once and for so long: the only time that it can be seen.</summary>
    public async Task<string> AddLinkAsync(TimeSpan lifetime, CancellationToken stop)
    {
        var secret = SecretText.New();
        await using var command = database.CreateCommand("""
            WITH ended AS (DELETE FROM operator_link WHERE ends_at < now())
            INSERT INTO operator_link (hash, ends_at) VALUES ($1, now() + $2)
            """);
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = SecretText.Hash(secret)! });
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = lifetime });
        await command.ExecuteNonQueryAsync(stop);
        return secret;
    }

    /// <summary>Whether a link with this secret is good.</summary>
    public async Task<bool> IsLinkAsync(string secret, CancellationToken stop)
    {
        if (SecretText.Hash(secret) is not { } hash)
            return false;
        await using var command = database.CreateCommand("SELECT EXISTS (SELECT FROM operator_link WHERE hash = $1 AND ends_at > now())");
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = hash });
        return (bool)(await command.ExecuteScalarAsync(stop))!;
    }

    /// <summary>Sets the password under a link, which is used up, as all others are; every session ends. False when there is no such link.</summary>
    public async Task<bool> SetAsync(string secret, string passwordHash, CancellationToken stop)
    {
        if (SecretText.Hash(secret) is not { } hash)
            return false;
        await using var connection = await database.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        await using var use = new NpgsqlCommand("DELETE FROM operator_link WHERE hash = $1 AND ends_at > now()", connection);
        use.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = hash });
        if (await use.ExecuteNonQueryAsync(stop) == 0)
            return false;
        await using var set = new NpgsqlCommand("""
            WITH links AS (DELETE FROM operator_link), sessions AS (DELETE FROM operator_session)
            INSERT INTO operator (id, password, changed_at) VALUES (1, $1, now())
            ON CONFLICT (id) DO UPDATE SET password = excluded.password, changed_at = excluded.changed_at
            """, connection);
        set.Parameters.Add(new NpgsqlParameter<string> { TypedValue = passwordHash });
        await set.ExecuteNonQueryAsync(stop);
        await transaction.CommitAsync(stop);
        return true;
    }
}
