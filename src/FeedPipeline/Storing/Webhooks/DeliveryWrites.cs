using FeedPipeline.Consumers;
using FeedPipeline.Events;
using FeedPipeline.Storing.Changes;
using Npgsql;
using NpgsqlTypes;

namespace FeedPipeline.Storing.Webhooks;

/// <summary>The statements that save how far deliveries came.</summary>
internal static class DeliveryWrites
{
    /// <summary>Under the fence: the row of the webhook.</summary>
    public static NpgsqlCommand Progress(ClaimedWebhook claimed, WebhookProgress progress, TimeSpan lease, NpgsqlConnection connection)
    {
        var command = new NpgsqlCommand("""
            UPDATE webhook SET delivered = delivered + $3, delivered_at = CASE WHEN $3 > 0 THEN now() ELSE delivered_at END, attempts = $4, problem = $5,
                               lease_until = CASE WHEN $6 IS NULL THEN now() + $7 END, next_try_at = now() + COALESCE($6, interval '0'),
                               stopped_at = CASE WHEN $8 THEN now() END
            WHERE id = $1 AND fence = $2
            """, connection);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = claimed.Webhook.Id });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = claimed.Webhook.Fence });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = progress.Delivered });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = progress.Attempts });
        command.Parameters.Add(new NpgsqlParameter<string?> { TypedValue = progress.Problem, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new NpgsqlParameter<TimeSpan?> { TypedValue = progress.Pause, NpgsqlDbType = NpgsqlDbType.Interval });
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = lease });
        command.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = progress.IsStopped });
        return command;
    }

    /// <summary>All else: its cursor, a dead letter, an event that opens, goes on or ends.</summary>
    public static IEnumerable<NpgsqlBatchCommand> Commands(Webhook webhook, WebhookProgress progress)
    {
        var moved = new NpgsqlBatchCommand("UPDATE consumer SET place = $2, seq = $3, committed_at = now() WHERE name = $1 AND (place, seq) < ($2, $3)");
        moved.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Webhook.Consumer(webhook.Id) });
        moved.Parameters.Add(new NpgsqlParameter<long> { TypedValue = progress.Position.Place });
        moved.Parameters.Add(new NpgsqlParameter<long> { TypedValue = progress.Position.Seq });
        yield return moved;
        if (progress.Buried is { } buried)
            yield return Bury(webhook, progress, buried);
        if (progress.Event is { } detail)
            yield return Open(webhook, detail);
        else if (progress.Delivered > 0)
            yield return Close(webhook);
    }

    private static NpgsqlBatchCommand Bury(Webhook webhook, WebhookProgress progress, LoggedChange buried)
    {
        var command = new NpgsqlBatchCommand("INSERT INTO webhook_dead_letter (webhook_id, cursor, change, attempts, problem) VALUES ($1, $2, $3, $4, $5)");
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = webhook.Id });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = buried.Cursor });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = ChangeJson.Of(buried, withArticle: false).ToJsonString(TableJson.Options), NpgsqlDbType = NpgsqlDbType.Jsonb });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = webhook.Attempts + 1 });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = progress.Problem! });
        return command;
    }

    /// <summary>An event that opens, or goes on.</summary>
    public static NpgsqlBatchCommand Open(Webhook webhook, string detail)
    {
        var command = new NpgsqlBatchCommand("""
            INSERT INTO event (webhook_id, kind, detail, opened_at, last_at, count) VALUES ($1, $2, $3, now(), now(), 1)
            ON CONFLICT (webhook_id, kind) WHERE closed_at IS NULL AND webhook_id IS NOT NULL
            DO UPDATE SET last_at = now(), count = event.count + 1, detail = excluded.detail
            """);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = webhook.Id });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = TableNaming.Of(EventKind.WebhookFailing) });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = detail });
        return command;
    }

    private static NpgsqlBatchCommand Close(Webhook webhook)
    {
        var command = new NpgsqlBatchCommand("UPDATE event SET closed_at = now() WHERE webhook_id = $1 AND closed_at IS NULL");
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = webhook.Id });
        return command;
    }
}
