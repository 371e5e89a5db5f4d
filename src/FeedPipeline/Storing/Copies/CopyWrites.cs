using System.Globalization;
using System.Runtime.InteropServices;
using FeedPipeline.Articles;
using Npgsql;
using static NpgsqlTypes.NpgsqlDbType;

namespace FeedPipeline.Storing.Copies;

/// <summary>Writes what became of texts: sketches to be found by, the evidence, and labels of articles that are stored already.</summary>
internal static class CopyWrites
{
    /// <summary>The commands for one judgement; they follow those that write the articles.</summary>
    public static IEnumerable<NpgsqlBatchCommand> Commands(JudgedCopies judged)
    {
        if (judged.Arriving.Count == 0)
            return [];
        return [.. Forget(judged), .. Remember(judged), .. Evidence(judged), .. Labels(judged)];
    }

    /// <summary>The sketches, keys and evidence of texts that say something else now.</summary>
    private static IEnumerable<NpgsqlBatchCommand> Forget(JudgedCopies judged)
    {
        var again = Again(judged);
        if (again.Count == 0)
            yield break;

        foreach (var generation in again.Where(text => text.Generation is not null).GroupBy(text => text.Generation!.Value))
        {
            yield return new RowArrays<(int Key, int Number)>([.. generation.SelectMany(text => text.Sketch!.Keys, (text, key) => (key, CopyLookUp.Number(text.Id)))])
                .With(Integer, key => key.Key)
                .With(Integer, key => key.Number)
                .Command(Of(generation.Key, "DELETE FROM copy_key_{0} AS held USING unnest($1, $2) AS old (key, number) WHERE held.key = old.key AND held.number = old.number"));
            yield return new RowArrays<RecalledText>([.. generation])
                .With(Integer, text => CopyLookUp.Number(text.Id))
                .Command(Of(generation.Key, "DELETE FROM copy_sketch_{0} WHERE number = ANY ($1)"));
        }

        yield return new RowArrays<RecalledText>([.. again.Where(text => text.Sketch is not null)])
            .With(Bigint, text => text.Sketch!.Fingerprint)
            .With(Bigint, text => text.Id)
            .Command("DELETE FROM copy_text AS owner USING unnest($1, $2) AS old (fingerprint, article_id) WHERE owner.fingerprint = old.fingerprint AND owner.article_id = old.article_id");
        yield return new RowArrays<RecalledText>(again)
            .With(Bigint, text => text.Id)
            .Command("DELETE FROM likeness WHERE article_id = ANY ($1)");
    }

    private static IEnumerable<NpgsqlBatchCommand> Remember(JudgedCopies judged)
    {
        var texts = judged.Texts.Texts;
        yield return new RowArrays<JudgedText>(texts)
            .With(Integer, text => CopyLookUp.Number(text.Text.Id))
            .With(Bigint, text => text.Text.Id)
            .With(Integer, text => text.Text.Sketch.Words)
            .With(Integer, text => text.Text.Sketch.Rate)
            .With(Bigint, text => text.Text.Sketch.Fingerprint)
            .With(Bytea, text => Bytes([.. text.Text.Sketch.Keys]))
            .With(Bytea, text => ReferenceEquals(text.Text.Sketch.Lead, text.Text.Sketch.Body) ? null : Bytes(text.Text.Sketch.Lead))
            .With(Bytea, text => Bytes(text.Text.Sketch.Body))
            .With(Bytea, text => Bytes(text.Text.Sketch.Figures))
            .Command(Of(judged.Generation, """
                INSERT INTO copy_sketch_{0} (number, article_id, words, rate, fingerprint, keys, lead, body, figures)
                SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9)
                """));

        var keys = texts.SelectMany(text => text.Keys, (text, key) => (Key: key, Number: CopyLookUp.Number(text.Text.Id))).ToList();
        keys.Sort();
        yield return new RowArrays<(int Key, int Number)>(keys)
            .With(Integer, key => key.Key)
            .With(Integer, key => key.Number)
            .Command(Of(judged.Generation, "INSERT INTO copy_key_{0} (key, number) SELECT * FROM unnest($1, $2)"));
        yield return new RowArrays<JudgedText>([.. texts.OrderBy(text => text.Text.Sketch.Fingerprint)])
            .With(Bigint, text => text.Text.Sketch.Fingerprint)
            .With(Bigint, text => text.Text.Id)
            .Command("INSERT INTO copy_text (fingerprint, article_id) SELECT * FROM unnest($1, $2) ON CONFLICT (fingerprint) DO NOTHING");

        var generations = judged.Recalled.Texts.Where(text => text.Generation is not null).ToDictionary(text => text.Id, text => text.Generation!.Value);
        foreach (var heirs in judged.Texts.Heirs.Where(heir => heir.Keys.Count > 0).GroupBy(heir => generations[heir.Text.Id]))
        {
            yield return new RowArrays<(int Key, int Number)>([.. heirs.SelectMany(heir => heir.Keys, (heir, key) => (key, CopyLookUp.Number(heir.Text.Id)))])
                .With(Integer, key => key.Key)
                .With(Integer, key => key.Number)
                .Command(Of(heirs.Key, "INSERT INTO copy_key_{0} (key, number) SELECT * FROM unnest($1, $2) EXCEPT SELECT key, number FROM copy_key_{0} WHERE key = ANY ($1)"));
        }
    }

    private static IEnumerable<NpgsqlBatchCommand> Evidence(JudgedCopies judged)
    {
        var found = judged.Texts.Texts.SelectMany(text => text.Likenesses).DistinctBy(likeness => (likeness.ArticleId, likeness.OtherId))
            // What arrives together is held against each other once.
            .Where(likeness => !judged.IsArriving(likeness.OtherId) || likeness.ArticleId > likeness.OtherId).ToList();
        if (found.Count == 0)
            yield break;

        yield return new RowArrays<Likeness>(found)
            .With(Bigint, likeness => likeness.ArticleId)
            .With(Bigint, likeness => likeness.OtherId)
            .With(Text, likeness => TableNaming.Of(likeness.Kinship))
            .With(Real, likeness => (float)likeness.OfShorter)
            .With(Real, likeness => (float)likeness.OfLonger)
            .With(Integer, likeness => likeness.Shared)
            .Command("""
                INSERT INTO likeness (article_id, other_id, kinship, of_shorter, of_longer, shared, judged_at)
                SELECT article_id, other_id, kinship, of_shorter, of_longer, shared, now()
                FROM unnest($1, $2, $3, $4, $5, $6) AS found (article_id, other_id, kinship, of_shorter, of_longer, shared)
                ON CONFLICT (article_id, other_id) DO UPDATE SET
                    kinship = excluded.kinship, of_shorter = excluded.of_shorter, of_longer = excluded.of_longer, shared = excluded.shared, judged_at = excluded.judged_at
                """);
    }

    /// <summary>Groups whose oldest is another now, and articles that were judged again.</summary>
    private static IEnumerable<NpgsqlBatchCommand> Labels(JudgedCopies judged)
    {
        var before = Again(judged).ToDictionary(text => text.Id, text => text.CopyOf);
        var again = judged.Texts.Texts.Where(text => before.ContainsKey(text.Text.Id)).ToList();
        if (judged.Texts.Moves.Count > 0)
            yield return Move(judged.Texts.Moves, [.. before.Keys]);

        var changed = again.Where(text => before[text.Text.Id] != text.CopyOf).ToList();
        if (changed.Count > 0)
        {
            yield return new RowArrays<JudgedText>(changed)
                .With(Bigint, text => text.Text.Id)
                .With(Bigint, text => text.CopyOf)
                .Command(Labelled("SELECT * FROM unnest($1, $2) AS judged (id, copy_of)"));
        }
    }

    /// <summary>Groups get another oldest.</summary>
    /// <param name="moves">From which to which.</param>
    /// <param name="except">Articles that are labelled otherwise.</param>
    public static NpgsqlBatchCommand Move(IReadOnlyList<MovedGroup> moves, long[] except)
    {
        var command = new RowArrays<MovedGroup>(moves)
            .With(Bigint, move => move.From)
            .With(Bigint, move => move.To)
            .Command(Labelled("""
                SELECT id, CASE WHEN id <> target THEN target END AS copy_of FROM (
                    SELECT article.id, move.target FROM move JOIN article ON article.id = move.origin
                    UNION ALL
                    SELECT article.id, move.target FROM move JOIN article ON article.copy_of = move.origin) AS members
                WHERE id <> ALL ($3)
                """, "move AS (SELECT * FROM unnest($1, $2) AS move (origin, target)), "));
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = except });
        return command;
    }

    private static string Labelled(string labels, string with = "") => $"""
        WITH {with}label AS ({labels}),
        labelled AS (
            UPDATE article SET copy_of = label.copy_of, updated_at = now() FROM label
            WHERE article.id = label.id AND article.copy_of IS DISTINCT FROM label.copy_of
            RETURNING article.id, article.revision)
        INSERT INTO change (article_id, kind, revision, changed_fields, at)
        SELECT id, 'labelled', revision, ARRAY['copy_of'], now() FROM labelled
        """;

    private static List<RecalledText> Again(JudgedCopies judged)
    {
        var again = judged.Arriving.Where(text => text.IsAgain).Select(text => text.Text.Id).ToHashSet();
        return [.. judged.Recalled.Texts.Where(text => again.Contains(text.Id))];
    }

    private static byte[] Bytes(int[] numbers) => MemoryMarshal.AsBytes<int>(numbers).ToArray();

    private static string Of(int generation, string sql) => sql.Replace("{0}", generation.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
}
