using FeedPipeline.Consumers;
using FeedPipeline.Storing.Changes;
using FeedPipeline.Storing.Feeds;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace FeedPipeline.Storing.Webhooks;

/// <summary>Webhooks as operators add, see and remove them.</summary>
public sealed class WebhookStore(NpgsqlDataSource database, IDbContextFactory<FeedPipelineDb> contexts, SecretBox box)
{
    private const int MaxWebhooks = 1000;

    /// <summary>Why none can be added; null when one can.</summary>
    public string? Refusal => box.Refusal;

    /// <summary>Adds a webhook with its secret; its id, or null when there are too many.</summary>
    /// <param name="wanted">All that an operator says of it.</param>
    /// <param name="secret">Key of its signatures.</param>
    /// <param name="fromNow">Whether it is told of what comes from now on only, or of all that the log has.</param>
    /// <param name="stop">Ends the wait.</param>
    public async Task<long?> AddAsync(Webhook wanted, byte[] secret, bool fromNow, CancellationToken stop)
    {
        await using var connection = await database.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        await using var number = new NpgsqlCommand("SELECT nextval(pg_get_serial_sequence('webhook', 'id')), (SELECT count(*) FROM webhook)", connection);
        long id;
        await using (var row = await number.ExecuteReaderAsync(stop))
        {
            await row.ReadAsync(stop);
            if (row.GetInt64(1) >= MaxWebhooks)
                return null;
            id = row.GetInt64(0);
        }

        await using var insert = new NpgsqlCommand("INSERT INTO webhook (id, url, sealed, kinds, feeds, languages, tags, article) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)", connection);
        insert.Parameters.Add(new NpgsqlParameter<long> { TypedValue = id });
        insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = wanted.Url });
        insert.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = box.Seal(Webhook.Consumer(id), secret) });
        insert.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. wanted.Kinds] });
        insert.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. wanted.Feeds] });
        insert.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. wanted.Languages] });
        insert.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. wanted.Tags] });
        insert.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = wanted.Article });
        await insert.ExecuteNonQueryAsync(stop);
        await using var begin = new NpgsqlCommand($"{ConsumerStore.Ends} INSERT INTO consumer (name, place, seq) SELECT $1, place, seq FROM log_end WHERE at_end = $2", connection);
        begin.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Webhook.Consumer(id) });
        begin.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = fromNow });
        await begin.ExecuteNonQueryAsync(stop);
        await transaction.CommitAsync(stop);
        return id;
    }

    /// <summary>All webhooks with how they fare.</summary>
    public async Task<IReadOnlyList<WebhookStatus>> ListAsync(IReadOnlyList<ConsumerLag> lags, CancellationToken stop)
    {
        var lag = lags.ToDictionary(consumer => consumer.Name, StringComparer.Ordinal);
        await using var db = await contexts.CreateDbContextAsync(stop);
        var webhooks = await db.Webhooks.OrderBy(webhook => webhook.Id)
            .Select(webhook => new { Webhook = webhook, DeadLetters = db.DeadLetters.LongCount(letter => letter.WebhookId == webhook.Id) }).ToListAsync(stop);
        return [.. webhooks.Select(row => lag.GetValueOrDefault(Webhook.Consumer(row.Webhook.Id)) is { } behind
            ? new WebhookStatus(row.Webhook, behind.Lag, behind.LagSeconds, row.DeadLetters)
            : new WebhookStatus(row.Webhook, 0, 0, row.DeadLetters))];
    }

    /// <summary>The webhook with its secret, without a claim; null when there is none.</summary>
    public async Task<ClaimedWebhook?> FindAsync(long id, CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        return await db.Webhooks.FirstOrDefaultAsync(webhook => webhook.Id == id, stop) is { } found
            ? new ClaimedWebhook(found, default, box.Open(Webhook.Consumer(id), found.Sealed))
            : null;
    }

    /// <summary>Those that want this kind of message and are not stopped, with their secrets, without a claim.</summary>
    public async Task<IReadOnlyList<ClaimedWebhook>> ForEventsAsync(string kind, CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        var found = await db.Webhooks.Where(webhook => webhook.StoppedAt == null && webhook.Kinds.Contains(kind)).ToListAsync(stop);
        return [.. found.Select(webhook => new ClaimedWebhook(webhook, default, box.Open(Webhook.Consumer(webhook.Id), webhook.Sealed)))];
    }

    /// <summary>Takes down how telling it of an event went. While a change waits that it did not take, that is still its problem.</summary>
    /// <param name="webhook">The webhook.</param>
    /// <param name="problem">Why it did not take it, in one line; null when it did.</param>
    /// <param name="isGone">The receiver is gone: nothing more until an operator says so.</param>
    /// <param name="isWorthAnEvent">Whether operators should know of the problem.</param>
    /// <param name="stop">Ends the wait.</param>
    public async Task ToldAsync(Webhook webhook, string? problem, bool isGone, bool isWorthAnEvent, CancellationToken stop)
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(new("""
            WITH told AS (
                UPDATE webhook SET delivered = delivered + ($2 IS NULL)::int, delivered_at = CASE WHEN $2 IS NULL THEN now() ELSE delivered_at END,
                                   problem = CASE WHEN $2 IS NULL AND attempts > 0 THEN problem ELSE $2 END, stopped_at = CASE WHEN $3 THEN now() ELSE stopped_at END
                WHERE id = $1 RETURNING problem)
            UPDATE event SET closed_at = now() FROM told WHERE told.problem IS NULL AND event.webhook_id = $1 AND event.closed_at IS NULL
            """)
        {
            Parameters =
            {
                new NpgsqlParameter<long> { TypedValue = webhook.Id },
                new NpgsqlParameter<string?> { TypedValue = problem, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text },
                new NpgsqlParameter<bool> { TypedValue = isGone },
            },
        });
        if (problem is not null && isWorthAnEvent)
            batch.BatchCommands.Add(DeliveryWrites.Open(webhook, $"webhook {webhook.Id} at {webhook.Url}: {problem}"));
        await batch.ExecuteNonQueryAsync(stop);
    }

    /// <summary>Forgets a webhook, its cursor and its dead letters, and what operators were told of it is over; false when there is none.</summary>
    public async Task<bool> RemoveAsync(long id, CancellationToken stop)
    {
        await using var command = database.CreateCommand("""
            WITH consumer AS (DELETE FROM consumer WHERE name = $2),
            event AS (UPDATE event SET closed_at = now() WHERE webhook_id = $1 AND closed_at IS NULL)
            DELETE FROM webhook WHERE id = $1
            """);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = id });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Webhook.Consumer(id) });
        return await command.ExecuteNonQueryAsync(stop) > 0;
    }

    /// <summary>Tries a webhook at once, also one that was stopped; of events that somebody was not told of too.</summary>
    public async Task WakeAsync(long id, CancellationToken stop)
    {
        await using var command = database.CreateCommand("WITH events AS (UPDATE event SET tell_at = now() WHERE tell_at > now()) UPDATE webhook SET stopped_at = NULL, next_try_at = now() WHERE id = $1");
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = id });
        await command.ExecuteNonQueryAsync(stop);
    }
}
