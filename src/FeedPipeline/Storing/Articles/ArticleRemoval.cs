using FeedPipeline.Articles;
using FeedPipeline.Storing.Copies;
using Npgsql;
using static NpgsqlTypes.NpgsqlDbType;

namespace FeedPipeline.Storing.Articles;

/// <summary>Deletes articles, and all that hangs on them. Who was a copy of one of them is one of the oldest that remains.</summary>
internal static class ArticleRemoval
{
    private const int Generations = 2;

    /// <summary>The commands, in the transaction that holds the queue of those who judge copies.</summary>
    /// <param name="gone">The articles.</param>
    /// <param name="copies">What is a copy of them and stays, in the order of ids.</param>
    /// <param name="judge">Whose sketches lead to what is remembered of texts for good.</param>
    public static IEnumerable<NpgsqlBatchCommand> Commands(IReadOnlyList<StoredArticle> gone, IReadOnlyList<StoredArticle> copies, CopyJudge judge)
    {
        long[] ids = [.. gone.Select(article => article.Id)];
        yield return Of("INSERT INTO change (article_id, kind, revision, changed_fields, at) SELECT id, 'deleted', revision, '{}', now() FROM article WHERE id = ANY ($1) ORDER BY id", ids);
        List<MovedGroup> moves = [.. copies.GroupBy(copy => copy.CopyOf!.Value, (from, group) => new MovedGroup(from, Oldest([.. group])))];
        if (moves.Count > 0)
            yield return CopyWrites.Move(moves, ids);
        foreach (var command in Texts(gone, moves, judge))
            yield return command;
        foreach (var command in Stories(ids))
            yield return command;
        foreach (var statement in Hanging)
            yield return Of(statement, ids);
        // Keys, sightings, revisions and the rest are deleted with it.
        yield return Of("DELETE FROM article WHERE id = ANY ($1)", ids);
    }

    private static readonly string[] Hanging =
    [
        "DELETE FROM page_due WHERE article_id = ANY ($1)",
        "DELETE FROM likeness WHERE article_id = ANY ($1)",
        "DELETE FROM likeness WHERE other_id = ANY ($1)",
        "DELETE FROM kept_apart USING kept_apart AS other WHERE other.article_id = ANY ($1) AND kept_apart.article_id = other.other_id AND kept_apart.other_id = other.article_id",
        "DELETE FROM kept_apart WHERE article_id = ANY ($1)",
        "DELETE FROM article_merge WHERE article_id = ANY ($1) OR into_id = ANY ($1)",
        "DELETE FROM document WHERE article_id = ANY ($1)",
    ];

    /// <summary>As copies are judged: of equal and unknown dates the first stays the oldest.</summary>
    private static long Oldest(IReadOnlyList<StoredArticle> group) =>
        group.Aggregate((oldest, copy) => CopyTexts.Date(copy.Content) < CopyTexts.Date(oldest.Content) ? copy : oldest).Id;

    private static IEnumerable<NpgsqlBatchCommand> Texts(IReadOnlyList<StoredArticle> gone, List<MovedGroup> moves, CopyJudge judge)
    {
        int[] numbers = [.. gone.Select(article => CopyLookUp.Number(article.Id))];
        int[] heirs = [.. moves.Select(move => CopyLookUp.Number(move.To))];
        for (var generation = 0; generation < Generations; generation++)
        {
            yield return CopyKeys.Forget(generation, numbers, [.. gone.Select(article => article.Id)]);
            if (heirs.Length > 0)
                yield return CopyKeys.Inherit(generation, heirs);
        }

        if (judge.Sketch is not { } sketch)
            yield break;
        // An equal text that comes later still belongs to the group.
        var inherits = moves.ToDictionary(move => move.From, move => move.To);
        yield return new RowArrays<StoredArticle>([.. gone.Where(article => inherits.ContainsKey(article.Id))])
            .With(Bigint, article => sketch(article.Content).Fingerprint)
            .With(Bigint, article => article.Id)
            .With(Bigint, article => inherits[article.Id])
            .Command("UPDATE copy_text AS owner SET article_id = moved.heir FROM unnest($1, $2, $3) AS moved (fingerprint, id, heir) WHERE owner.fingerprint = moved.fingerprint AND owner.article_id = moved.id");
        yield return new RowArrays<StoredArticle>([.. gone.Where(article => !inherits.ContainsKey(article.Id))])
            .With(Bigint, article => sketch(article.Content).Fingerprint)
            .With(Bigint, article => article.Id)
            .Command("DELETE FROM copy_text AS owner USING unnest($1, $2) AS old (fingerprint, id) WHERE owner.fingerprint = old.fingerprint AND owner.article_id = old.id");
    }

    /// <summary>A story counts what remains of it, and goes with its last article.</summary>
    private static IEnumerable<NpgsqlBatchCommand> Stories(long[] ids)
    {
        yield return Of("""
            WITH gone AS (
                SELECT COALESCE(article.story_id, report.thread_id) AS thread_id, count(*) AS articles
                FROM article LEFT JOIN story_report AS report ON report.article_id = article.id
                WHERE article.id = ANY ($1) AND COALESCE(article.story_id, report.thread_id) IS NOT NULL GROUP BY 1),
            counted AS (UPDATE story SET article_count = GREATEST(0, article_count - gone.articles) FROM gone WHERE story.id = gone.thread_id)
            UPDATE story_thread SET reports = GREATEST(0, reports - gone.articles) FROM gone WHERE story_thread.id = gone.thread_id
            """, ids);
        yield return Of("DELETE FROM story_thread USING story_report AS report WHERE report.article_id = ANY ($1) AND story_thread.id = report.thread_id AND reports = 0", ids);
        yield return Of("DELETE FROM story_report WHERE article_id = ANY ($1)", ids);
        yield return Of("""
            WITH ended AS (
                DELETE FROM story USING (SELECT DISTINCT story_id FROM article WHERE id = ANY ($1)) AS told
                WHERE story.id = told.story_id AND article_count = 0 RETURNING story.id)
            DELETE FROM story USING ended WHERE story.merged_into = ended.id
            """, ids);
    }

    private static NpgsqlBatchCommand Of(string sql, long[] ids) => new(sql) { Parameters = { new NpgsqlParameter<long[]> { TypedValue = ids } } };
}
