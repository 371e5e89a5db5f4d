using System.Globalization;
using System.Runtime.InteropServices;
using FeedPipeline.Articles;
using FeedPipeline.Deduplicating;
using FeedPipeline.Deduplicating.Copies;
using Npgsql;
using NpgsqlTypes;

namespace FeedPipeline.Benchmarks.Deduplicating;

/// <summary>Fills the tables by COPY, as if so many articles had arrived: a half in each generation.</summary>
internal sealed class CopyStock(NpgsqlDataSource database, MadeTexts texts, DeduplicatingOptions options)
{
    private const int Chunk = 20_000;

    /// <summary>Texts under a key, about: a byte for each of 2^27 classes of keys.</summary>
    private readonly byte[] holders = new byte[1 << 27];

    private int stored;

    /// <summary>Adds what is missing; a directory that was filled before is used again.</summary>
    public async Task GrowAsync(int size)
    {
        if (await AskAsync($"SELECT count(*) FROM article WHERE id <= {size}") == size.ToString(CultureInfo.InvariantCulture))
            return;
        await ExecuteAsync(string.Join(';', Enumerable.Range(0, 2).Select(generation => $"DROP INDEX copy_key_{generation}_key; ALTER TABLE copy_sketch_{generation} DROP CONSTRAINT copy_sketch_{generation}_pkey")));
        await ExecuteAsync("ALTER TABLE copy_text DROP CONSTRAINT copy_text_pkey; UPDATE copy_generation SET started_at = now() - interval '1 day' * (1 - generation) * 20");
        for (var first = stored + 1; first <= size; first += Chunk)
        {
            var numbers = Enumerable.Range(first, Math.Min(Chunk, size - first + 1)).ToArray();
            var sketches = numbers.AsParallel().AsOrdered().Select(number => Sketcher.Sketch(null, texts[number], options)).ToArray();
            // Consecutive chunks go to both in turn, so that every size fills each by a half.
            await CopyAsync(numbers, sketches, generation: first / Chunk % 2);
            stored = numbers[^1];
        }

        foreach (var generation in Enumerable.Range(0, 2))
        {
            await ExecuteAsync($"SET maintenance_work_mem = '1GB'; SET max_parallel_maintenance_workers = 2; CREATE INDEX copy_key_{generation}_key ON copy_key_{generation} USING hash (key)");
            await ExecuteAsync($"ALTER TABLE copy_sketch_{generation} ADD CONSTRAINT copy_sketch_{generation}_pkey PRIMARY KEY (number)");
        }

        await ExecuteAsync("ALTER TABLE copy_text ADD CONSTRAINT copy_text_pkey PRIMARY KEY (fingerprint) WITH (fillfactor = 70)");
        foreach (var table in (string[])["article", "copy_text", .. Enumerable.Range(0, 2).SelectMany(generation => (string[])[$"copy_key_{generation}", $"copy_sketch_{generation}"])])
            await ExecuteAsync($"VACUUM ANALYZE {table}");
        await ExecuteAsync("CHECKPOINT");
    }

    /// <summary>Reads the indexes that every arrival is looked up in, as a server that runs for days has them in memory.</summary>
    public async Task WarmAsync()
    {
        await ExecuteAsync("CREATE EXTENSION IF NOT EXISTS pg_prewarm");
        await ExecuteAsync("SELECT pg_prewarm(oid) FROM pg_class WHERE relname ~ '^copy_(key_._key|text_pkey|sketch_._pkey)$'");
    }

    /// <summary>Rows of <c>article</c> without their texts, which the look-up does not read.</summary>
    public Task AddArticlesAsync(IEnumerable<int> ids) => WriteAsync(
        "COPY article (id, feed_id, revision, first_seen_at, updated_at, stated_at, headline, authors, published_at, published_precision, body_source, tags, access, enclosures, word_count, provenance) FROM STDIN (FORMAT BINARY)",
        ids, (writer, id) =>
        {
            var now = Date(id);
            writer.Write((long)id, NpgsqlDbType.Bigint);
            writer.Write(1L, NpgsqlDbType.Bigint);
            writer.Write(1, NpgsqlDbType.Integer);
            for (var i = 0; i < 3; i++)
                writer.Write(now, NpgsqlDbType.TimestampTz);
            writer.Write("Headline of an article that has one", NpgsqlDbType.Text);
            writer.Write(Array.Empty<string>(), NpgsqlDbType.Array | NpgsqlDbType.Text);
            writer.Write(now, NpgsqlDbType.TimestampTz);
            writer.Write("second", NpgsqlDbType.Text);
            writer.Write("feed", NpgsqlDbType.Text);
            writer.Write(Array.Empty<string>(), NpgsqlDbType.Array | NpgsqlDbType.Text);
            writer.Write("free", NpgsqlDbType.Text);
            writer.Write("[]", NpgsqlDbType.Jsonb);
            writer.Write(400, NpgsqlDbType.Integer);
            writer.Write("{}", NpgsqlDbType.Jsonb);
        });

    /// <summary>Ids from here on arrive while it is measured.</summary>
    public const int Arriving = 100_000_000;

    /// <summary>A day within a window; what arrives is the newest.</summary>
    public static DateTimeOffset Date(int id) => DateTimeOffset.UnixEpoch.AddYears(56).AddSeconds(id < Arriving ? id % 2_000_000 : 2_000_000 + (id % 500_000));

    private async Task CopyAsync(int[] numbers, TextSketch[] sketches, int generation)
    {
        var rows = numbers.Zip(sketches).ToList();
        var keys = rows.SelectMany(row => row.Second.Keys, (row, key) => (Key: key, Number: row.First)).Where(key => holders[key.Key >>> 5]++ < options.MaxGroupsPerKey
            || (holders[key.Key >>> 5] = (byte)options.MaxGroupsPerKey) == 0).ToList();
        await Task.WhenAll(
            AddArticlesAsync(numbers),
            WriteAsync($"COPY copy_key_{generation} (key, number) FROM STDIN (FORMAT BINARY)", keys, (writer, key) =>
            {
                writer.Write(key.Key, NpgsqlDbType.Integer);
                writer.Write(key.Number, NpgsqlDbType.Integer);
            }),
            WriteAsync("COPY copy_text (fingerprint, article_id) FROM STDIN (FORMAT BINARY)", rows, (writer, row) =>
            {
                writer.Write(row.Second.Fingerprint, NpgsqlDbType.Bigint);
                writer.Write((long)row.First, NpgsqlDbType.Bigint);
            }),
            WriteAsync($"COPY copy_sketch_{generation} (number, article_id, fingerprint, words, rate, keys, lead, body, figures) FROM STDIN (FORMAT BINARY)", rows, (writer, row) =>
            {
                var sketch = row.Second;
                writer.Write(row.First, NpgsqlDbType.Integer);
                writer.Write((long)row.First, NpgsqlDbType.Bigint);
                writer.Write(sketch.Fingerprint, NpgsqlDbType.Bigint);
                writer.Write(sketch.Words, NpgsqlDbType.Integer);
                writer.Write(sketch.Rate, NpgsqlDbType.Integer);
                foreach (var list in (int[][])[[.. sketch.Keys], sketch.Lead, sketch.Body, sketch.Figures])
                    writer.Write(MemoryMarshal.AsBytes<int>(list).ToArray(), NpgsqlDbType.Bytea);
            }));
    }

    private async Task WriteAsync<T>(string copy, IEnumerable<T> rows, Action<NpgsqlBinaryImporter, T> write)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var writer = await connection.BeginBinaryImportAsync(copy);
        foreach (var row in rows)
        {
            writer.StartRow();
            write(writer, row);
        }

        await writer.CompleteAsync();
    }

    public async Task<string> AskAsync(string sql)
    {
        await using var command = database.CreateCommand(sql);
        return (await command.ExecuteScalarAsync())?.ToString() ?? "";
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = database.CreateCommand(sql);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync();
    }
}
