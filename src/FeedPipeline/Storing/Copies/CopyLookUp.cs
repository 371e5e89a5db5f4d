using System.Runtime.InteropServices;
using FeedPipeline.Articles;
using Npgsql;
using NpgsqlTypes;

namespace FeedPipeline.Storing.Copies;

/// <summary>Finds texts that arriving ones may be copies of: one round trip for a batch.</summary>
internal static class CopyLookUp
{
    /// <summary>Whoever judges copies waits for those who do, until their commit: two workers that bring one text each would not see each other's.
    /// Taken before any row of <c>article</c> is locked.</summary>
    /// <remarks>Planning the look-up costs more than running it, and its plan never changes.</remarks>
    private const string Lock = "SELECT pg_advisory_xact_lock($1), set_config('jit', 'off', true), set_config('plan_cache_mode', 'force_generic_plan', true)";

    private const string CurrentGeneration = "SELECT generation FROM copy_generation ORDER BY started_at DESC LIMIT 1";

    // LATERAL with a LIMIT keeps every step an index probe, whatever the planner believes of the tables' sizes.
    private const string Recall = """
        WITH arriving AS MATERIALIZED (
            SELECT * FROM unnest($1, $2, $3, $4) AS text (place, article_id, fingerprint, is_again)),
        hit AS MATERIALIZED (
            SELECT probe.place, probe.key, held.generation, held.number
            FROM unnest($5, $6) AS probe (place, key)
            CROSS JOIN LATERAL (
                SELECT 0 AS generation, number FROM copy_key_0 AS held WHERE held.key = probe.key
                UNION ALL SELECT 1, number FROM copy_key_1 AS held WHERE held.key = probe.key
                LIMIT $7) AS held),
        held AS MATERIALIZED (
            SELECT key, max(holders)::int AS holders FROM (SELECT key, count(*) AS holders FROM hit GROUP BY place, key) AS probe GROUP BY key),
        shared AS (
            SELECT place, generation, number, count(*) AS keys
            FROM hit JOIN held USING (key) WHERE holders < $7 GROUP BY place, generation, number
            HAVING count(*) >= 2 OR min(holders) <= $9),
        near AS (
            SELECT known.article_id, row_number() OVER (PARTITION BY place ORDER BY shared.keys DESC, known.article_id) AS nearness
            FROM shared JOIN arriving USING (place)
            CROSS JOIN LATERAL (
                SELECT article_id FROM copy_sketch_0 WHERE shared.generation = 0 AND number = shared.number
                UNION ALL SELECT article_id FROM copy_sketch_1 WHERE shared.generation = 1 AND number = shared.number
                LIMIT 1) AS known
            WHERE known.article_id <> arriving.article_id),
        wanted AS (
            SELECT article_id, max(fingerprint) AS fingerprint FROM (
                SELECT article_id, NULL::bigint AS fingerprint FROM near WHERE nearness <= $8
                UNION ALL SELECT owner.article_id, arriving.fingerprint
                    FROM arriving CROSS JOIN LATERAL (SELECT article_id FROM copy_text WHERE copy_text.fingerprint = arriving.fingerprint LIMIT 1) AS owner
                UNION ALL SELECT article_id, NULL FROM arriving WHERE is_again
                UNION ALL SELECT mate.id, NULL
                    FROM arriving CROSS JOIN LATERAL (
                        SELECT id FROM article WHERE is_again AND copy_of = arriving.article_id ORDER BY published_at, id LIMIT $8) AS mate
            ) AS reasons GROUP BY article_id),
        labelled AS MATERIALIZED (
            SELECT wanted.article_id, wanted.fingerprint, article.copy_of
            FROM wanted CROSS JOIN LATERAL (SELECT copy_of FROM article WHERE id = wanted.article_id LIMIT 1) AS article),
        recalled AS (
            SELECT article_id, fingerprint FROM labelled
            UNION ALL SELECT DISTINCT copy_of, NULL::bigint FROM labelled WHERE copy_of NOT IN (SELECT article_id FROM labelled)),
        standing AS (
            SELECT generation, number, array_agg(DISTINCT key) AS keys FROM hit GROUP BY generation, number)
        SELECT recalled.article_id, article.copy_of, article.published_at, recalled.fingerprint, sketch.generation, sketch.words, sketch.rate, sketch.fingerprint,
               sketch.keys, sketch.lead, sketch.body, sketch.figures, standing.keys, apart.others, NULL::int[]
        FROM recalled
        CROSS JOIN LATERAL (
            SELECT copy_of, CASE WHEN published_precision = 'day' THEN published_at + interval '1 day' - interval '1 second' ELSE published_at END AS published_at
            FROM article WHERE id = recalled.article_id LIMIT 1) AS article
        LEFT JOIN LATERAL (
            SELECT 0 AS generation, * FROM copy_sketch_0 WHERE number = recalled.article_id::bit(32)::int AND article_id = recalled.article_id
            UNION ALL SELECT 1, * FROM copy_sketch_1 WHERE number = recalled.article_id::bit(32)::int AND article_id = recalled.article_id
            LIMIT 1) AS sketch ON true
        LEFT JOIN standing ON standing.generation = sketch.generation AND standing.number = sketch.number
        LEFT JOIN LATERAL (SELECT array_agg(other_id) AS others FROM kept_apart WHERE kept_apart.article_id = recalled.article_id) AS apart ON true
        UNION ALL
        SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, array_agg(key), NULL, array_agg(holders) FROM held
        """;

    /// <summary>What is remembered of texts like these, and the generation that new sketches belong to.</summary>
    public static async Task<(RecalledTexts Recalled, int Generation)> RecallAsync(
        NpgsqlConnection connection, IReadOnlyList<ArrivingText> arriving, CopyJudge judge, CancellationToken stop)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Lock) { Parameters = { new NpgsqlParameter<long> { TypedValue = AdvisoryLocks.Copies } } });
        batch.BatchCommands.Add(new NpgsqlBatchCommand(CurrentGeneration));
        batch.BatchCommands.Add(RecallCommand(arriving, judge));

        await using var rows = await batch.ExecuteReaderAsync(stop);
        await rows.NextResultAsync(stop);
        await rows.ReadAsync(stop);
        var generation = rows.GetInt16(0);
        await rows.NextResultAsync(stop);
        var texts = new List<RecalledText>();
        var holders = new Dictionary<int, int>();
        while (await rows.ReadAsync(stop))
        {
            if (!rows.IsDBNull(0))
                texts.Add(Text(rows));
            else if (!rows.IsDBNull(12))
                holders = rows.GetFieldValue<int[]>(12).Zip(rows.GetFieldValue<int[]>(14)).ToDictionary(key => key.First, key => key.Second);
        }

        return (new RecalledTexts(texts, holders), generation);
    }

    /// <summary>Takes the place in the queue of those who judge copies, until the commit.</summary>
    public static async Task LockAsync(NpgsqlConnection connection, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(Lock, connection) { Parameters = { new NpgsqlParameter<long> { TypedValue = AdvisoryLocks.Copies } } };
        await command.ExecuteNonQueryAsync(stop);
    }

    /// <summary>Four bytes that tell the articles of a window apart.</summary>
    public static int Number(long articleId) => unchecked((int)articleId);

    private static NpgsqlBatchCommand RecallCommand(IReadOnlyList<ArrivingText> arriving, CopyJudge judge)
    {
        var texts = arriving.Select((text, place) => (text.Text, text.IsAgain, Place: place)).ToList();
        // In key order, so that neighbours meet warm pages.
        var probes = texts.SelectMany(text => text.Text.Sketch.Keys, (text, key) => (Key: key, text.Place)).ToList();
        probes.Sort();
        var command = new RowArrays<(SketchedText Text, bool IsAgain, int Place)>(texts)
            .With(NpgsqlDbType.Integer, text => text.Place)
            .With(NpgsqlDbType.Bigint, text => text.Text.Id)
            .With(NpgsqlDbType.Bigint, text => text.Text.Sketch.Fingerprint)
            .With(NpgsqlDbType.Boolean, text => text.IsAgain)
            .Command(Recall);
        command.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = [.. probes.Select(probe => probe.Place)] });
        command.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = [.. probes.Select(probe => probe.Key)] });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = judge.Crowd });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = judge.MaxCandidates });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = judge.Rare });
        return command;
    }

    private static RecalledText Text(NpgsqlDataReader row) => new(
        row.GetInt64(0),
        row.IsDBNull(1) ? null : row.GetInt64(1),
        row.IsDBNull(2) ? null : row.GetFieldValue<DateTimeOffset>(2),
        row.IsDBNull(4) ? null : Sketch(row),
        row.IsDBNull(3) ? null : row.GetInt64(3),
        row.IsDBNull(4) ? null : row.GetInt32(4),
        row.IsDBNull(12) ? [] : row.GetFieldValue<int[]>(12),
        row.IsDBNull(13) ? [] : row.GetFieldValue<long[]>(13));

    private static TextSketch Sketch(NpgsqlDataReader row)
    {
        var body = Numbers(row.GetFieldValue<byte[]>(10));
        return new TextSketch
        {
            Words = row.GetInt32(5),
            Rate = row.GetInt32(6),
            Fingerprint = row.GetInt64(7),
            Keys = Numbers(row.GetFieldValue<byte[]>(8)),
            Lead = row.IsDBNull(9) ? body : Numbers(row.GetFieldValue<byte[]>(9)),
            Body = body,
            Figures = Numbers(row.GetFieldValue<byte[]>(11)),
        };
    }

    private static int[] Numbers(byte[] bytes) => MemoryMarshal.Cast<byte, int>(bytes).ToArray();
}
