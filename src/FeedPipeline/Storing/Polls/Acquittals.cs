using FeedPipeline.Polls;
using Npgsql;
using NpgsqlTypes;

namespace FeedPipeline.Storing.Polls;

/// <summary>A poll that ended, in time or not, did not kill its worker: its feed is no suspect any more, and if it was paused for that, it is polled again.</summary>
internal static class Acquittals
{
    private const string Over =
        "UPDATE event SET closed_at = now() FROM ended WHERE event.feed_id = ended.feed_id AND event.kind = 'poison' AND event.closed_at IS NULL RETURNING event.feed_id";

    /// <summary>For polls that are stored; before their schedules are written, which ask whether the feed is paused.</summary>
    public static IEnumerable<NpgsqlBatchCommand> Commands(IReadOnlyList<CompletedPoll> polls) => polls.Count == 0 ? [] :
    [
        new RowArrays<CompletedPoll>(polls)
            .With(NpgsqlDbType.Bigint, poll => poll.Claim.Feed.Id)
            .Command($"""
                WITH ended AS (SELECT * FROM unnest($1) AS ended (feed_id)), over AS ({Over})
                UPDATE feed_definition AS feed SET paused_at = NULL FROM over WHERE feed.id = over.feed_id
                """),
    ];

    /// <summary>For polls that came too late to be stored: their worker stood still, and was taken for dead.</summary>
    public static async Task OfLateAsync(NpgsqlConnection connection, IReadOnlyList<CompletedPoll> polls, CancellationToken stop)
    {
        if (polls.Count == 0)
            return;

        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new RowArrays<CompletedPoll>(polls)
            .With(NpgsqlDbType.Bigint, poll => poll.Claim.Feed.Id)
            .Command($"""
                WITH ended AS (
                    SELECT schedule.feed_id FROM feed_schedule AS schedule JOIN unnest($1) AS late (feed_id) USING (feed_id)
                    WHERE schedule.deaths > 0 ORDER BY schedule.feed_id FOR UPDATE OF schedule SKIP LOCKED),
                over AS ({Over}),
                resumed AS (UPDATE feed_definition AS feed SET paused_at = NULL FROM over WHERE feed.id = over.feed_id RETURNING feed.id)
                UPDATE feed_schedule AS schedule SET
                    deaths = 0,
                    due_at = CASE WHEN resumed.id IS NULL THEN schedule.due_at ELSE now() END,
                    due_reason = CASE WHEN resumed.id IS NULL THEN schedule.due_reason ELSE 'its worker was not dead, but late' END
                FROM ended LEFT JOIN resumed ON resumed.id = ended.feed_id
                WHERE schedule.feed_id = ended.feed_id
                """));
        await batch.ExecuteNonQueryAsync(stop);
    }
}
