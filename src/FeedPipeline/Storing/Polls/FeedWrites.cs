using FeedPipeline.Articles;
using FeedPipeline.Polls;
using FeedPipeline.Storing.Articles;
using Npgsql;
using static NpgsqlTypes.NpgsqlDbType;

namespace FeedPipeline.Storing.Polls;

/// <summary>Writes what polls leave behind at their feeds: validators, window, title, the poll's record and the next due time.</summary>
internal static class FeedWrites
{
    /// <summary>All of it, for these polls.</summary>
    public static IEnumerable<NpgsqlBatchCommand> Commands(IReadOnlyList<CompletedPoll> polls, IReadOnlyList<NewArticle> unseen) =>
        [
            .. Validators(polls), .. Documents(polls, unseen), .. TransportWrites.Commands([.. polls.Where(poll => !poll.IsRelease)]),
            .. Acquittals.Commands([.. polls.Where(poll => poll is { IsRelease: false, Claim.Deaths: > 0 })]), .. Schedule([.. polls.Where(poll => !poll.IsRelease)]), .. GiveBack([.. polls.Where(poll => poll.IsRelease)]),
        ];

    private static IEnumerable<NpgsqlBatchCommand> Validators(IReadOnlyList<CompletedPoll> polls)
    {
        // A 304 seldom brings new validators; equal ones write nothing.
        var changed = polls.Where(poll => poll.Validators is { } now && (now.ETag != poll.Claim.Validators.ETag
            || now.LastModified != poll.Claim.Validators.LastModified || !SameHash(now.BodyHash, poll.Claim.Validators.BodyHash))).ToList();
        if (changed.Count == 0)
            yield break;

        yield return new RowArrays<CompletedPoll>(changed)
            .With(Bigint, poll => poll.Claim.Feed.Id)
            .With(Text, poll => poll.Validators!.ETag)
            .With(Text, poll => poll.Validators!.LastModified)
            .With(Bytea, poll => poll.Validators!.BodyHash?.ToArray())
            .With(Text, poll => poll.Claim.Feed.Url)
            .Command("""
                UPDATE feed_memory AS memory SET etag = now.etag, last_modified = now.last_modified, body_hash = now.body_hash
                FROM unnest($1, $2, $3, $4, $5) AS now (feed_id, etag, last_modified, body_hash, url)
                -- Validators belong to an address, and an operator may have changed it during the poll.
                JOIN feed_definition AS feed ON feed.id = now.feed_id AND feed.url = now.url
                WHERE memory.feed_id = now.feed_id
                """);
    }

    private static IEnumerable<NpgsqlBatchCommand> Documents(IReadOnlyList<CompletedPoll> polls, IReadOnlyList<NewArticle> unseen)
    {
        var read = polls.Where(poll => poll.Document is not null).ToList();
        if (read.Count == 0)
            yield break;

        var ids = unseen.ToDictionary(article => article.Arrival, article => article.Id);
        yield return new RowArrays<CompletedPoll>(read)
            .With(Bigint, poll => poll.Claim.Feed.Id)
            .With(Bytea, poll => NextWindow(poll, ids).ToBytes())
            .With(Bytea, poll => poll.IsRelease ? null : poll.Pulse?.ToBytes())
            .With(Bytea, poll => poll.IsRelease ? null : poll.Completeness?.ToBytes())
            .Command("""
                UPDATE feed_memory AS memory SET item_window = now.item_window, pulse = COALESCE(now.pulse, memory.pulse), completeness = COALESCE(now.completeness, memory.completeness)
                FROM unnest($1, $2, $3, $4) AS now (feed_id, item_window, pulse, completeness)
                WHERE memory.feed_id = now.feed_id AND memory.item_window IS DISTINCT FROM now.item_window
                """);
        // What a hub delivers may be no more than the news, without the feed's own lines.
        yield return new RowArrays<CompletedPoll>([.. read.Where(poll => !poll.IsPush)])
            .With(Bigint, poll => poll.Claim.Feed.Id)
            .With(Text, poll => poll.Document!.Title)
            .With(Text, poll => poll.Document!.Link)
            .With(Text, poll => poll.Document!.Format)
            .With(Text, poll => poll.Document!.Language)
            .Command("""
                UPDATE feed_definition AS feed SET title = now.title, site_url = now.site_url, format = now.format, language = now.language
                FROM unnest($1, $2, $3, $4, $5) AS now (feed_id, title, site_url, format, language)
                WHERE feed.id = now.feed_id
                  AND (feed.title, feed.site_url, feed.format, feed.language) IS DISTINCT FROM (now.title, now.site_url, now.format, now.language)
                """);
    }

    /// <summary>What this document listed. One that ended early keeps what the last one listed beyond its end.</summary>
    private static Window NextWindow(CompletedPoll poll, IReadOnlyDictionary<Arrival, long> newIds)
    {
        var listed = poll.Verdicts.Select(verdict => new WindowEntry(verdict.Arrival.Item.WindowKey, verdict.Arrival.Item.Hash, verdict switch
        {
            Verdict.Sighted sighted => sighted.ArticleId,
            Verdict.Revised revised => revised.Known.Id,
            _ => newIds[verdict.Arrival],
        }));
        var kept = poll.Quarantined.Select(kept => new WindowEntry(kept.Item.WindowKey, kept.Item.Hash, ArticleId: 0));
        // In document order: what goes from the middle of it was taken out.
        var places = poll.Order.Select((name, place) => (name, place)).DistinctBy(item => item.name).ToDictionary(item => item.name, item => item.place);
        return Window.Of([.. listed.Concat(kept).Concat(poll.Unchanged).OrderBy(entry => places.GetValueOrDefault(entry.ItemKey, int.MaxValue)), .. poll.Document!.IsComplete ? [] : poll.Claim.Window.Entries]);
    }

    /// <summary>A release is no poll: only the claim ends.</summary>
    private static IEnumerable<NpgsqlBatchCommand> GiveBack(IReadOnlyList<CompletedPoll> releases) => releases.Count == 0 ? [] :
    [
        new RowArrays<CompletedPoll>(releases)
            .With(Bigint, release => release.Claim.Feed.Id)
            .Command("UPDATE feed_schedule AS schedule SET lease_until = NULL, fence = fence + 1 FROM unnest($1) AS release (feed_id) WHERE schedule.feed_id = release.feed_id"),
    ];

    /// <summary>The record and the next due time of every poll whose claim is current; checks and locks that itself, in id order. Returns those feeds.</summary>
    private static IEnumerable<NpgsqlBatchCommand> Schedule(IReadOnlyList<CompletedPoll> polls) => polls.Count == 0 ? [] :
    [
        new RowArrays<CompletedPoll>(polls)
            .With(Bigint, poll => poll.Claim.Feed.Id)
            .With(TimestampTz, poll => poll.Poll.StartedAt)
            .With(Text, poll => TableNaming.Of(poll.Poll.Outcome))
            .With(Integer, poll => poll.Poll.HttpStatus)
            .With(Bigint, poll => poll.Poll.BytesWire)
            .With(Bigint, poll => poll.Poll.BytesBody)
            .With(Integer, poll => poll.Poll.ElapsedMs)
            .With(Integer, poll => poll.Poll.Items)
            .With(Integer, poll => poll.Poll.New)
            .With(Integer, poll => poll.Poll.Revised)
            .WithList(poll => poll.Poll.Hops)
            .With(Integer, poll => poll.Poll.Repairs)
            .With(Text, poll => poll.Poll.Detail)
            .With(NpgsqlTypes.NpgsqlDbType.Boolean, poll => poll.Poll.FoundNothing)
            .With(NpgsqlTypes.NpgsqlDbType.Boolean, poll => poll.Poll.Failed)
            .With(NpgsqlTypes.NpgsqlDbType.Boolean, poll => poll.Poll.CountsAsFailure)
            .With(NpgsqlTypes.NpgsqlDbType.Boolean, poll => poll.IsProof)
            .With(TimestampTz, poll => poll.Claim.DueAt)
            .With(TimestampTz, poll => poll.Due.At)
            .With(Text, poll => poll.Due.Reason)
            .With(Interval, poll => poll.Due.Interval)
            .With(Bigint, poll => poll.Claim.Fence)
            .Command("""
                WITH polled AS (
                    SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)
                    AS polled (feed_id, at, outcome, http_status, bytes_wire, bytes_body, elapsed_ms, items, new, revised, hops, repairs, detail,
                               found_nothing, failed, is_its_fault, is_proof, was_due_at, due_at, due_reason, interval, fence)),
                held AS (
                    SELECT schedule.feed_id FROM feed_schedule AS schedule JOIN polled ON polled.feed_id = schedule.feed_id AND polled.fence = schedule.fence
                    ORDER BY schedule.feed_id FOR UPDATE OF schedule),
                done AS (SELECT polled.* FROM polled JOIN held USING (feed_id)),
                extended AS (
                    UPDATE poll SET count = poll.count + 1, last_at = done.at, http_status = done.http_status,
                           bytes_wire = done.bytes_wire, bytes_body = done.bytes_body, elapsed_ms = done.elapsed_ms
                    FROM done JOIN feed_schedule AS schedule USING (feed_id)
                    WHERE done.found_nothing AND poll.id = schedule.last_poll_id AND poll.outcome = done.outcome AND poll.detail IS NOT DISTINCT FROM done.detail
                      AND poll.started_at > done.at - interval '1 hour'
                    RETURNING poll.feed_id, poll.id),
                begun AS (
                    INSERT INTO poll (feed_id, started_at, last_at, count, outcome, http_status, bytes_wire, bytes_body, elapsed_ms, items, new, revised,
                                      hops, repairs, detail)
                    SELECT feed_id, at, at, 1, outcome, http_status, bytes_wire, bytes_body, elapsed_ms, items, new, revised,
                           string_to_array(hops, E'\x1f'), repairs, detail
                    FROM done WHERE feed_id NOT IN (SELECT feed_id FROM extended)
                    RETURNING feed_id, id),
                record AS (SELECT * FROM extended UNION ALL SELECT * FROM begun)
                UPDATE feed_schedule AS schedule SET
                    lease_until = NULL,
                    fence = schedule.fence + 1,
                    last_poll_id = record.id,
                    last_poll_at = done.at,
                    last_outcome = done.outcome,
                    ready_at = NULL,
                    deaths = 0,
                    consecutive_failures = CASE WHEN done.is_its_fault THEN schedule.consecutive_failures + 1 WHEN done.failed THEN schedule.consecutive_failures ELSE 0 END,
                    proved_at = CASE WHEN done.is_proof THEN done.at ELSE schedule.proved_at END,
                    unproved = CASE WHEN done.is_proof THEN 0 WHEN done.outcome = 'not_modified' THEN schedule.unproved + 1 ELSE schedule.unproved END,
                    interval = done.interval,
                    -- Whoever moved the due time during the poll (the calendar, an operator) is heard too.
                    due_at = CASE WHEN feed.rests THEN 'infinity'
                                  WHEN schedule.due_at <> done.was_due_at THEN LEAST(schedule.due_at, done.due_at)
                                  ELSE done.due_at END,
                    due_reason = CASE WHEN feed.rests OR (schedule.due_at <> done.was_due_at AND schedule.due_at < done.due_at) THEN schedule.due_reason
                                      ELSE done.due_reason END
                FROM done JOIN record USING (feed_id)
                JOIN (SELECT id, paused_at IS NOT NULL OR removed_at IS NOT NULL AS rests FROM feed_definition) AS feed ON feed.id = done.feed_id
                WHERE schedule.feed_id = done.feed_id
                RETURNING schedule.feed_id
                """),
    ];

    private static bool SameHash(ReadOnlyMemory<byte>? one, ReadOnlyMemory<byte>? other) =>
        one is { } left && other is { } right ? left.Span.SequenceEqual(right.Span) : one is null && other is null;
}
