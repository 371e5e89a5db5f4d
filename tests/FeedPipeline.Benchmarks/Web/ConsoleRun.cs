using System.Globalization;
using FeedPipeline.Storing;
using FeedPipeline.Storing.Operators;
using FeedPipeline.Storing.Overviews;
using FeedPipeline.Storing.PrivateServer;
using FeedPipeline.Web.Console;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace FeedPipeline.Benchmarks.Web;

/// <summary><c>console DIRECTORY ARTICLES [BEGINNING]</c>: how long the console's pages take over 10,000 feeds and so many articles, asked one after the other over loopback by an operator who is signed in.</summary>
internal static class ConsoleRun
{
    private const int Requests = 100;
    private const int WarmUp = 5;

    /// <summary>A month, whatever their number.</summary>
    private static readonly TimeSpan Span = TimeSpan.FromDays(30);

    public static async Task<int> RunAsync(string directory, int articles, string only)
    {
        await using var server = await PrivatePostgres.OpenAsync(new PrivateServerOptions(), directory, TimeProvider.System, default);
        await using var app = LocalWeb.Build(server.ConnectionString);
        // Counts overview and hosts from the begin each time.
        await using var forgetful = LocalWeb.Build(server.ConnectionString, services => services.AddTransient<Overview>().AddTransient<HostView>());
        await app.Services.GetRequiredService<Schema>().MigrateAsync(default);
        var database = app.Services.GetRequiredService<NpgsqlDataSource>();
        var stock = new ArticleStock(database, OperationStock.Feeds, await BeginAsync(database), Span / articles, skew: 2);
        await new OperationStock(database).FillAsync(await stock.FillAsync(articles));
        await app.StartAsync();
        await forgetful.StartAsync();
        var session = await app.Services.GetRequiredService<SessionStore>().BeginAsync("127.0.0.1", default);

        using var client = new HttpMessageInvoker(new SocketsHttpHandler());
        Console.WriteLine($"{articles:N0} articles of {OperationStock.Feeds:N0} feeds");
        Console.WriteLine("| Page | p50, ms | p95, ms | max, ms | processor, ms | kB |\n|---|--:|--:|--:|--:|--:|");
        var clock = await ServerClock.OfAsync(database);
        foreach (var (what, path) in (IEnumerable<(string, string)>)[("overview, counted anew", "/"), ("hosts of a day, counted anew", "/hosts"), ("hosts of a week, counted anew", "/hosts?hours=168")])
            await MeasureAsync(client, clock, what, forgetful, () => path, session);
        foreach (var (what, path) in new ConsolePaths(stock).Kinds().Where(kind => kind.What.StartsWith(only, StringComparison.Ordinal)))
            await MeasureAsync(client, clock, what, app, path, session);
        return 0;
    }

    /// <summary>Times as a browser has them; and, as other programs on the machine make these longer, the mean processor time of this process, which asks too, and of PostgreSQL.</summary>
    private static async Task MeasureAsync(HttpMessageInvoker client, ServerClock server, string what, WebApplication app, Func<string> path, string session)
    {
        var cookie = "fp_session=" + session;
        await LocalWeb.AskAsync(client, app, path, WarmUp, cookie);
        var before = Environment.CpuUsage.TotalTime + server.Total();
        var (times, bytes) = await LocalWeb.AskAsync(client, app, path, Requests, cookie);
        var spent = Environment.CpuUsage.TotalTime + server.Total() - before;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {what} | {times[Requests / 2]:0.0} | {times[Requests * 95 / 100]:0.0} | {times[^1]:0.0} | {spent.TotalMilliseconds / Requests:0.0} | {bytes / 1000} |"));
    }

    /// <summary>When the stock of a directory begins; one that was filled on another day would be silent today, and is filled anew.</summary>
    private static async Task<DateTimeOffset> BeginAsync(NpgsqlDataSource database)
    {
        await using var command = database.CreateCommand("SELECT min(first_seen_at) FROM article HAVING max(first_seen_at) > now() - interval '3 hours'");
        if (await command.ExecuteScalarAsync() is DateTime begin)
            return new DateTimeOffset(begin, TimeSpan.Zero);
        await using var stale = database.CreateCommand("TRUNCATE article CASCADE");
        await stale.ExecuteNonQueryAsync();
        return TimeProvider.System.GetUtcNow() - Span;
    }
}
