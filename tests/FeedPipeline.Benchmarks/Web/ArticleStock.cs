using System.Globalization;
using System.Text;
using FeedPipeline.Storing.Search;
using Npgsql;
using NpgsqlTypes;

namespace FeedPipeline.Benchmarks.Web;

/// <summary>Articles of 150 words, filled by COPY, and read for search. With a <paramref name="skew"/> above 1, the first feeds have the most.</summary>
internal sealed class ArticleStock(NpgsqlDataSource database, int feeds, DateTimeOffset begin, TimeSpan apart, double skew)
{
    private const int Words = 150;
    private const int Vocabulary = 20_000;
    private const int CopiesEvery = 5;

    public static string[] Languages { get; } = ["en", "en-GB", "de", "fr"];

    public int Count { get; private set; }

    public int Feeds => feeds;

    public DateTimeOffset At(int id) => begin + id * apart;

    /// <summary>What an article tells of, if its number is even: four tell of one thing.</summary>
    public static long Story(int id) => (id / 8) + 1;

    /// <summary>A word that stands in this article and few others.</summary>
    public static string Rare(int id) => string.Create(CultureInfo.InvariantCulture, $"r{id / 3}");

    /// <summary>A word that stands in one article of some hundred.</summary>
    public static string Seldom(Random random) => string.Create(CultureInfo.InvariantCulture, $"w{random.Next(1000, Vocabulary)}");

    /// <summary>One of the words that stand in many articles.</summary>
    public static string Common(Random random) => string.Create(CultureInfo.InvariantCulture, $"w{random.Next(30)}");

    /// <summary>Fills it, unless it is filled; returns whether it was not.</summary>
    public async Task<bool> FillAsync(int articles)
    {
        Count = articles;
        await using var connection = await database.OpenConnectionAsync();
        var isNew = await CountAsync(connection) < articles;
        if (isNew)
        {
            await ExecuteAsync(connection, "TRUNCATE article CASCADE; DROP INDEX IF EXISTS article_search_vector");
            await CopyAsync(connection, articles);
            await ExecuteAsync(connection, "VACUUM ANALYZE article");
            await using (var batch = new NpgsqlBatch(connection) { BatchCommands = { SearchWrites.Read([.. Enumerable.Range(1, articles).Select(id => (long)id)], 100_000) }, Timeout = 0 })
                await batch.ExecuteNonQueryAsync();
            await ExecuteAsync(connection, "SET maintenance_work_mem = '512MB'; CREATE INDEX article_search_vector ON article_search USING gin (vector)");
            await ExecuteAsync(connection, "VACUUM ANALYZE article_search");
        }

        return isNew;
    }

    private static async Task<long> CountAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand("SELECT count(*) FROM article_search", connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync();
    }

    private async Task CopyAsync(NpgsqlConnection connection, int articles)
    {
        await using var writer = await connection.BeginBinaryImportAsync(
            "COPY article (id, feed_id, revision, story_id, copy_of, first_seen_at, updated_at, stated_at, headline, body, url, canonical_url, language, authors, published_at, published_precision, body_source, tags, access, enclosures, word_count, provenance) FROM STDIN (FORMAT BINARY)");
        var random = new Random(1);
        for (var id = 1; id <= articles; id++)
        {
            writer.StartRow();
            writer.Write((long)id, NpgsqlDbType.Bigint);
            writer.Write((long)(feeds * Math.Pow(random.NextDouble(), skew)) + 1, NpgsqlDbType.Bigint);
            writer.Write(1, NpgsqlDbType.Integer);
            if (id % 2 == 0)
                writer.Write(Story(id), NpgsqlDbType.Bigint);
            else
                writer.WriteNull();
            if (id % CopiesEvery == 0)
                writer.Write((long)id - 1, NpgsqlDbType.Bigint);
            else
                writer.WriteNull();
            for (var i = 0; i < 3; i++)
                writer.Write(At(id), NpgsqlDbType.TimestampTz);
            writer.Write(Text(random, 9) + " " + Rare(id), NpgsqlDbType.Text);
            writer.Write("news " + Text(random, Words), NpgsqlDbType.Text);
            writer.Write(string.Create(CultureInfo.InvariantCulture, $"https://news.example/{id}"), NpgsqlDbType.Text);
            writer.Write(string.Create(CultureInfo.InvariantCulture, $"https://news.example/{id}"), NpgsqlDbType.Text);
            writer.Write(Languages[random.Next(Languages.Length)], NpgsqlDbType.Text);
            writer.Write(Array.Empty<string>(), NpgsqlDbType.Array | NpgsqlDbType.Text);
            writer.Write(At(id), NpgsqlDbType.TimestampTz);
            writer.Write("second", NpgsqlDbType.Text);
            writer.Write("feed", NpgsqlDbType.Text);
            writer.Write(Array.Empty<string>(), NpgsqlDbType.Array | NpgsqlDbType.Text);
            writer.Write("free", NpgsqlDbType.Text);
            writer.Write("[]", NpgsqlDbType.Jsonb);
            writer.Write(Words, NpgsqlDbType.Integer);
            writer.Write("""{"headline":"feed:title","body":"feed:content:encoded"}""", NpgsqlDbType.Jsonb);
        }

        await writer.CompleteAsync();
    }

    /// <summary>Words with frequencies after Zipf.</summary>
    private static string Text(Random random, int words)
    {
        var text = new StringBuilder(words * 6);
        for (var i = 0; i < words; i++)
            text.Append(CultureInfo.InvariantCulture, $"w{(int)Math.Pow(Vocabulary, random.NextDouble())} ");
        return text.ToString();
    }
}
