using FeedPipeline.Storing.Changes;
using Microsoft.Extensions.Options;
using Npgsql;

namespace FeedPipeline.Storing.Polls;

/// <summary>Lets go of what is only history: earlier states of articles, the beginning of the change log, events that are over, the log of stories.</summary>
public sealed class LogRetention(NpgsqlDataSource database, ChangeRetention changes, IOptions<StoringOptions> options, TimeProvider clock)
{
    /// <summary>Rows of one statement, so that no lock and no transaction is long.</summary>
    private const int BatchRows = 5_000;

    /// <summary>Returns how many rows went.</summary>
    public async Task<long> PruneAsync(CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var gone = await changes.PruneAsync(options.Value.KeepChanges, stop) + await PruneAsync("event", "closed_at", now - options.Value.KeepEvents, stop) + await PruneAsync("story_log", "at", now - options.Value.KeepEvents, stop);
        return options.Value.KeepRevisions is { } kept ? gone + await PruneAsync("article_revision", "at", now - kept, stop) : gone;
    }

    private async Task<int> PruneAsync(string table, string column, DateTimeOffset before, CancellationToken stop)
    {
        var gone = 0;
        while (true)
        {
            await using var command = database.CreateCommand($"DELETE FROM {table} WHERE id IN (SELECT id FROM {table} WHERE {column} < $1 LIMIT {BatchRows})");
            command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = before });
            var pruned = await command.ExecuteNonQueryAsync(stop);
            gone += pruned;
            if (pruned < BatchRows)
                return gone;
        }
    }
}
