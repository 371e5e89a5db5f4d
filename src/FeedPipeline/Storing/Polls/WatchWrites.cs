using System.Text.Json;
using FeedPipeline.Articles;
using FeedPipeline.Events;
using FeedPipeline.Polls;
using Npgsql;
using static NpgsqlTypes.NpgsqlDbType;

namespace FeedPipeline.Storing.Polls;

/// <summary>Writes what polls have to say to operators: events, and items kept out with their reasons.</summary>
internal static class WatchWrites
{
    /// <summary>Events that open or go on, events that end, items that go into quarantine or leave it.</summary>
    public static IEnumerable<NpgsqlBatchCommand> Commands(IReadOnlyList<CompletedPoll> polls)
    {
        List<(long FeedId, EventNote Note)> notes = [.. polls.SelectMany(poll => poll.Events, (poll, note) => (poll.Claim.Feed.Id, note))];
        List<(long FeedId, IdentifiedItem Item, string Reason)> kept =
            [.. polls.SelectMany(poll => poll.Quarantined, (poll, kept) => (poll.Claim.Feed.Id, kept.Item, kept.Reason))];
        return
        [
            .. Open([.. notes.Where(note => note.Note.Detail is not null)]),
            .. Close([.. notes.Where(note => note.Note.Detail is null)]),
            .. Keep([.. kept.DistinctBy(item => item.Item.Keys[0].Hash).OrderBy(item => item.Item.Keys[0].Hash)]),
            .. Release([.. polls.SelectMany(poll => poll.Released, (poll, key) => (poll.Claim.Feed.Id, key)).OrderBy(item => item.key)]),
        ];
    }

    private static IEnumerable<NpgsqlBatchCommand> Open(IReadOnlyList<(long FeedId, EventNote Note)> notes)
    {
        if (notes.Count == 0)
            yield break;

        yield return new RowArrays<(long FeedId, EventNote Note)>(notes)
            .With(Bigint, note => note.FeedId)
            .With(Text, note => TableNaming.Of(note.Note.Kind))
            .With(Text, note => note.Note.Detail)
            .Command("""
                INSERT INTO event (feed_id, kind, detail, opened_at, last_at, count)
                SELECT feed_id, kind, detail, now(), now(), 1 FROM unnest($1, $2, $3) AS note (feed_id, kind, detail)
                ON CONFLICT (feed_id, kind) WHERE closed_at IS NULL
                DO UPDATE SET last_at = now(), count = event.count + 1, detail = excluded.detail
                """);
    }

    private static IEnumerable<NpgsqlBatchCommand> Close(IReadOnlyList<(long FeedId, EventNote Note)> notes)
    {
        if (notes.Count == 0)
            yield break;

        yield return new RowArrays<(long FeedId, EventNote Note)>(notes)
            .With(Bigint, note => note.FeedId)
            .With(Text, note => TableNaming.Of(note.Note.Kind))
            .Command("""
                UPDATE event SET closed_at = now()
                FROM unnest($1, $2) AS over (feed_id, kind)
                WHERE event.feed_id = over.feed_id AND event.kind = over.kind AND event.closed_at IS NULL
                """);
    }

    private static IEnumerable<NpgsqlBatchCommand> Keep(IReadOnlyList<(long FeedId, IdentifiedItem Item, string Reason)> kept)
    {
        if (kept.Count == 0)
            yield break;

        yield return new RowArrays<(long FeedId, IdentifiedItem Item, string Reason)>(kept)
            .With(Bigint, item => item.FeedId)
            .With(Uuid, item => item.Item.Keys[0].Hash)
            .With(Text, item => item.Reason)
            .With(Jsonb, item => JsonSerializer.Serialize(item.Item.Item, TableJson.Options))
            .Command("""
                INSERT INTO quarantine (feed_id, key, reason, item, at)
                SELECT feed_id, key, reason, item, now() FROM unnest($1, $2, $3, $4) AS kept (feed_id, key, reason, item)
                ON CONFLICT (key) DO UPDATE SET reason = excluded.reason, item = excluded.item, at = now(), released_at = NULL
                WHERE (quarantine.reason, quarantine.item) IS DISTINCT FROM (excluded.reason, excluded.item)
                """);
    }

    /// <summary>Items that went into the article table; with the last one of a feed, its event is over.</summary>
    private static IEnumerable<NpgsqlBatchCommand> Release(IReadOnlyList<(long FeedId, Guid Key)> released)
    {
        if (released.Count == 0)
            yield break;

        yield return new RowArrays<(long FeedId, Guid Key)>(released)
            .With(Uuid, item => item.Key)
            .Command("UPDATE quarantine SET released_at = now() FROM unnest($1) AS released (key) WHERE quarantine.key = released.key");
        yield return new RowArrays<(long FeedId, Guid Key)>([.. released.DistinctBy(item => item.FeedId)])
            .With(Bigint, item => item.FeedId)
            .Command("""
                UPDATE event SET closed_at = now()
                FROM unnest($1) AS released (feed_id)
                WHERE event.feed_id = released.feed_id AND event.kind = 'quarantined' AND event.closed_at IS NULL
                  AND NOT EXISTS (SELECT FROM quarantine WHERE quarantine.feed_id = event.feed_id AND quarantine.released_at IS NULL)
                """);
    }
}
