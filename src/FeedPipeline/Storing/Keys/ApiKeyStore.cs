using System.Security.Cryptography;
using Npgsql;

namespace FeedPipeline.Storing.Keys;

/// <summary>The API's keys.</summary>
public sealed class ApiKeyStore(NpgsqlDataSource database)
{
    /// <summary>Makes a key, and returns it: the only time that it can be seen. Null when a valid key has this name.</summary>
    public async Task<string?> AddAsync(string name, ApiScope scope, CancellationToken stop)
    {
        var key = KeyText.New();
        await using var command = database.CreateCommand("""
            INSERT INTO api_key (name, scope, hint, hash, made_at) VALUES ($1, $2, $3, $4, now()) ON CONFLICT (name) WHERE revoked_at IS NULL DO NOTHING
            """);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = TableNaming.Of(scope) });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = KeyText.Hint(key) });
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = KeyText.Hash(key) });
        return await command.ExecuteNonQueryAsync(stop) > 0 ? key : null;
    }

    /// <summary>The valid key that this text is; null when it is none. That it was used is written once a minute at most.</summary>
    public async Task<KnownKey?> FindAsync(string key, CancellationToken stop)
    {
        if (!KeyText.IsOne(key))
            return null;

        var hash = KeyText.Hash(key);
        await using var command = database.CreateCommand("""
            WITH used AS (
                UPDATE api_key SET last_used_at = now()
                WHERE hash = $1 AND revoked_at IS NULL AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute'))
            SELECT id, name, scope, hash FROM api_key WHERE hash = $1 AND revoked_at IS NULL
            """);
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = hash });
        await using var row = await command.ExecuteReaderAsync(stop);
        if (!await row.ReadAsync(stop) || !CryptographicOperations.FixedTimeEquals(hash, row.GetFieldValue<byte[]>(3)))
            return null;
        return TableNaming.Parse<ApiScope>(row.GetString(2)) is { } scope ? new KnownKey(row.GetInt64(0), row.GetString(1), scope) : null;
    }

    /// <summary>Ends the valid key of this name; false when there is none.</summary>
    public async Task<bool> RevokeAsync(string name, CancellationToken stop)
    {
        await using var command = database.CreateCommand("UPDATE api_key SET revoked_at = now() WHERE name = $1 AND revoked_at IS NULL");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
        return await command.ExecuteNonQueryAsync(stop) > 0;
    }
}

/// <summary>A key that was shown.</summary>
/// <param name="Id">Of its row.</param>
/// <param name="Name">The operator's word for who uses it.</param>
/// <param name="Scope">What it allows.</param>
public sealed record KnownKey(long Id, string Name, ApiScope Scope);
