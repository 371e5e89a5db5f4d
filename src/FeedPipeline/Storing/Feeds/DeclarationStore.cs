using System.Text.Json;
using FeedPipeline.Feeds;
using Npgsql;

namespace FeedPipeline.Storing.Feeds;

/// <summary>All that operators say, to be compared with a file, and to be made what a file says, in one transaction.</summary>
public sealed class DeclarationStore(NpgsqlDataSource database, SecretBox box)
{
    private const string Known = """
        SELECT feed.id, feed.name, feed.url, feed.schedule, feed.full_text, feed.identity, feed.tags, feed.owner, feed.tls_exception,
               feed.paused_at IS NOT NULL, feed.keep_age, feed.keep_count, feed.removed_at IS NOT NULL,
               credential.origin, credential.sealed, credential.reference, concat(feed.xmin, ' ', credential.xmin), feed.site_url, feed.quiet
        FROM feed_definition AS feed LEFT JOIN feed_credential AS credential ON credential.feed_id = feed.id
        """;

    /// <summary>Why no credentials can be taken; null when they can.</summary>
    public string? Refusal => box.Refusal;

    /// <summary>Every feed, removed ones too, and the rules, in one view.</summary>
    public async Task<Declarations> ReadAsync(CancellationToken stop)
    {
        await using var connection = await database.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, stop);
        var feeds = new List<KnownFeed>();
        await using (var command = new NpgsqlCommand(Known + " ORDER BY feed.id", connection))
        {
            await using var rows = await command.ExecuteReaderAsync(stop);
            while (await rows.ReadAsync(stop))
                feeds.Add(Read(rows));
        }

        return new Declarations(feeds, await RulesAsync(connection, stop));
    }

    /// <summary>The rules that a file declared, as YAML, in order.</summary>
    public async Task<IReadOnlyList<string>> RulesAsync(CancellationToken stop)
    {
        await using var connection = await database.OpenConnectionAsync(stop);
        return await RulesAsync(connection, stop);
    }

    /// <summary>All of it or nothing. False when what it was worked out from is not so any more: then nothing was changed.</summary>
    /// <param name="changes">What to do.</param>
    /// <param name="spread">New feeds are due within it.</param>
    /// <param name="stop">Gives up, and nothing is changed.</param>
    public async Task<bool> ApplyAsync(DeclaredChanges changes, TimeSpan spread, CancellationToken stop)
    {
        await using var connection = await database.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        try
        {
            await FeedStatements.HoldAsync(connection, [.. changes.Set.Select(set => set.Before).Concat(changes.Remove).Select(feed => feed.Id)], stop);
            if (!await AreStillAsync(connection, [.. changes.Set.Select(set => set.Before), .. changes.Remove], stop))
                return false;

            foreach (var feed in changes.Remove)
                await FeedStatements.RemoveAsync(connection, feed.Id, stop);
            // Names may change hands: all are given up before any is taken.
            foreach (var (before, after) in changes.Set.Where(set => set.After.Declared.Feed.Name != set.Before.Declared.Feed.Name))
                await FeedStatements.LabelAsync(connection, after.Declared.Feed with { Id = before.Id, Name = $"{Guid.NewGuid():N}" }, stop);
            foreach (var (before, after) in changes.Set)
                await SetAsync(connection, before, after, stop);
            foreach (var wanted in changes.Add)
            {
                if (await FeedStatements.AddAsync(connection, wanted.Declared.Feed, spread, stop) is not { } id)
                    return false;
                await SayAllAsync(connection, id, wanted, stop);
            }

            if (changes.Rules is { } rules)
                await WriteRulesAsync(connection, rules, stop);
            await FeedStatements.TellAsync(connection, stop);
            await transaction.CommitAsync(stop);
            return true;
        }
        catch (PostgresException taken) when (taken.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            // Somebody else took a name or an address in between.
            return false;
        }
    }

    private async Task SetAsync(NpgsqlConnection connection, KnownFeed before, WantedFeed after, CancellationToken stop)
    {
        var feed = after.Declared.Feed with { Id = before.Id };
        await (after.IsPolledOtherwise ? FeedStatements.SetAsync(connection, feed, stop) : FeedStatements.LabelAsync(connection, feed, stop));
        if (before.Declared.IsPaused && !after.Declared.IsPaused)
            await FeedStatements.ResumeAsync(connection, before.Id, stop);
        await SayAllAsync(connection, before.Id, after, stop);
    }

    private async Task SayAllAsync(NpgsqlConnection connection, long id, WantedFeed wanted, CancellationToken stop)
    {
        if (wanted.Declared.IsPaused)
            await FeedStatements.PauseAsync(connection, id, stop);
        await FeedStatements.KeepAsync(connection, id, wanted.Declared.KeepAge, wanted.Declared.KeepCount, stop);
        if (wanted.Access is { } access)
            await CredentialStore.WriteAsync(connection, box, id, access, wanted.Declared.Access is { } reference ? JsonSerializer.Serialize(reference, TableJson.Options) : null, stop);
    }

    private static async Task<bool> AreStillAsync(NpgsqlConnection connection, IReadOnlyCollection<KnownFeed> feeds, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand("""
            SELECT count(*) FROM unnest($1, $2) AS was (id, version) JOIN feed_definition AS feed ON feed.id = was.id LEFT JOIN feed_credential AS credential ON credential.feed_id = feed.id
            WHERE concat(feed.xmin, ' ', credential.xmin) = was.version
            """, connection);
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. feeds.Select(feed => feed.Id)] });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. feeds.Select(feed => feed.Version)] });
        return (long)(await command.ExecuteScalarAsync(stop))! == feeds.Count;
    }

    private static async Task WriteRulesAsync(NpgsqlConnection connection, IReadOnlyList<string> rules, CancellationToken stop) => await FeedStatements.ExecuteAsync(
        connection,
        "WITH gone AS (DELETE FROM page_rule WHERE position > cardinality($1)) INSERT INTO page_rule (position, rule) SELECT position, rule FROM unnest($1) WITH ORDINALITY AS listed (rule, position) ON CONFLICT (position) DO UPDATE SET rule = excluded.rule",
        [new NpgsqlParameter<string[]> { TypedValue = [.. rules] }],
        stop);

    private static async Task<IReadOnlyList<string>> RulesAsync(NpgsqlConnection connection, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand("SELECT rule FROM page_rule ORDER BY position", connection);
        var rules = new List<string>();
        await using var rows = await command.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop))
            rules.Add(rows.GetString(0));
        return rules;
    }

    private KnownFeed Read(NpgsqlDataReader row)
    {
        string? Text(int column) => row.IsDBNull(column) ? null : row.GetString(column);
        var id = row.GetInt64(0);
        return new KnownFeed
        {
            Id = id,
            Version = row.GetString(16),
            IsRemoved = row.GetBoolean(12),
            HasAccess = !row.IsDBNull(14),
            Access = row.IsDBNull(14) ? null : box.Open(id, row.GetString(13), row.GetFieldValue<byte[]>(14)),
            Declared = new DeclaredFeed
            {
                Feed = new Feed
                {
                    Id = id,
                    Name = row.GetString(1),
                    Url = row.GetString(2),
                    Schedule = Schedule.Parse(row.GetString(3)) ?? Schedule.Adaptive.Instance,
                    FullText = TableNaming.Parse<FullText>(row.GetString(4)) ?? FullText.Auto,
                    Identity = Text(5) is { } identity ? TableNaming.Parse<Identity>(identity) : null,
                    Tags = row.GetFieldValue<string[]>(6),
                    Owner = Text(7),
                    TlsException = Text(8),
                    SiteUrl = Text(17),
                    Quiet = Text(18) is { } quiet ? QuietHours.Parse(quiet) : null,
                },
                IsPaused = row.GetBoolean(9),
                KeepAge = row.GetFieldValue<TimeSpan?>(10),
                KeepCount = row.GetFieldValue<int?>(11),
                Access = Text(15) is { } reference ? JsonSerializer.Deserialize<DeclaredAccess>(reference, TableJson.Options) : null,
            },
        };
    }
}
