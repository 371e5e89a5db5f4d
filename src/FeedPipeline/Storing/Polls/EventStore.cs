using Npgsql;

namespace FeedPipeline.Storing.Polls;

/// <summary>What operators do to events.</summary>
public sealed class EventStore(NpgsqlDataSource database)
{
    /// <summary>Closes an event; false when there is no such open one.</summary>
    public async Task<bool> CloseAsync(long eventId, CancellationToken stop)
    {
        await using var command = database.CreateCommand("UPDATE event SET closed_at = now() WHERE id = $1 AND closed_at IS NULL");
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = eventId });
        return await command.ExecuteNonQueryAsync(stop) > 0;
    }
}
