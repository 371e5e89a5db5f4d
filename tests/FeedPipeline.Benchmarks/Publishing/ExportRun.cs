using System.Diagnostics;
using System.Globalization;
using FeedPipeline.Benchmarks.Deduplicating;
using FeedPipeline.Storing;
using FeedPipeline.Storing.PrivateServer;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using NpgsqlTypes;

namespace FeedPipeline.Benchmarks.Publishing;

/// <summary>How fast articles are exported, and in how much memory: the program itself, on a private server that is filled by COPY.</summary>
internal static class ExportRun
{
    private const int Words = 400;

    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "feedpipe");
    private static readonly string[] Authors = ["Ann Lee"];
    private static readonly string[] Tags = ["World", "Ports"];
    private static readonly string[] Formats = ["ndjson", "parquet", "csv", "ninjs", "text"];

    /// <summary>Fills the server in a directory up to so many articles, and exports them in every form.</summary>
    public static async Task<int> RunAsync(string directory, int articles)
    {
        await using (var server = await PrivatePostgres.OpenAsync(new PrivateServerOptions(), directory, TimeProvider.System, default))
        {
            await using var services = new ServiceCollection().AddLogging()
                .AddSingleton<Microsoft.Extensions.Configuration.IConfiguration>(new Microsoft.Extensions.Configuration.ConfigurationBuilder().Build())
                .AddFeedPipeline(server.ConnectionString).BuildServiceProvider();
            await services.GetRequiredService<Schema>().MigrateAsync(default);
            await FillAsync(services.GetRequiredService<NpgsqlDataSource>(), articles);
            // A tenth first: what memory does not grow with.
            await ExportAsync(directory, Formats[0], articles / 10);
            foreach (var format in Formats)
                await ExportAsync(directory, format, articles);
        }

        return 0;
    }

    private static async Task FillAsync(NpgsqlDataSource database, int articles)
    {
        var (texts, _) = MadeTexts.Open();
        await using var connection = await database.OpenConnectionAsync();
        await using var known = new NpgsqlCommand("SELECT count(*) FROM article", connection);
        if ((long)(await known.ExecuteScalarAsync())! >= articles)
            return;
        await using (var writer = await connection.BeginBinaryImportAsync(
            "COPY article (id, feed_id, revision, first_seen_at, updated_at, stated_at, headline, dek, byline, url, body, body_html, authors, published_at, published_precision, body_source, tags, access, enclosures, word_count, provenance) FROM STDIN (FORMAT BINARY)"))
        {
            for (var id = 1; id <= articles; id++)
            {
                var text = texts[id];
                writer.StartRow();
                writer.Write((long)id, NpgsqlDbType.Bigint);
                writer.Write(1L, NpgsqlDbType.Bigint);
                writer.Write(1, NpgsqlDbType.Integer);
                for (var i = 0; i < 3; i++)
                    writer.Write(DateTimeOffset.UnixEpoch.AddYears(56).AddSeconds(id), NpgsqlDbType.TimestampTz);
                writer.Write(text[..60], NpgsqlDbType.Text);
                writer.Write(text[60..160], NpgsqlDbType.Text);
                writer.Write("Ann Lee", NpgsqlDbType.Text);
                writer.Write(string.Create(CultureInfo.InvariantCulture, $"https://news.example/2026/{id}"), NpgsqlDbType.Text);
                writer.Write(text, NpgsqlDbType.Text);
                writer.Write("<p>" + text + "</p>", NpgsqlDbType.Text);
                writer.Write(Authors, NpgsqlDbType.Array | NpgsqlDbType.Text);
                writer.Write(DateTimeOffset.UnixEpoch.AddYears(56).AddSeconds(id), NpgsqlDbType.TimestampTz);
                writer.Write("second", NpgsqlDbType.Text);
                writer.Write("feed", NpgsqlDbType.Text);
                writer.Write(Tags, NpgsqlDbType.Array | NpgsqlDbType.Text);
                writer.Write("free", NpgsqlDbType.Text);
                writer.Write("[]", NpgsqlDbType.Jsonb);
                writer.Write(Words, NpgsqlDbType.Integer);
                writer.Write("""{"headline":"feed:title","body":"feed:content:encoded"}""", NpgsqlDbType.Jsonb);
            }

            await writer.CompleteAsync();
        }

        await using var settled = new NpgsqlCommand("VACUUM ANALYZE article", connection) { CommandTimeout = 0 };
        await settled.ExecuteNonQueryAsync();
    }

    /// <summary>The process, and the most memory that it had: what the kernel counted, read until it ends.</summary>
    private static async Task ExportAsync(string directory, string format, int limit)
    {
        var file = Path.Combine(Path.GetTempPath(), $"export.{Environment.ProcessId}.{format}");
        var until = DateTimeOffset.UnixEpoch.AddYears(56).AddSeconds(limit + 1).UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(new ProcessStartInfo(Program, ["--data", directory, "articles", "export", "--format", format, "--until", until, "--out", file]) { UseShellExecute = false, RedirectStandardError = true })!;
        var said = process.StandardError.ReadToEndAsync();
        var peak = 0L;
        while (!process.HasExited)
        {
            peak = Math.Max(peak, Peak(process.Id));
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }

        var words = (await said).Split('\n')[0];
        Console.WriteLine($"{format,-8} {limit,9:N0} articles: {clock.Elapsed.TotalSeconds,6:0.0} s, {limit / clock.Elapsed.TotalSeconds,8:N0} a second, {new FileInfo(file).Length / 1e6,7:N0} MB written, at most {peak / 1024,4} MB of memory ({words})");
        File.Delete(file);
    }

    private static long Peak(int process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
