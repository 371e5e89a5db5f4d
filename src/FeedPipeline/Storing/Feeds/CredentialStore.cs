using FeedPipeline.Feeds;
using Npgsql;

namespace FeedPipeline.Storing.Feeds;

/// <summary>Credentials and headers of feeds: sealed on the way in, opened for the poll only.</summary>
public sealed class CredentialStore(NpgsqlDataSource database, SecretBox box)
{
    /// <summary>Why nothing can be set; null when it can.</summary>
    public string? Refusal => box.Refusal;

    /// <summary>Gives a feed its access, in place of what it had; without headers it has none any more.</summary>
    public async Task SetAsync(long feedId, Access access, CancellationToken stop)
    {
        await using var command = database.CreateCommand(access.Headers.Count == 0
            ? "DELETE FROM feed_credential WHERE feed_id = $1"
            : """
                INSERT INTO feed_credential (feed_id, origin, names, sealed) VALUES ($1, $2, $3, $4)
                ON CONFLICT (feed_id) DO UPDATE SET origin = excluded.origin, names = excluded.names, sealed = excluded.sealed, set_at = now()
                """);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = feedId });
        if (access.Headers.Count > 0)
        {
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = access.Origin });
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = string.Join(", ", access.Headers.Select(header => header.Key)) });
            command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = box.Seal(feedId, access) });
        }

        await command.ExecuteNonQueryAsync(stop);
    }

    /// <summary>Names of a feed's headers and the origin they are for; null without.</summary>
    public async Task<string?> DescribeAsync(long feedId, CancellationToken stop)
    {
        await using var command = database.CreateCommand("SELECT names || ' for ' || origin FROM feed_credential WHERE feed_id = $1");
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = feedId });
        return (string?)await command.ExecuteScalarAsync(stop);
    }
}
