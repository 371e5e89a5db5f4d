using FeedPipeline.Polls;
using Npgsql;
using static NpgsqlTypes.NpgsqlDbType;

namespace FeedPipeline.Storing.Polls;

/// <summary>Writes what polls learned about asking: the publisher's rhythm, moves, validators that lie, hosts that want patience, feeds that are gone.</summary>
internal static class TransportWrites
{
    /// <summary>All of it, for these polls; before their schedules are written.</summary>
    public static IEnumerable<NpgsqlBatchCommand> Commands(IReadOnlyList<CompletedPoll> polls) =>
    [
        .. Rhythms([.. polls.Where(poll => poll.Rhythm is { } rhythm && rhythm != poll.Claim.Rhythm)]),
        .. Lies([.. polls.Where(poll => poll.ValidatorsLie)]),
        .. Moving([.. polls.Where(poll => poll.Moving != poll.Claim.Moving)]),
        .. Moves([.. polls.Where(poll => poll.MovesTo is not null)]),
        .. Pauses([.. polls.Select(poll => poll.Pause).OfType<HostPause>()]),
        .. Gone([.. polls.Where(poll => poll.Poll.Outcome == PollOutcome.Gone)]),
    ];

    private static IEnumerable<NpgsqlBatchCommand> Rhythms(IReadOnlyList<CompletedPoll> polls) => polls.Count == 0 ? [] :
    [
        new RowArrays<CompletedPoll>(polls)
            .With(Bigint, poll => poll.Claim.Feed.Id)
            .With(Interval, poll => poll.Rhythm!.Interval)
            .With(Integer, poll => poll.Rhythm!.SkippedHours)
            .With(Integer, poll => poll.Rhythm!.SkippedDays)
            .Command("""
                UPDATE feed_memory AS memory SET update_interval = now.update_interval, skipped_hours = now.hours, skipped_days = now.days
                FROM unnest($1, $2, $3, $4) AS now (feed_id, update_interval, hours, days) WHERE memory.feed_id = now.feed_id
                """),
    ];

    private static IEnumerable<NpgsqlBatchCommand> Lies(IReadOnlyList<CompletedPoll> polls) => polls.Count == 0 ? [] :
    [
        new RowArrays<CompletedPoll>(polls)
            .With(Bigint, poll => poll.Claim.Feed.Id)
            .Command("UPDATE feed_memory AS memory SET validators_lie_at = now(), etag = NULL, last_modified = NULL FROM unnest($1) AS liar (feed_id) WHERE memory.feed_id = liar.feed_id"),
    ];

    private static IEnumerable<NpgsqlBatchCommand> Moving(IReadOnlyList<CompletedPoll> polls) => polls.Count == 0 ? [] :
    [
        new RowArrays<CompletedPoll>(polls)
            .With(Bigint, poll => poll.Claim.Feed.Id)
            .With(Text, poll => poll.Moving?.To)
            .With(TimestampTz, poll => poll.Moving?.Since)
            .With(Integer, poll => poll.Moving?.Count)
            .With(NpgsqlTypes.NpgsqlDbType.Boolean, poll => poll.Moving?.Overlaps)
            .Command("""
                UPDATE feed_memory AS memory SET moving_to = now.target, moving_since = now.since, moving_count = now.count, moving_overlaps = now.same_items
                FROM unnest($1, $2, $3, $4, $5) AS now (feed_id, target, since, count, same_items) WHERE memory.feed_id = now.feed_id
                """),
    ];

    /// <summary>An address that another feed has stays its own, and so does one that an operator changed meanwhile.</summary>
    private static IEnumerable<NpgsqlBatchCommand> Moves(IReadOnlyList<CompletedPoll> polls) => polls.Count == 0 ? [] :
    [
        new RowArrays<CompletedPoll>([.. polls.DistinctBy(poll => poll.MovesTo)])
            .With(Bigint, poll => poll.Claim.Feed.Id)
            .With(Text, poll => poll.Claim.Feed.Url)
            .With(Text, poll => poll.MovesTo)
            .Command("""
                WITH moved AS (
                    UPDATE feed_definition AS feed SET url = now.target
                    FROM unnest($1, $2, $3) AS now (feed_id, url, target)
                    WHERE feed.id = now.feed_id AND feed.url = now.url AND NOT EXISTS (SELECT FROM feed_definition AS other WHERE other.url = now.target)
                    RETURNING feed.id, feed.url)
                INSERT INTO feed_url (feed_id, url, reason) SELECT id, url, 'redirect' FROM moved
                """),
    ];

    private static IEnumerable<NpgsqlBatchCommand> Pauses(IReadOnlyList<HostPause> pauses) => pauses.Count == 0 ? [] :
    [
        new RowArrays<HostPause>([.. pauses.GroupBy(pause => pause.Name, (_, of) => of.MaxBy(pause => pause.Until)!).OrderBy(pause => pause.Name, StringComparer.Ordinal)])
            .With(Text, pause => pause.Name)
            .With(TimestampTz, pause => pause.Until)
            .Command("""
                INSERT INTO host (name, paused_until) SELECT name, until FROM unnest($1, $2) AS pause (name, until)
                ON CONFLICT (name) DO UPDATE SET paused_until = GREATEST(host.paused_until, excluded.paused_until)
                """),
    ];

    /// <summary>410 for the third time within 72 hours: the feed is paused; the event says so.</summary>
    private static IEnumerable<NpgsqlBatchCommand> Gone(IReadOnlyList<CompletedPoll> polls) => polls.Count == 0 ? [] :
    [
        new RowArrays<CompletedPoll>(polls)
            .With(Bigint, poll => poll.Claim.Feed.Id)
            .With(TimestampTz, poll => poll.Claim.ClaimedAt)
            .Command("""
                WITH paused AS (
                    UPDATE feed_definition AS feed SET paused_at = now()
                    FROM unnest($1, $2) AS gone (feed_id, at)
                    WHERE feed.id = gone.feed_id AND feed.paused_at IS NULL
                      AND 2 <= (SELECT count(*) FROM poll WHERE poll.feed_id = gone.feed_id AND poll.outcome = 'gone' AND poll.started_at > gone.at - interval '72 hours')
                    RETURNING feed.id)
                UPDATE feed_schedule AS schedule SET due_reason = 'paused: the publisher says it is gone (410)' FROM paused WHERE schedule.feed_id = paused.id
                """),
    ];
}
