using FeedPipeline.Events;
using FeedPipeline.Polls;
using Npgsql;
using static NpgsqlTypes.NpgsqlDbType;

namespace FeedPipeline.Storing.Push;

/// <summary>Writes what polls say about hubs: that a document names one, and what one missed or told.</summary>
internal static class PushWrites
{
    /// <summary>To be written before the schedules, which say when the feed was polled last.</summary>
    public static IEnumerable<NpgsqlBatchCommand> Commands(IReadOnlyList<CompletedPoll> polls) =>
    [
        .. Offer([.. polls.Where(poll => poll.Push is not null)]),
        .. Drop([.. polls.Where(poll => poll.PushEnded)]),
        .. Miss([.. polls.Where(poll => poll.MissesAllowed is not null)]),
        .. Tell([.. polls.Where(poll => poll.IsPush)]),
    ];

    private static IEnumerable<NpgsqlBatchCommand> Offer(IReadOnlyList<CompletedPoll> polls) => polls.Count == 0 ? [] :
    [
        new RowArrays<CompletedPoll>(polls)
            .With(Bigint, poll => poll.Claim.Feed.Id)
            .With(Text, poll => poll.Push!.Hub)
            .With(Text, poll => poll.Push!.Topic)
            .Command("""
                INSERT INTO websub_subscription AS known (feed_id, hub, topic, token, secret, state, missed, asked, next_try_at)
                SELECT feed_id, hub, topic, replace(gen_random_uuid()::text, '-', ''), replace(concat(gen_random_uuid(), gen_random_uuid()), '-', ''), 'wanted', 0, 0, now()
                FROM unnest($1, $2, $3) AS offer (feed_id, hub, topic)
                WHERE NOT EXISTS (SELECT FROM websub_subscription AS same WHERE (same.feed_id, same.hub, same.topic) = (offer.feed_id, offer.hub, offer.topic))
                ON CONFLICT (feed_id) DO UPDATE SET hub = excluded.hub, topic = excluded.topic, token = excluded.token, secret = excluded.secret, state = excluded.state,
                    lease_until = NULL, verified_at = NULL, missed = 0, asked = 0, next_try_at = excluded.next_try_at, detail = NULL
                """),
    ];

    private static IEnumerable<NpgsqlBatchCommand> Drop(IReadOnlyList<CompletedPoll> polls) => polls.Count == 0 ? [] :
    [
        new RowArrays<CompletedPoll>(polls)
            .With(Bigint, poll => poll.Claim.Feed.Id)
            .Command("DELETE FROM websub_subscription AS push USING unnest($1) AS gone (feed_id) WHERE push.feed_id = gone.feed_id"),
    ];

    /// <summary>A poll found what the hub should have told since the poll before. One that keeps missing things is not believed for a month.</summary>
    private static IEnumerable<NpgsqlBatchCommand> Miss(IReadOnlyList<CompletedPoll> polls) => polls.Count == 0 ? [] :
    [
        new RowArrays<CompletedPoll>(polls)
            .With(Bigint, poll => poll.Claim.Feed.Id)
            .With(Integer, poll => poll.MissesAllowed!.Value)
            .Command($"""
                WITH counted AS (
                    UPDATE websub_subscription AS push SET missed = push.missed + 1,
                        state = CASE WHEN push.missed + 1 < miss.allowed THEN push.state ELSE 'ignored' END,
                        next_try_at = CASE WHEN push.missed + 1 < miss.allowed THEN push.next_try_at ELSE now() + interval '30 days' END
                    FROM unnest($1, $2) AS miss (feed_id, allowed) JOIN feed_schedule AS schedule USING (feed_id)
                    WHERE push.feed_id = miss.feed_id AND push.state = 'active' AND push.verified_at < schedule.last_poll_at
                    RETURNING push.feed_id, push.hub, push.missed, push.state)
                INSERT INTO event (feed_id, kind, detail, opened_at, last_at, count)
                SELECT feed_id, '{TableNaming.Of(EventKind.HubIgnored)}',
                       concat('its hub ', left(hub, 200), ' missed the news of ', missed, ' polls in a row: it is polled as if it had none'), now(), now(), 1
                FROM counted WHERE state = 'ignored'
                ON CONFLICT (feed_id, kind) WHERE closed_at IS NULL DO UPDATE SET last_at = now(), count = event.count + 1, detail = excluded.detail
                """),
    ];

    private static IEnumerable<NpgsqlBatchCommand> Tell(IReadOnlyList<CompletedPoll> pushes) => pushes.Count == 0 ? [] :
    [
        new RowArrays<CompletedPoll>(pushes)
            .With(Bigint, push => push.Claim.Feed.Id)
            .With(NpgsqlTypes.NpgsqlDbType.Boolean, push => push.Poll.New > 0)
            .Command("""
                UPDATE websub_subscription AS push SET last_push_at = now(), missed = CASE WHEN told.has_news THEN 0 ELSE push.missed END
                FROM unnest($1, $2) AS told (feed_id, has_news) WHERE push.feed_id = told.feed_id
                """),
    ];
}
