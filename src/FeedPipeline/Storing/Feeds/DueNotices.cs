using System.Runtime.CompilerServices;
using Npgsql;

namespace FeedPipeline.Storing.Feeds;

/// <summary>Notices that an operator made a feed due, from whatever process.</summary>
public sealed class DueNotices(NpgsqlDataSource database)
{
    /// <summary>A value a notice, until cancelled. Notices of a time without connection are lost; the next look at the schedule makes up for them.</summary>
    /// <exception cref="NpgsqlException">The connection broke.</exception>
    public async IAsyncEnumerable<bool> ListenAsync([EnumeratorCancellation] CancellationToken stop)
    {
        await using var connection = await database.OpenConnectionAsync(stop);
        await using (var listen = new NpgsqlCommand($"LISTEN {FeedStore.DueChannel}", connection))
            await listen.ExecuteNonQueryAsync(stop);
        while (true)
        {
            await connection.WaitAsync(stop);
            yield return true;
        }
    }
}
