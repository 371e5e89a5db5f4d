using Npgsql;

namespace FeedPipeline.Storing.Changes;

/// <summary>Lets go of the oldest changes, and remembers in <c>change_log</c> where the log begins: who had not read them is told.</summary>
public sealed class ChangeRetention(NpgsqlDataSource database)
{
    /// <summary>Commits of one statement, so that no transaction is long.</summary>
    private const int BatchCommits = 500;

    /// <summary>Prunes whole commits older than this; returns how many changes went.</summary>
    public async Task<long> PruneAsync(TimeSpan keep, CancellationToken stop)
    {
        var gone = 0L;
        while (await PruneSomeAsync(keep, stop) is > 0 and var pruned)
            gone += pruned;
        return gone;
    }

    private async Task<long> PruneSomeAsync(TimeSpan keep, CancellationToken stop)
    {
        // Always from the beginning on: a clock that was set back must not tear a hole.
        await using var command = database.CreateCommand($"""
            WITH log AS MATERIALIZED (SELECT one FROM change_log FOR UPDATE),
            old AS MATERIALIZED (
                SELECT place, batch FROM change_commit
                WHERE place < COALESCE((SELECT place FROM change_commit WHERE at >= now() - $1 ORDER BY place LIMIT 1), 9223372036854775807) AND EXISTS (SELECT FROM log)
                ORDER BY place LIMIT {BatchCommits}),
            gone AS (DELETE FROM change USING old WHERE change.batch = old.batch RETURNING old.place, change.seq),
            turns AS (DELETE FROM change_commit USING old WHERE change_commit.place = old.place),
            begins AS (
                UPDATE change_log SET (pruned_place, pruned_seq, pruned_at) = (SELECT place, seq, now() FROM gone ORDER BY place DESC, seq DESC LIMIT 1)
                WHERE EXISTS (SELECT FROM gone))
            SELECT count(*) FROM gone
            """);
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = keep });
        return (long)(await command.ExecuteScalarAsync(stop))!;
    }
}
