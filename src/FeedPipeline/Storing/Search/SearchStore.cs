using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Npgsql;

namespace FeedPipeline.Storing.Search;

/// <summary>The words that full-text search knows: in which languages, and of which articles.</summary>
public sealed class SearchStore(NpgsqlDataSource database, IOptions<StoringOptions> options)
{
    private const int BatchSize = 500;

    /// <summary>PostgreSQL takes half a hundredth for granted of words that it does not know.</summary>
    private const double CommonShare = 0.01;

    private long checkedTo;

    /// <summary>Whether articles can be searched.</summary>
    public bool IsOn => options.Value.Search;

    /// <summary>The configurations that read any article; none where PostgreSQL cannot read these words, which no article has then.
    /// An index skips from one to the next, so their number counts and not that of the articles.</summary>
    public async Task<IReadOnlyList<string>> ConfigsAsync(string words, CancellationToken stop)
    {
        await using var command = database.CreateCommand("""
            WITH RECURSIVE used AS (
                SELECT min(config) AS config FROM article_search
                UNION ALL SELECT (SELECT min(config) FROM article_search WHERE config > used.config) FROM used WHERE used.config IS NOT NULL)
            SELECT config FROM used WHERE config IS NOT NULL AND websearch_to_tsquery('simple', $1) IS NOT NULL
            """);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = words });
        try
        {
            return await ConfigsAsync(command, stop);
        }
        catch (PostgresException refused) when (refused.SqlState is PostgresErrorCodes.InternalError || refused.SqlState.StartsWith("54", StringComparison.Ordinal))
        {
            // Words in a nest of negations, deeper than its stack.
            return [];
        }
    }

    /// <summary>Whether PostgreSQL's own statistics say that many articles have these words. They know the thousand or so most common words; of all others, and of what is no word, they take the same small share for granted.</summary>
    public async Task<bool> AreCommonAsync(string words, IReadOnlyList<string> configs, CancellationToken stop)
    {
        if (configs.Count == 0)
            return false;
        var having = configs.Select((_, number) => string.Create(CultureInfo.InvariantCulture, $"config = ${number + 2} AND vector @@ websearch_to_tsquery(${number + 2}::text::regconfig, $1)"));
        return await RowsAsync(string.Join(" OR ", having), [words, .. configs], stop) >= CommonShare * await RowsAsync("true", [], stop);
    }

    /// <summary>How many rows PostgreSQL expects.</summary>
    private async Task<double> RowsAsync(string condition, IEnumerable<string> values, CancellationToken stop)
    {
        await using var command = database.CreateCommand("EXPLAIN (FORMAT JSON) SELECT FROM article_search WHERE " + condition);
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = value });
        using var plan = JsonDocument.Parse((string)(await command.ExecuteScalarAsync(stop))!);
        return plan.RootElement[0].GetProperty("Plan").GetProperty("Plan Rows").GetDouble();
    }

    private static async Task<IReadOnlyList<string>> ConfigsAsync(NpgsqlCommand command, CancellationToken stop)
    {
        var configs = new List<string>();
        await using var rows = await command.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop))
            configs.Add(rows.GetString(0));
        return configs;
    }

    /// <summary>Reads what was stored while search was off, so many articles at most; what is on is kept by polls. Where it is off, empties the table: what is there would get old.
    /// Returns how many articles it read.</summary>
    public async Task<int> FillAsync(int most, CancellationToken stop)
    {
        if (!IsOn)
        {
            await EmptyAsync(stop);
            return 0;
        }

        var filled = 0;
        while (filled < most && await MissingAsync(stop) is { Length: > 0 } missing)
        {
            await using var connection = await database.OpenConnectionAsync(stop);
            await using var batch = new NpgsqlBatch(connection) { BatchCommands = { SearchWrites.Read(missing, options.Value.SearchCharacters) } };
            await batch.ExecuteNonQueryAsync(stop);
            (filled, checkedTo) = (filled + missing.Length, missing[^1]);
        }

        return filled;
    }

    /// <summary>The next articles without words, in order; what lies before was looked at once in this process's life.</summary>
    private async Task<long[]> MissingAsync(CancellationToken stop)
    {
        await using var command = database.CreateCommand("""
            SELECT article.id FROM article
            WHERE article.id > $1 AND NOT EXISTS (SELECT FROM article_search AS known WHERE known.article_id = article.id)
            ORDER BY article.id LIMIT $2
            """);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = checkedTo });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = BatchSize });
        var ids = new List<long>();
        await using var rows = await command.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop))
            ids.Add(rows.GetInt64(0));
        return [.. ids];
    }

    private async Task EmptyAsync(CancellationToken stop)
    {
        await using var command = database.CreateCommand("DO $$ BEGIN IF EXISTS (SELECT FROM article_search) THEN TRUNCATE article_search; END IF; END $$");
        await command.ExecuteNonQueryAsync(stop);
        checkedTo = 0;
    }
}
