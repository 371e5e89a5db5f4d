using FeedPipeline.Articles;
using FeedPipeline.Polls;
using Npgsql;
using static NpgsqlTypes.NpgsqlDbType;

namespace FeedPipeline.Storing.Articles;

/// <summary>Writes which feed lists which article, and the keys that sightings add to known articles.</summary>
internal static class SightingWrites
{
    /// <summary>Sightings that begin, that end, and further keys of articles seen again.</summary>
    public static IEnumerable<NpgsqlBatchCommand> Commands(IReadOnlyList<CompletedPoll> polls, IReadOnlyList<NewArticle> unseen)
    {
        List<Listed> known = [.. polls.SelectMany(poll => poll.AllVerdicts, (poll, judged) => Known(poll, judged.Verdict, judged.IsPast)).OfType<Listed>()];
        List<Listed> listed = [.. unseen.Select(article => new Listed(article.Id, article.Poll, article.Arrival, article.IsPast)), .. known];
        List<(long FeedId, long ArticleId)> gone = [.. polls.SelectMany(Gone)];
        return [.. Begin([.. listed.Where(row => !row.IsPast)]), .. Begun([.. listed.Where(row => row.IsPast)]), .. End(gone), .. Keys(known)];
    }

    private static Listed? Known(CompletedPoll poll, Verdict verdict, bool isPast) => verdict switch
    {
        Verdict.Sighted sighted => new Listed(sighted.ArticleId, poll, sighted.Arrival, isPast),
        Verdict.Revised revised => new Listed(revised.Known.Id, poll, revised.Arrival, isPast),
        _ => null,
    };

    /// <summary>What the last document listed and this one does not. A document that ended early says nothing about its rest.</summary>
    private static IEnumerable<(long FeedId, long ArticleId)> Gone(CompletedPoll poll)
    {
        if (poll.Document is not { IsComplete: true })
            return [];

        var still = poll.Unchanged.Select(entry => entry.ArticleId).ToHashSet();
        still.UnionWith(poll.Verdicts.OfType<Verdict.Sighted>().Select(verdict => verdict.ArticleId));
        still.UnionWith(poll.Verdicts.OfType<Verdict.Revised>().Select(verdict => verdict.Known.Id));
        return poll.Claim.Window.Entries.Select(entry => entry.ArticleId).Where(id => id != 0 && !still.Contains(id)).Distinct().Select(id => (poll.Claim.Feed.Id, id));
    }

    private static IEnumerable<NpgsqlBatchCommand> Begin(IReadOnlyList<Listed> listed)
    {
        var rows = new RowArrays<Listed>([.. listed.DistinctBy(row => (row.FeedId, row.ArticleId)).OrderBy(row => row.FeedId).ThenBy(row => row.ArticleId)]);
        if (rows.IsEmpty)
            return [];

        return
        [
            rows.With(Bigint, row => row.ArticleId)
                .With(Bigint, row => row.FeedId)
                .With(Text, row => row.Arrival.Item.Item.Guid)
                .With(Text, row => row.Arrival.Item.Item.Link)
                .With(Integer, row => row.Arrival.Item.Position)
                .Command("""
                    INSERT INTO sighting (article_id, feed_id, guid, url, position, first_seen_at)
                    SELECT article_id, feed_id, guid, url, position, now()
                    FROM unnest($1, $2, $3, $4, $5) AS listed (article_id, feed_id, guid, url, position)
                    ON CONFLICT (feed_id, article_id) DO UPDATE SET gone_at = NULL WHERE sighting.gone_at IS NOT NULL
                    """),
        ];
    }

    /// <summary>Sightings in older documents: over when they come to light, and no news of those that go on or ended before.</summary>
    private static IEnumerable<NpgsqlBatchCommand> Begun(IReadOnlyList<Listed> listed)
    {
        var rows = new RowArrays<Listed>([.. listed.DistinctBy(row => (row.FeedId, row.ArticleId)).OrderBy(row => row.FeedId).ThenBy(row => row.ArticleId)]);
        if (rows.IsEmpty)
            return [];

        return
        [
            rows.With(Bigint, row => row.ArticleId)
                .With(Bigint, row => row.FeedId)
                .With(Text, row => row.Arrival.Item.Item.Guid)
                .With(Text, row => row.Arrival.Item.Item.Link)
                .With(Integer, row => row.Arrival.Item.Position)
                .With(TimestampTz, row => row.Poll.Again?.FirstSeenAt)
                .With(TimestampTz, row => row.Poll.Again?.StatedAt)
                .Command("""
                    INSERT INTO sighting (article_id, feed_id, guid, url, position, first_seen_at, gone_at)
                    SELECT article_id, feed_id, guid, url, position, COALESCE(first_seen_at, now()), COALESCE(stated_at, now())
                    FROM unnest($1, $2, $3, $4, $5, $6, $7) AS listed (article_id, feed_id, guid, url, position, first_seen_at, stated_at)
                    ON CONFLICT (feed_id, article_id) DO NOTHING
                    """),
        ];
    }

    private static IEnumerable<NpgsqlBatchCommand> End(IReadOnlyList<(long FeedId, long ArticleId)> gone)
    {
        if (gone.Count == 0)
            return [];

        return
        [
            new RowArrays<(long FeedId, long ArticleId)>(gone)
                .With(Bigint, row => row.FeedId)
                .With(Bigint, row => row.ArticleId)
                .Command("""
                    UPDATE sighting SET gone_at = now()
                    FROM unnest($1, $2) AS gone (feed_id, article_id)
                    WHERE sighting.feed_id = gone.feed_id AND sighting.article_id = gone.article_id AND sighting.gone_at IS NULL
                    """),
        ];
    }

    private static IEnumerable<NpgsqlBatchCommand> Keys(IReadOnlyList<Listed> known)
    {
        var rows = new RowArrays<(ArticleKey Key, long ArticleId)>(
            [.. known.SelectMany(row => row.Arrival.Item.Keys, (row, key) => (Key: key, row.ArticleId)).DistinctBy(row => row.Key.Hash).OrderBy(row => row.Key.Hash)]);
        if (rows.IsEmpty)
            return [];

        return
        [
            rows.With(Uuid, row => row.Key.Hash)
                .With(Bigint, row => row.ArticleId)
                .With(Text, row => TableNaming.Of(row.Key.Kind))
                .Command("""
                    INSERT INTO article_key (key, article_id, kind)
                    SELECT key, article_id, kind FROM unnest($1, $2, $3) AS listed (key, article_id, kind)
                    ON CONFLICT (key) DO NOTHING
                    """),
        ];
    }

    private sealed record Listed(long ArticleId, CompletedPoll Poll, Arrival Arrival, bool IsPast)
    {
        public long FeedId => Poll.Claim.Feed.Id;
    }
}
