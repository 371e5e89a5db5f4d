using FeedPipeline.Events;
using FeedPipeline.Feeds;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace FeedPipeline.Storing.Push;

/// <summary>Subscriptions at hubs, shared by all workers. By the database's clock only.</summary>
public sealed class PushStore(NpgsqlDataSource database, IDbContextFactory<FeedPipelineDb> contexts)
{
    /// <summary>The subscription of this token, unless its feed was removed; null when there is none.</summary>
    public async Task<PushSubscription?> FindAsync(string token, CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        return await db.PushSubscriptions.FirstOrDefaultAsync(
            push => push.Token == token && db.FeedDefinitions.Any(feed => feed.Id == push.FeedId && feed.RemovedAt == null), stop);
    }

    /// <summary>The subscription of a feed; null when it has none.</summary>
    public async Task<PushSubscription?> OfAsync(long feedId, CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        return await db.PushSubscriptions.FirstOrDefaultAsync(push => push.FeedId == feedId, stop);
    }

    /// <summary>The subscriptions to ask for now, each given to one worker. The next try is twice as far away each time, a day at most, until the hub agrees.</summary>
    public async Task<IReadOnlyList<PushSubscription>> TakeDueAsync(int count, CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        return await db.PushSubscriptions.FromSql($"""
            UPDATE websub_subscription AS push SET
                state = CASE WHEN push.state = 'active' THEN push.state ELSE 'asked' END,
                asked = push.asked + 1,
                next_try_at = now() + LEAST(interval '1 day', interval '5 minutes' * power(2, LEAST(push.asked, 10)))
            FROM (SELECT due.feed_id FROM websub_subscription AS due JOIN feed_definition AS feed ON feed.id = due.feed_id
                  WHERE due.next_try_at <= now() AND feed.removed_at IS NULL AND feed.paused_at IS NULL
                  ORDER BY due.next_try_at LIMIT {count} FOR UPDATE OF due SKIP LOCKED) AS due
            WHERE push.feed_id = due.feed_id
            RETURNING push.*
            """).ToListAsync(stop);
    }

    /// <summary>Notes why a hub could not be asked.</summary>
    public async Task FailedAsync(PushSubscription push, string problem, CancellationToken stop) =>
        await ExecuteAsync("UPDATE websub_subscription SET detail = $2 WHERE token = $1", [Value(push.Token), Value(problem)], stop);

    /// <summary>The hub agreed to tell for so long; it is asked again at half of that. Its event is over.</summary>
    public async Task VerifiedAsync(PushSubscription push, TimeSpan lease, CancellationToken stop) =>
        await ExecuteAsync($"""
            WITH agreed AS (
                UPDATE websub_subscription SET state = 'active', lease_until = now() + $2, next_try_at = now() + $2 / 2, asked = 0, detail = NULL,
                    verified_at = CASE WHEN state = 'active' THEN COALESCE(verified_at, now()) ELSE now() END,
                    missed = CASE WHEN state = 'active' THEN missed ELSE 0 END
                WHERE token = $1 RETURNING feed_id)
            UPDATE event SET closed_at = now() FROM agreed
            WHERE event.feed_id = agreed.feed_id AND event.kind = '{TableNaming.Of(EventKind.HubIgnored)}' AND event.closed_at IS NULL
            """, [Value(push.Token), Value(lease)], stop);

    /// <summary>The hub refused; it is asked again in a day.</summary>
    public async Task DeniedAsync(PushSubscription push, string reason, CancellationToken stop) =>
        await ExecuteAsync(
            "UPDATE websub_subscription SET state = 'denied', lease_until = NULL, next_try_at = now() + interval '1 day', detail = $2 WHERE token = $1",
            [Value(push.Token), Value(reason)], stop);

    private async Task ExecuteAsync(string sql, NpgsqlParameter[] parameters, CancellationToken stop)
    {
        await using var command = database.CreateCommand(sql);
        command.Parameters.AddRange(parameters);
        await command.ExecuteNonQueryAsync(stop);
    }

    private static NpgsqlParameter<T> Value<T>(T value) => new() { TypedValue = value };
}
