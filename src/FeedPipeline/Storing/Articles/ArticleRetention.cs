using FeedPipeline.Articles;
using FeedPipeline.Storing.Copies;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;
using NpgsqlTypes;

namespace FeedPipeline.Storing.Articles;

/// <summary>Lets go of old articles, as <c>Storing:KeepArticles</c>, <c>Storing:KeepArticlesPerFeed</c> and the feeds say.</summary>
/// <remarks>Every feed that ever listed an article must let go of it: it is not listed any more, since <c>Storing:KeepUnlisted</c> at least, and too old or of too many there.
/// What an operator merged stays. Each deletion is an entry of the change log.</remarks>
public sealed class ArticleRetention(NpgsqlDataSource database, IDbContextFactory<FeedPipelineDb> contexts, IOptions<StoringOptions> options, CopyJudge judge, TimeProvider clock)
{
    /// <summary>Articles of one transaction: those who judge copies wait for it.</summary>
    private const int BatchArticles = 200;

    // A feed without a rule is in no row, so that it lets nothing go.
    private const string Rules = """
        CREATE TEMP TABLE keep_rule AS
        SELECT feed.id AS feed_id, $1 - feed.age AS gone_before, newest.article_id AS below
        FROM (SELECT id, COALESCE(keep_age, $2) AS age, COALESCE(keep_count, $3) AS count FROM feed_definition) AS feed
        LEFT JOIN LATERAL (
            SELECT article_id FROM sighting WHERE sighting.feed_id = feed.id AND feed.count IS NOT NULL ORDER BY article_id DESC OFFSET feed.count - 1 LIMIT 1) AS newest ON true
        WHERE feed.age IS NOT NULL OR feed.count IS NOT NULL
        """;

    private const string LetGo = """
        article.merged_into IS NULL AND NOT EXISTS (SELECT FROM article_merge WHERE into_id = article.id AND undone_at IS NULL)
        AND (
            SELECT bool_and(COALESCE(sighting.gone_at < $1 AND (sighting.gone_at < keep_rule.gone_before OR article.id < keep_rule.below), false))
            FROM sighting LEFT JOIN keep_rule USING (feed_id) WHERE sighting.article_id = article.id)
        """;

    private const string HeldSightings = """
        SELECT article_id
        FROM (SELECT article_id FROM sighting WHERE article_id = ANY ($2) AND first_seen_at < $1 FOR UPDATE SKIP LOCKED) AS held
        GROUP BY article_id HAVING count(*) = (SELECT count(*) FROM sighting WHERE sighting.article_id = held.article_id)
        """;

    /// <summary>What would go, feed by feed; changes nothing.</summary>
    public async Task<IReadOnlyList<PrunedArticles>> TryAsync(CancellationToken stop)
    {
        await using var connection = await OpenAsync(stop);
        await using var command = new NpgsqlCommand($"SELECT feed_id, count(*) FROM article WHERE first_seen_at < $1 AND {LetGo} GROUP BY feed_id ORDER BY feed_id", connection) { CommandTimeout = 0 };
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = UnlistedBefore });
        var pruned = new List<PrunedArticles>();
        await using var rows = await command.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop))
            pruned.Add(new PrunedArticles(rows.GetInt64(0), rows.GetInt64(1)));
        return pruned;
    }

    /// <summary>Deletes it, in small transactions, and with it what hangs on it. Returns how much went, feed by feed.</summary>
    public async Task<IReadOnlyList<PrunedArticles>> PruneAsync(CancellationToken stop)
    {
        await using var connection = await OpenAsync(stop);
        var counts = new Dictionary<long, long>();
        long? after = 0;
        while (after is { } last)
            after = await PruneAsync(connection, last, counts, stop);

        return [.. counts.OrderBy(count => count.Key).Select(count => new PrunedArticles(count.Key, count.Value))];
    }

    private DateTimeOffset UnlistedBefore => clock.GetUtcNow() - options.Value.KeepUnlisted;

    /// <summary>A connection that knows the rules of this run.</summary>
    private async Task<NpgsqlConnection> OpenAsync(CancellationToken stop)
    {
        var connection = await database.OpenConnectionAsync(stop);
        await using var rules = new NpgsqlCommand(Rules, connection) { CommandTimeout = 0 };
        rules.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = clock.GetUtcNow() });
        rules.Parameters.Add(new NpgsqlParameter<TimeSpan?> { TypedValue = options.Value.KeepArticles, NpgsqlDbType = NpgsqlDbType.Interval });
        rules.Parameters.Add(new NpgsqlParameter<int?> { TypedValue = options.Value.KeepArticlesPerFeed, NpgsqlDbType = NpgsqlDbType.Integer });
        await rules.ExecuteNonQueryAsync(stop);
        await using var index = new NpgsqlCommand("CREATE UNIQUE INDEX ON keep_rule (feed_id); ANALYZE keep_rule", connection);
        await index.ExecuteNonQueryAsync(stop);
        return connection;
    }

    /// <summary>One transaction; returns the last article that was looked at, null at the end.</summary>
    private async Task<long?> PruneAsync(NpgsqlConnection connection, long after, Dictionary<long, long> counts, CancellationToken stop)
    {
        await using var transaction = await connection.BeginTransactionAsync(stop);
        // Nobody recalls a text, or makes it the oldest of its group, while it goes.
        await CopyLookUp.LockAsync(connection, stop);
        // What another transaction holds is left for the next time: waiting for it could end in a deadlock.
        var found = await IdsAsync(connection, $"SELECT id FROM article WHERE id > $2 AND first_seen_at < $1 AND {LetGo} ORDER BY id LIMIT {BatchArticles} FOR UPDATE OF article SKIP LOCKED", after, stop);
        if (found.Length == 0)
            return null;

        // A poll may have listed one again meanwhile. From here on it has to wait, fails, and takes the item for a new one when it is repeated.
        var held = await IdsAsync(connection, HeldSightings, found, stop);
        var gone = await IdsAsync(connection, $"SELECT id FROM article WHERE id = ANY ($2) AND {LetGo} ORDER BY id", held, stop);
        if (gone.Length > 0)
            await DeleteAsync(connection, gone, counts, stop);
        await transaction.CommitAsync(stop);
        return found[^1];
    }

    private async Task DeleteAsync(NpgsqlConnection connection, long[] gone, Dictionary<long, long> counts, CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        var articles = await db.Articles.Where(article => gone.Contains(article.Id)).ToListAsync(stop);
        var copies = await db.Articles.Where(article => gone.Contains(article.CopyOf!.Value) && !gone.Contains(article.Id)).OrderBy(article => article.Id).ToListAsync(stop);
        await using var batch = new NpgsqlBatch(connection);
        foreach (var command in ArticleRemoval.Commands(articles, copies, judge))
            batch.BatchCommands.Add(command);
        await batch.ExecuteNonQueryAsync(stop);
        foreach (var feed in articles.CountBy(article => article.FeedId))
            counts[feed.Key] = counts.GetValueOrDefault(feed.Key) + feed.Value;
    }

    private async Task<long[]> IdsAsync<T>(NpgsqlConnection connection, string sql, T among, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = UnlistedBefore });
        command.Parameters.Add(new NpgsqlParameter<T> { TypedValue = among });
        var ids = new List<long>();
        await using var rows = await command.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop))
            ids.Add(rows.GetInt64(0));
        return [.. ids];
    }
}

/// <summary>What retention took of a feed.</summary>
/// <param name="FeedId">The feed that had brought it.</param>
/// <param name="Articles">How many.</param>
public sealed record PrunedArticles(long FeedId, long Articles);
