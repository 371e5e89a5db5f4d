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
        await using var connection = await database.OpenConnectionAsync(stop);
        await WriteAsync(connection, box, feedId, access, reference: null, stop);
    }

    /// <summary>The same within a transaction of the caller's; <paramref name="reference"/> says where a file has them from.</summary>
    internal static Task<int> WriteAsync(NpgsqlConnection connection, SecretBox box, long feedId, Access access, string? reference, CancellationToken stop) => access.Headers.Count == 0
        ? FeedStatements.ExecuteAsync(connection, "DELETE FROM feed_credential WHERE feed_id = $1", [FeedStatements.Id(feedId)], stop)
        : FeedStatements.ExecuteAsync(
            connection,
            """
            INSERT INTO feed_credential (feed_id, origin, names, sealed, reference) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (feed_id) DO UPDATE SET origin = excluded.origin, names = excluded.names, sealed = excluded.sealed, reference = excluded.reference, set_at = now()
            """,
            [
                FeedStatements.Id(feedId),
                new NpgsqlParameter<string> { TypedValue = access.Origin },
                new NpgsqlParameter<string> { TypedValue = string.Join(", ", access.Headers.Select(header => header.Key)) },
                new NpgsqlParameter<byte[]> { TypedValue = box.Seal(feedId, access) },
                FeedStatements.Text(reference),
            ],
            stop);

    /// <summary>Names of a feed's headers and the origin they are for; null without.</summary>
    public async Task<string?> DescribeAsync(long feedId, CancellationToken stop)
    {
        await using var command = database.CreateCommand("SELECT names || ' for ' || origin FROM feed_credential WHERE feed_id = $1");
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = feedId });
        return (string?)await command.ExecuteScalarAsync(stop);
    }
}
