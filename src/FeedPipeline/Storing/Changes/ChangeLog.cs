using FeedPipeline.Articles;
using FeedPipeline.Consumers;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace FeedPipeline.Storing.Changes;

/// <summary>The change log as consumers see it, through the same functions that programs call in SQL.</summary>
public sealed class ChangeLog(NpgsqlDataSource database, IDbContextFactory<FeedPipelineDb> contexts)
{
    /// <summary>Who listens here is woken by every commit that wrote changes.</summary>
    public const string Channel = "change";

    /// <summary>The next changes, each exactly once to who saves the cursor in the transaction of its own work.</summary>
    public async Task<ChangePage> ReadAsync(ChangeRequest request, CancellationToken stop)
    {
        try
        {
            var changes = await NextAsync(request, stop);
            return new ChangePage(request.WithArticles && changes.Count > 0 ? await WithArticlesAsync(changes, stop) : changes);
        }
        catch (PostgresException refused) when (Refusal(refused) is { } refusal)
        {
            return new ChangePage([], refusal);
        }
    }

    /// <summary>Saves that a consumer is done with all changes up to this cursor; null, or why not.</summary>
    public async Task<LogRefusal?> CommitAsync(string consumer, string cursor, CancellationToken stop)
    {
        try
        {
            await using var command = database.CreateCommand("SELECT commit_changes($1, $2)");
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = consumer });
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = cursor });
            await command.ExecuteNonQueryAsync(stop);
            return null;
        }
        catch (PostgresException refused) when (Refusal(refused) is { } refusal)
        {
            return refusal;
        }
    }

    /// <summary>What our functions refuse; null for every other fault.</summary>
    internal static LogRefusal? Refusal(PostgresException refused)
    {
        LogRefusalKind? kind = refused.SqlState switch
        {
            PostgresErrorCodes.InvalidParameterValue or PostgresErrorCodes.CharacterNotInRepertoire or PostgresErrorCodes.UntranslatableCharacter => LogRefusalKind.Malformed,
            PostgresErrorCodes.ProgramLimitExceeded => LogRefusalKind.Full,
            "FP001" => LogRefusalKind.Pruned,
            "FP002" => LogRefusalKind.Ahead,
            "FP003" => LogRefusalKind.Unknown,
            _ => null,
        };
        return kind is { } known ? new LogRefusal(known, refused.Hint is { } hint ? $"{refused.MessageText}. {hint}" : refused.MessageText) : null;
    }

    private async Task<List<LoggedChange>> NextAsync(ChangeRequest request, CancellationToken stop)
    {
        await using var command = database.CreateCommand("SELECT cursor, seq, article_id, kind, class, revision, changed_fields, at FROM read_changes($1, $2, $3)");
        command.Parameters.Add(new NpgsqlParameter<string?> { TypedValue = request.Consumer });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = request.Most });
        command.Parameters.Add(new NpgsqlParameter<string?> { TypedValue = request.After });
        await using var row = await command.ExecuteReaderAsync(stop);
        List<LoggedChange> changes = [];
        while (await row.ReadAsync(stop))
        {
            changes.Add(new LoggedChange(row.GetString(0), new Change
            {
                Seq = row.GetInt64(1),
                ArticleId = row.GetInt64(2),
                Kind = TableNaming.Parse<ChangeKind>(row.GetString(3))!.Value,
                Class = await row.IsDBNullAsync(4, stop) ? null : TableNaming.Parse<RevisionClass>(row.GetString(4)),
                Revision = row.GetInt32(5),
                ChangedFields = row.GetFieldValue<string[]>(6),
                At = row.GetFieldValue<DateTimeOffset>(7),
            }));
        }

        return changes;
    }

    private async Task<IReadOnlyList<LoggedChange>> WithArticlesAsync(List<LoggedChange> changes, CancellationToken stop)
    {
        var ids = changes.Select(change => change.Change.ArticleId).Distinct().ToList();
        await using var db = await contexts.CreateDbContextAsync(stop);
        var articles = await db.Articles.Where(article => ids.Contains(article.Id)).ToDictionaryAsync(article => article.Id, stop);
        return [.. changes.Select(change => change with { Article = articles.GetValueOrDefault(change.Change.ArticleId) })];
    }
}
