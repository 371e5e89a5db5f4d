using FeedPipeline.Articles;
using FeedPipeline.Polls;
using Npgsql;
using static NpgsqlTypes.NpgsqlDbType;

namespace FeedPipeline.Storing.Articles;

/// <summary>Writes what polls taught about names: how feeds tell their items apart, keys for the past, and query parameters; and what was taken out before its time.</summary>
internal static class IdentityWrites
{
    /// <summary>All of it, for these polls.</summary>
    public static IEnumerable<NpgsqlBatchCommand> Commands(IReadOnlyList<CompletedPoll> polls) =>
        [.. Policies(polls), .. Again(polls), .. Parameters(polls), .. Withdraw(polls), .. TakeBack(polls)];

    private static IEnumerable<NpgsqlBatchCommand> Policies(IReadOnlyList<CompletedPoll> polls)
    {
        var changed = polls.Where(poll => poll.Identity is not null && poll.Identity != poll.Claim.Identity).ToList();
        if (changed.Count == 0)
            yield break;

        yield return new RowArrays<CompletedPoll>(changed)
            .With(Bigint, poll => poll.Claim.Feed.Id)
            .With(Text, poll => TableNaming.Of(poll.Identity!.By))
            .With(Text, poll => poll.Identity!.Reason)
            .With(Integer, poll => poll.Identity!.Shifts)
            .Command("""
                UPDATE feed_memory AS memory SET identity = now.identity, identity_reason = now.reason, identity_shifts = now.shifts,
                    identity_at = CASE WHEN (memory.identity, memory.identity_reason) IS DISTINCT FROM (now.identity, now.reason) THEN now() ELSE memory.identity_at END
                FROM unnest($1, $2, $3, $4) AS now (feed_id, identity, reason, shifts)
                WHERE memory.feed_id = now.feed_id
                """);
    }

    private static IEnumerable<NpgsqlBatchCommand> Again(IReadOnlyList<CompletedPoll> polls)
    {
        List<(ArticleKey Key, long ArticleId)> keys = [.. polls.SelectMany(poll => poll.Rekeyed).DistinctBy(own => own.Key.Hash).OrderBy(own => own.Key.Hash)];
        if (keys.Count == 0)
            yield break;

        yield return new RowArrays<(ArticleKey Key, long ArticleId)>(keys)
            .With(Uuid, own => own.Key.Hash)
            .With(Bigint, own => own.ArticleId)
            .With(Text, own => TableNaming.Of(own.Key.Kind))
            .Command("""
                INSERT INTO article_key (key, article_id, kind)
                SELECT again.key, again.article_id, again.kind FROM unnest($1, $2, $3) AS again (key, article_id, kind) JOIN article ON article.id = again.article_id
                ON CONFLICT (key) DO NOTHING
                """);
    }

    private static IEnumerable<NpgsqlBatchCommand> Parameters(IReadOnlyList<CompletedPoll> polls)
    {
        List<(string Host, string Name, int Same, int Other)> seen =
        [
            .. polls.SelectMany(poll => poll.Parameters).GroupBy(parameter => (parameter.Host, parameter.Name))
                .Select(group => (group.Key.Host, group.Key.Name, group.Count(parameter => parameter.IsSame), group.Count(parameter => !parameter.IsSame)))
                .OrderBy(parameter => parameter.Host, StringComparer.Ordinal).ThenBy(parameter => parameter.Name, StringComparer.Ordinal),
        ];
        if (seen.Count == 0)
            yield break;

        // One counter-example settles it; more are not worth a write.
        yield return new RowArrays<(string Host, string Name, int Same, int Other)>(seen)
            .With(Text, parameter => parameter.Host)
            .With(Text, parameter => parameter.Name)
            .With(Integer, parameter => parameter.Same)
            .With(Integer, parameter => parameter.Other)
            .Command("""
                INSERT INTO url_parameter AS known (host, name, same, other, last_at)
                SELECT host, name, same, other, now() FROM unnest($1, $2, $3, $4) AS seen (host, name, same, other)
                ON CONFLICT (host, name) DO UPDATE SET same = known.same + excluded.same, other = known.other + excluded.other, last_at = excluded.last_at
                WHERE known.other = 0
                """);
    }

    /// <summary>Articles that their feed took out, unless another lists them still.</summary>
    private static IEnumerable<NpgsqlBatchCommand> Withdraw(IReadOnlyList<CompletedPoll> polls)
    {
        List<(long FeedId, long ArticleId)> gone = [.. polls.SelectMany(poll => poll.Withdrawn, (poll, id) => (poll.Claim.Feed.Id, id)).OrderBy(row => row.id)];
        if (gone.Count == 0)
            yield break;

        yield return new RowArrays<(long FeedId, long ArticleId)>(gone)
            .With(Bigint, row => row.FeedId)
            .With(Bigint, row => row.ArticleId)
            .Command("""
                WITH taken AS (
                    UPDATE article SET removed_at = now(), updated_at = now()
                    FROM unnest($1, $2) AS gone (feed_id, article_id)
                    WHERE article.id = gone.article_id AND article.feed_id = gone.feed_id AND article.removed_at IS NULL
                      AND NOT EXISTS (SELECT FROM sighting WHERE sighting.article_id = article.id AND sighting.feed_id <> gone.feed_id AND sighting.gone_at IS NULL)
                    RETURNING article.id, article.revision)
                INSERT INTO change (article_id, kind, class, revision, changed_fields, at)
                SELECT id, 'withdrawn', 'withdrawn', revision, '{removed_at}', now() FROM taken
                """);
    }

    /// <summary>Articles that are listed again.</summary>
    private static IEnumerable<NpgsqlBatchCommand> TakeBack(IReadOnlyList<CompletedPoll> polls)
    {
        List<long> listed =
        [
            .. polls.SelectMany(poll => poll.Verdicts).Select(verdict => verdict switch
            {
                Verdict.Sighted sighted => sighted.ArticleId,
                Verdict.Revised revised => revised.Known.Id,
                _ => 0,
            }).Where(id => id != 0).Distinct().Order(),
        ];
        if (listed.Count == 0)
            yield break;

        yield return new RowArrays<long>(listed).With(Bigint, id => id).Command("""
            WITH back AS (
                UPDATE article SET removed_at = NULL, updated_at = now()
                FROM unnest($1) AS listed (id)
                WHERE article.id = listed.id AND article.removed_at IS NOT NULL
                RETURNING article.id, article.revision)
            INSERT INTO change (article_id, kind, class, revision, changed_fields, at)
            SELECT id, 'revised', 'update', revision, '{removed_at}', now() FROM back
            """);
    }
}
