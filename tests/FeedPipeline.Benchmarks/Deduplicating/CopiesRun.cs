using System.Globalization;
using FeedPipeline.Articles;
using FeedPipeline.Deduplicating;
using FeedPipeline.Deduplicating.Copies;
using FeedPipeline.Steps;
using FeedPipeline.Storing;
using FeedPipeline.Storing.Copies;
using FeedPipeline.Storing.PrivateServer;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace FeedPipeline.Benchmarks.Deduplicating;

/// <summary><c>copies DIRECTORY SIZE…</c>: processor time, ours and PostgreSQL's, that telling copies adds to an article, with so many in the tables.</summary>
internal static class CopiesRun
{
    private const string SharedBuffers = "6GB";
    private const int WarmBatches = 100;
    private static readonly (int Articles, int Batches)[] Batches = [(200, 40), (20, 300)];
    private static readonly DeduplicatingOptions Options = new();

    public static async Task<int> RunAsync(string directory, int[] sizes)
    {
        await SetUpAsync(directory);
        await using var server = await OpenAsync(directory);
        await using var database = FeedPipelineDatabase.Open(server.ConnectionString, new StoringOptions());
        await new Schema(database, new Contexts(database)).MigrateAsync(default);
        var clock = await ServerClock.OfAsync(database);

        var (texts, source) = MadeTexts.Open();
        Console.WriteLine($"Texts from {source}; shared_buffers {SharedBuffers}.");
        var stock = new CopyStock(database, texts, Options);
        var next = int.Parse(await stock.AskAsync($"SELECT GREATEST({CopyStock.Arriving}, (SELECT max(id) FROM article))"), CultureInfo.InvariantCulture) + 1;
        foreach (var size in sizes)
        {
            await stock.GrowAsync(size);
            await stock.WarmAsync();
            Console.WriteLine($"{size:N0} articles: " + await stock.AskAsync("""
                SELECT concat_ws(', ', (SELECT sum(reltuples)::bigint FROM pg_class WHERE relname LIKE 'copy_key__') || ' keys',
                    (SELECT pg_size_pretty(sum(pg_relation_size(oid))) FROM pg_class WHERE relname LIKE 'copy_key__') || ' in tables',
                    (SELECT pg_size_pretty(sum(pg_relation_size(oid))) FROM pg_class WHERE relname LIKE 'copy_key___key') || ' in indexes',
                    (SELECT pg_size_pretty(sum(pg_relation_size(oid))) FROM pg_class WHERE relname LIKE 'copy_sketch__') || ' of sketches')
                """));
            foreach (var (articles, batches) in Batches)
            {
                var run = new CopyBatches(database, stock, texts, clock, size);
                next = await run.RunAsync(next, articles, WarmBatches);
                run.Reset();
                next = await run.RunAsync(next, articles, batches);
                Console.WriteLine(run.Result(articles));
            }
        }

        return 0;
    }

    private static async Task SetUpAsync(string directory)
    {
        await using var server = await OpenAsync(directory);
        await using var connection = new NpgsqlConnection(server.ConnectionString);
        await connection.OpenAsync();
        foreach (var setting in (string[])[$"shared_buffers = '{SharedBuffers}'", "max_wal_size = '8GB'"])
        {
            await using var command = new NpgsqlCommand($"ALTER SYSTEM SET {setting}", connection);
            await command.ExecuteNonQueryAsync();
        }
    }

    private static Task<PrivatePostgres> OpenAsync(string directory) => PrivatePostgres.OpenAsync(new PrivateServerOptions(), directory, TimeProvider.System, default);

    private sealed class Contexts(NpgsqlDataSource database) : IDbContextFactory<FeedPipelineDb>
    {
        public FeedPipelineDb CreateDbContext() => new(new DbContextOptionsBuilder<FeedPipelineDb>().UseNpgsql(database).Options);
    }
}

/// <summary>Batches of arriving articles, each sketched, looked up, judged and written in one transaction, as <c>PollBatch</c> does.</summary>
internal sealed class CopyBatches(NpgsqlDataSource database, CopyStock stock, MadeTexts texts, ServerClock server, int known)
{
    private readonly DeduplicatingOptions options = new();
    private readonly CopyJudge judge = Copies.Judge(new DeduplicatingOptions());
    private TimeSpan sketching;
    private TimeSpan ours;
    private TimeSpan postgres;
    private int articles;
    private int copies;
    private int keys;

    public void Reset() => (sketching, ours, postgres, articles, copies, keys) = (TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero, 0, 0, 0);

    public async Task<int> RunAsync(int first, int size, int batches)
    {
        for (var batch = 0; batch < batches; batch++, first += size)
        {
            var ids = Enumerable.Range(first, size).ToArray();
            var arriving = ids.Select(id => texts.Arriving(id, known)).ToArray();
            await stock.AddArticlesAsync(ids);
            var there = server.Total();
            var here = Environment.CpuUsage.TotalTime;
            await StoreAsync(ids, arriving);
            ours += Environment.CpuUsage.TotalTime - here;
            postgres += server.Total() - there;
        }

        articles += size * batches;
        return first;
    }

    public string Result(int size) => string.Create(CultureInfo.InvariantCulture,
        $"| {known:N0} | {size} | {Each(sketching):0} | {Each(ours):0} | {Each(postgres):0} | {Each(ours + postgres):0} | {(double)copies / articles:P0} copies, {(double)keys / articles:0.0} keys |");

    private double Each(TimeSpan time) => time.TotalMicroseconds / articles;

    private async Task StoreAsync(int[] ids, string[] bodies)
    {
        var began = Environment.CpuUsage.TotalTime;
        var sketched = ids.Zip(bodies, (id, body) => new ArrivingText(new SketchedText(id, Sketcher.Sketch(null, body, options), CopyStock.Date(id)), IsAgain: false)).ToList();
        sketching += Environment.CpuUsage.TotalTime - began;

        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var judged = await CopyTexts.JudgeAsync(connection, sketched, judge, default);
        await using var batch = new NpgsqlBatch(connection);
        foreach (var command in CopyWrites.Commands(judged))
            batch.BatchCommands.Add(command);
        await batch.ExecuteNonQueryAsync();
        await transaction.CommitAsync();
        copies += judged.Texts.Texts.Count(text => text.CopyOf is not null);
        keys += judged.Texts.Texts.Sum(text => text.Keys.Count);
    }
}
