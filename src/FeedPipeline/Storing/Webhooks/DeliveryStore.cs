using FeedPipeline.Consumers;
using FeedPipeline.Storing.Feeds;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace FeedPipeline.Storing.Webhooks;

/// <summary>Which webhooks have something coming, shared by all workers as feeds are: claimed under a lease, progress saved under the fence of the claim.</summary>
public sealed class DeliveryStore(NpgsqlDataSource database, IDbContextFactory<FeedPipelineDb> contexts, SecretBox box)
{
    /// <summary>Claims the webhook that waited longest for what it has not been told; null when there is none.</summary>
    public async Task<ClaimedWebhook?> ClaimAsync(TimeSpan lease, CancellationToken stop)
    {
        await using var command = database.CreateCommand("""
            WITH picked AS (
                SELECT webhook.id, consumer.place, consumer.seq FROM webhook JOIN consumer ON consumer.name = 'webhook:' || webhook.id
                WHERE stopped_at IS NULL AND next_try_at <= now() AND (lease_until IS NULL OR lease_until < now())
                  AND ((SELECT max(place) FROM change_commit) > consumer.place
                       OR EXISTS (SELECT FROM change_commit JOIN change USING (batch) WHERE change_commit.place = consumer.place AND change.seq > consumer.seq))
                ORDER BY next_try_at LIMIT 1
                FOR UPDATE OF webhook SKIP LOCKED)
            UPDATE webhook SET lease_until = now() + $1, fence = webhook.fence + 1 FROM picked WHERE webhook.id = picked.id
            RETURNING webhook.id, picked.place, picked.seq
            """);
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = lease });
        long id;
        LogPosition position;
        await using (var row = await command.ExecuteReaderAsync(stop))
        {
            if (!await row.ReadAsync(stop))
                return null;
            (id, position) = (row.GetInt64(0), new LogPosition(row.GetInt64(1), row.GetInt64(2)));
        }

        await using var db = await contexts.CreateDbContextAsync(stop);
        var webhook = await db.Webhooks.FirstOrDefaultAsync(webhook => webhook.Id == id, stop);
        return webhook is null ? null : new ClaimedWebhook(webhook, position, box.Open(Webhook.Consumer(id), webhook.Sealed));
    }

    /// <summary>Where these articles were seen.</summary>
    public async Task<IReadOnlyDictionary<long, ArticleOrigin>> OriginsAsync(IReadOnlyCollection<long> articles, CancellationToken stop)
    {
        await using var command = database.CreateCommand("""
            SELECT seen.article_id, array_agg(DISTINCT seen.feed_id), COALESCE(array_agg(DISTINCT tag.name) FILTER (WHERE tag.name IS NOT NULL), '{}')
            FROM (SELECT article_id, feed_id FROM sighting WHERE article_id = ANY ($1) UNION SELECT id, feed_id FROM article WHERE id = ANY ($1)) AS seen
            JOIN feed_definition ON feed_definition.id = seen.feed_id
            LEFT JOIN LATERAL unnest(feed_definition.tags) AS tag (name) ON true
            GROUP BY seen.article_id
            """);
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. articles] });
        await using var row = await command.ExecuteReaderAsync(stop);
        Dictionary<long, ArticleOrigin> origins = [];
        while (await row.ReadAsync(stop))
            origins[row.GetInt64(0)] = new ArticleOrigin(row.GetFieldValue<long[]>(1), row.GetFieldValue<string[]>(2));
        return origins;
    }

    /// <summary>How many changes the webhook did not take.</summary>
    public async Task<int> DeadLettersAsync(long webhookId, CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        return await db.DeadLetters.CountAsync(letter => letter.WebhookId == webhookId, stop);
    }

    /// <summary>Where the log begins: what comes after is not pruned yet.</summary>
    public async Task<LogPosition> BeginningAsync(CancellationToken stop)
    {
        await using var command = database.CreateCommand("SELECT pruned_place, pruned_seq FROM change_log");
        await using var row = await command.ExecuteReaderAsync(stop);
        await row.ReadAsync(stop);
        return new LogPosition(row.GetInt64(0), row.GetInt64(1));
    }

    /// <summary>Saves progress, what is given up and what operators should know, in one commit; false when the claim is another's by now: nothing was written.</summary>
    public async Task<bool> SaveAsync(ClaimedWebhook claimed, WebhookProgress progress, TimeSpan lease, CancellationToken stop)
    {
        await using var connection = await database.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        await using var held = DeliveryWrites.Progress(claimed, progress, lease, connection);
        if (await held.ExecuteNonQueryAsync(stop) == 0)
            return false;
        await using var batch = new NpgsqlBatch(connection);
        foreach (var command in DeliveryWrites.Commands(claimed.Webhook, progress))
            batch.BatchCommands.Add(command);
        await batch.ExecuteNonQueryAsync(stop);
        await transaction.CommitAsync(stop);
        return true;
    }
}
