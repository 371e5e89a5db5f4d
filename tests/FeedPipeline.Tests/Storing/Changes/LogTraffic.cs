using System.Collections.Concurrent;
using System.Globalization;
using Npgsql;

namespace FeedPipeline.Tests.Storing.Changes;

/// <summary>Writers and readers of a change log that do everything wrong: they commit out of order, roll back, lose their connection and die in the middle.</summary>
internal sealed class LogTraffic(string connectionString, CancellationToken over)
{
    private readonly NpgsqlConnectionStringBuilder settings = new(connectionString) { Pooling = true, MaxPoolSize = 90, Timeout = 5, CommandTimeout = 30 };
    private readonly ConcurrentBag<long> committed = [];
    private readonly ConcurrentBag<long> rolledBack = [];
    private long articles;
    private int faults;

    /// <summary>Articles whose change was certainly committed.</summary>
    public IReadOnlyCollection<long> Committed => committed;

    /// <summary>Articles whose change was certainly not.</summary>
    public IReadOnlyCollection<long> RolledBack => rolledBack;

    /// <summary>Connections that broke, transactions that were dropped.</summary>
    public int Faults => faults;

    /// <summary>Writes until it is over: most transactions commit, some late, some roll back in part or as a whole, some are dropped.</summary>
    public async Task WriteAsync(int seed)
    {
        var dice = new Random(seed);
        while (!over.IsCancellationRequested)
        {
            List<long> written = [];
            var isCommitting = false;
            try
            {
                await using var connection = await OpenAsync("fp writer");
                await using var transaction = await connection.BeginTransactionAsync();
                for (var part = dice.Next(1, 4); part > 0; part--)
                {
                    await transaction.SaveAsync("part");
                    List<long> articlesOfPart = [.. Enumerable.Range(0, dice.Next(1, 12)).Select(_ => Interlocked.Increment(ref articles))];
                    await ExecuteAsync(connection, ChangeLogTests.Insert(articlesOfPart.Select(article => (int)article)));
                    if (dice.Next(10) == 0)
                    {
                        await transaction.RollbackAsync("part");
                        articlesOfPart.ForEach(rolledBack.Add);
                    }
                    else
                    {
                        written.AddRange(articlesOfPart);
                    }

                    if (dice.Next(3) == 0)
                        await Task.Delay(TimeSpan.FromMilliseconds(dice.Next(1, 60)), TimeProvider.System);
                }

                switch (dice.Next(20))
                {
                    case 0 or 1 or 2:
                        await transaction.RollbackAsync();
                        written.ForEach(rolledBack.Add);
                        break;
                    case 3:
                        // Dropped: disposal rolls back.
                        written.ForEach(rolledBack.Add);
                        break;
                    default:
                        isCommitting = true;
                        await transaction.CommitAsync();
                        written.ForEach(committed.Add);
                        break;
                }
            }
            catch (Exception broken) when (broken is NpgsqlException or IOException or TimeoutException or InvalidOperationException)
            {
                // Of a commit that was broken off nobody knows; the table will say.
                if (!isCommitting)
                    written.ForEach(rolledBack.Add);
                await PauseAsync(dice);
            }
        }
    }

    /// <summary>Takes changes until it has been over for a while and there is nothing more: each batch is noted in the transaction that saves the cursor.</summary>
    public async Task ReadAsync(string consumer, bool isRepeatable, int seed)
    {
        var dice = new Random(seed);
        for (var quiet = 0; quiet < 3;)
        {
            try
            {
                await using var connection = await OpenAsync("fp reader");
                await using var transaction = await connection.BeginTransactionAsync(isRepeatable ? System.Data.IsolationLevel.RepeatableRead : System.Data.IsolationLevel.ReadCommitted);
                var (last, count) = await TakeAsync(connection, consumer, dice.Next(1, 400));
                if (!over.IsCancellationRequested && dice.Next(10) == 0)
                {
                    Interlocked.Increment(ref faults);
                    continue;
                }

                if (last is not null)
                    await ExecuteAsync(connection, $"SELECT commit_changes('{consumer}', '{last}')");
                await transaction.CommitAsync();
                quiet = over.IsCancellationRequested && count == 0 ? quiet + 1 : 0;
                if (count == 0)
                    await PauseAsync(dice);
            }
            catch (Exception broken) when (broken is NpgsqlException or IOException or TimeoutException or InvalidOperationException)
            {
                await PauseAsync(dice);
            }
        }
    }

    /// <summary>Ends connections of either side until it is over.</summary>
    public async Task KillAsync(int seed)
    {
        var dice = new Random(seed);
        while (!over.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(TimeSpan.FromMilliseconds(dice.Next(20, 200)), TimeProvider.System, over);
                await using var connection = await OpenAsync("fp killer");
                await ExecuteAsync(connection, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name IN ('fp writer', 'fp reader') ORDER BY random() LIMIT 2");
                Interlocked.Add(ref faults, 2);
            }
            catch (Exception broken) when (broken is NpgsqlException or IOException or TimeoutException or OperationCanceledException)
            {
                continue;
            }
        }
    }

    private static async Task<(string? Last, int Count)> TakeAsync(NpgsqlConnection connection, string consumer, int most)
    {
        await using var command = new NpgsqlCommand(string.Create(CultureInfo.InvariantCulture, $"""
            WITH next AS MATERIALIZED (SELECT row_number() OVER () AS place, cursor, seq, article_id FROM read_changes('{consumer}', {most})),
            noted AS (INSERT INTO taken (consumer, cursor, seq, article_id) SELECT '{consumer}', cursor, seq, article_id FROM next ORDER BY place)
            SELECT (SELECT cursor FROM next ORDER BY place DESC LIMIT 1), (SELECT count(*) FROM next)::int
            """), connection);
        await using var row = await command.ExecuteReaderAsync();
        await row.ReadAsync();
        return (await row.IsDBNullAsync(0) ? null : row.GetString(0), row.GetInt32(1));
    }

    private async Task<NpgsqlConnection> OpenAsync(string name)
    {
        settings.ApplicationName = name;
        var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static Task PauseAsync(Random dice) => Task.Delay(TimeSpan.FromMilliseconds(dice.Next(5, 50)), TimeProvider.System);
}
