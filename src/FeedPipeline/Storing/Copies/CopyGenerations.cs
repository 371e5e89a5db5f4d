using System.Globalization;
using FeedPipeline.Articles;
using Npgsql;

namespace FeedPipeline.Storing.Copies;

/// <summary>Forgets sketches that are older than the window: two generations take turns, and the older one is emptied as a whole.</summary>
public sealed class CopyGenerations(NpgsqlDataSource database, CopyJudge judge)
{
    private const int Generations = 2;

    /// <summary>Begins the next generation if the current one has lasted a whole window, so that what is emptied is older than one. False when it goes on.</summary>
    public async Task<bool> TurnAsync(CancellationToken stop)
    {
        await using var connection = await database.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        await CopyLookUp.LockAsync(connection, stop);
        await using var look = new NpgsqlCommand(
            "SELECT generation FROM copy_generation WHERE generation = (SELECT generation FROM copy_generation ORDER BY started_at DESC LIMIT 1) AND started_at < now() - $1", connection);
        look.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = judge.Window });
        if (await look.ExecuteScalarAsync(stop) is not short current)
            return false;

        var next = ((current + 1) % Generations).ToString(CultureInfo.InvariantCulture);
        await using var turn = new NpgsqlCommand(
            $"TRUNCATE copy_key_{next}, copy_sketch_{next}; UPDATE copy_generation SET started_at = now() WHERE generation = {next}", connection);
        await turn.ExecuteNonQueryAsync(stop);
        await transaction.CommitAsync(stop);
        return true;
    }
}
