using System.Globalization;
using FeedPipeline.Storing;
using FeedPipeline.Storing.PrivateServer;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace FeedPipeline.Benchmarks.Web;

/// <summary><c>api DIRECTORY ARTICLES</c>: how long the API's lists take over so many articles of 1,000 feeds, asked one after the other over loopback.</summary>
internal static class ApiRun
{
    private const int Requests = 500;
    private const int WarmUp = 50;
    private const int Feeds = 1000;
    private static readonly DateTimeOffset Begin = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static async Task<int> RunAsync(string directory, int articles)
    {
        await using var server = await PrivatePostgres.OpenAsync(new PrivateServerOptions(), directory, TimeProvider.System, default);
        await using var app = LocalWeb.Build(server.ConnectionString);
        await app.Services.GetRequiredService<Schema>().MigrateAsync(default);
        var stock = new ArticleStock(app.Services.GetRequiredService<NpgsqlDataSource>(), Feeds, Begin, TimeSpan.FromSeconds(10), skew: 1);
        await stock.FillAsync(articles);
        await app.StartAsync();

        using var client = new HttpMessageInvoker(new SocketsHttpHandler());
        Console.WriteLine($"{articles:N0} articles of {Feeds:N0} feeds");
        Console.WriteLine("| Request | p50, ms | p99, ms | kB |\n|---|--:|--:|--:|");
        var random = new Random(1);
        foreach (var (what, path) in Kinds(random, stock))
        {
            await LocalWeb.AskAsync(client, app, path, WarmUp);
            var (times, bytes) = await LocalWeb.AskAsync(client, app, path, Requests);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {what} | {times[Requests / 2]:0.0} | {times[Requests * 99 / 100]:0.0} | {bytes / 1000} |"));
        }

        return 0;
    }

    private static IEnumerable<(string What, Func<string> Path)> Kinds(Random random, ArticleStock stock) =>
    [
        ("newest 100", () => "/api/articles"),
        ("newest 100 of a feed", () => $"/api/articles?feed={random.Next(stock.Feeds) + 1}"),
        ("newest 100 in a language", () => $"/api/articles?language={ArticleStock.Languages[random.Next(ArticleStock.Languages.Length)]}"),
        ("newest 100 without copies", () => "/api/articles?copies=exclude"),
        ("newest 100 before some time", () => $"/api/articles?until={stock.At(random.Next(stock.Count) + 1):yyyy-MM-ddTHH:mm:ssZ}"),
        ("articles of a story", () => $"/api/articles?story={ArticleStock.Story(random.Next(stock.Count) + 1)}"),
        ("article at an address", () => $"/api/articles?url=https://news.example/{random.Next(stock.Count) + 1}"),
        ("one article", () => $"/api/articles/{random.Next(stock.Count) + 1}"),
        ("100 with a rare word", () => $"/api/articles?q={ArticleStock.Rare(random.Next(stock.Count) + 1)}"),
        ("100 with a common word", () => "/api/articles?q=news"),
        ("100 with two common words", () => $"/api/articles?q={ArticleStock.Common(random)}+{ArticleStock.Common(random)}"),
        ("newest 20 as Atom", () => "/articles.atom?limit=20"),
    ];
}
