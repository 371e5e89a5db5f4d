using System.Globalization;
using System.Net;
using System.Text;
using FeedPipeline.Articles;
using FeedPipeline.Deduplicating;
using FeedPipeline.Documents;
using FeedPipeline.Feeds;
using FeedPipeline.Fetching;
using FeedPipeline.Normalizing;
using FeedPipeline.Polls;
using FeedPipeline.Reading;
using FeedPipeline.Storing.Feeds;
using FeedPipeline.Storing.Polls;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Npgsql;

namespace FeedPipeline.Tests.Storing;

/// <summary>A database of its own with the pipeline on it, wired as in the product; the loopback may be asked.</summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    private readonly ServiceProvider _services;

    private TestDatabase(string connectionString, ServiceProvider services) => (ConnectionString, _services) = (connectionString, services);

    public string ConnectionString { get; }

    public FeedStore Feeds => Get<FeedStore>();

    public DueFeeds Due => Get<DueFeeds>();

    public PollStore Store => Get<PollStore>();

    public Pipeline Pipeline => Get<Pipeline>();

    public Dispatcher Dispatcher => Get<Dispatcher>();

    public static async Task<TestDatabase> CreateAsync(TestServer server, params (string Name, string Value)[] settings)
    {
        var connectionString = await server.CreateDatabaseAsync();
        return new(connectionString, Wire(connectionString, settings));
    }

    /// <summary>The same, with a name server of its own.</summary>
    public static async Task<TestDatabase> CreateAsync(TestServer server, Func<string, IPAddress[]> resolve, params (string Name, string Value)[] settings)
    {
        var connectionString = await server.CreateDatabaseAsync();
        return new(connectionString, Wire(connectionString, settings, services => services.AddSingleton(provider =>
            FetchingClient.Create(provider.GetRequiredService<IOptions<FetchingOptions>>().Value, (host, _) => Task.FromResult(resolve(host))))));
    }

    public static ServiceProvider Wire(string connectionString, IEnumerable<(string Name, string Value)> settings, Action<IServiceCollection>? instead = null)
    {
        Dictionary<string, string?> configured = new() { ["Fetching:AllowedNetworks:0"] = "127.0.0.0/8", ["Fetching:HostDelay"] = "00:00:00" };
        foreach (var (name, value) in settings)
            configured[name] = value;
        var services = new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(configured).Build())
            .AddLogging()
            .AddFeedPipeline(connectionString);
        instead?.Invoke(services);
        return services.BuildServiceProvider();
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Another process on the same database.</summary>
    public TestDatabase Another(params (string Name, string Value)[] settings) => new(ConnectionString, Wire(ConnectionString, settings));

    /// <summary>Adds a feed that is due now.</summary>
    public async Task<long> AddAsync(string name = "news", string? url = null, Schedule? schedule = null)
    {
        var feed = new Feed { Name = name, Url = url ?? $"http://{name}.example/feed", Schedule = schedule ?? Schedule.Adaptive.Instance };
        return (await Feeds.AddAsync([feed], TimeSpan.Zero, default))[0]!.Value;
    }

    public async Task<ClaimedFeed> ClaimAsync(long feedId) =>
        await Due.ClaimAsync(feedId, Lease, default) ?? throw new InvalidOperationException("Another holds it.");

    /// <summary>What is due, as far as the hosts bear it; by default they bear everything.</summary>
    public async Task<IReadOnlyList<ClaimedFeed>> ClaimDueAsync(int count, int perHost = 1000, TimeSpan delay = default) =>
        (await Due.ClaimDueAsync(count, Lease, new HostLimits(perHost, delay), default)).Feeds;

    /// <summary>The same for feeds that were in hand when a worker died.</summary>
    public async Task<IReadOnlyList<ClaimedFeed>> ClaimSuspectsAsync(int count) =>
        (await Due.ClaimSuspectsAsync(count, Lease, new HostLimits(1000, TimeSpan.Zero), default)).Feeds;

    /// <summary>Ends the leases that are over. Tests end them before their time, when the server may be younger than a whole lease.</summary>
    public Task<LostClaims> SettleAsync() => Due.SettleAsync(TimeSpan.Zero, deathsUntilPaused: 3, default);

    /// <summary>Takes this document in, as if it had been fetched.</summary>
    public Task<Poll> TakeInAsync(ClaimedFeed claim, string document, Validators? validators = null) =>
        Pipeline.TakeInAsync(claim, Fetched(document, validators), 0, default);

    /// <summary>What the pipeline would hand to the store, with these articles known.</summary>
    public static CompletedPoll Judge(ClaimedFeed claim, string document, IReadOnlyDictionary<ArticleKey, StoredArticle>? known = null)
    {
        var read = FeedReader.Read(((FetchResult.Fetched)Fetched(document)).Document, new ReadingOptions());
        var arrivals = ItemIdentity.Identify(claim.Feed.Id, read).Select(item => new Arrival(item, ArticleNormalizer.Normalize(read, item.Item)));
        var verdicts = Deduplicator.Judge(claim.Feed.Id, [.. arrivals], new Recall(known ?? new Dictionary<ArticleKey, StoredArticle>())).Verdicts;
        return new CompletedPoll
        {
            Claim = claim,
            Poll = new Poll { FeedId = claim.Feed.Id, StartedAt = claim.ClaimedAt, LastAt = claim.ClaimedAt, Outcome = PollOutcome.Stored, New = verdicts.Count },
            Due = new Due(claim.ClaimedAt.AddHours(1), "later", TimeSpan.FromHours(1)),
            Document = read,
            Verdicts = verdicts,
        };
    }

    /// <summary>A whole poll of a feed that answers with this document.</summary>
    public async Task<Poll> PollAsync(long feedId, string document, Validators? validators = null) =>
        await TakeInAsync(await ClaimAsync(feedId), document, validators);

    public static FetchResult Fetched(string document, Validators? validators = null)
    {
        var body = Encoding.UTF8.GetBytes(document);
        return new FetchResult.Fetched(new FetchedDocument { Body = body, Url = "http://origin.example/feed" }, validators ?? Validators.None)
        {
            HttpStatus = 200,
            BytesBody = body.Length,
        };
    }

    /// <summary>The first value of the first row as text; null for NULL, and for no row.</summary>
    public async Task<string?> AskAsync(string sql)
    {
        await using var command = Get<NpgsqlDataSource>().CreateCommand(sql);
        return await command.ExecuteScalarAsync() switch
        {
            null or DBNull => null,
            var value => Convert.ToString(value, CultureInfo.InvariantCulture),
        };
    }

    /// <summary>The same, once it is the value awaited; fails when that does not come.</summary>
    public async Task AwaitAsync(string expected, string sql)
    {
        string? now = null;
        for (var tries = 0; tries < 200; tries++)
        {
            now = await AskAsync(sql);
            if (now == expected)
                return;
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }

        Assert.Fail($"{sql} stays {now}, not {expected}");
    }

    /// <summary>Every row of these tables with its version, so that any write shows.</summary>
    public async Task<string> RowsAsync(params string[] tables)
    {
        var all = new StringBuilder();
        foreach (var table in tables)
            all.AppendLine(await AskAsync($"SELECT string_agg(rows.xmin || rows::text, E'\\n' ORDER BY rows::text) FROM {table} AS rows"));
        return all.ToString();
    }

    /// <summary>A transaction outside the pool that has done this, and keeps its locks until disposal.</summary>
    public async Task<HeldTransaction> HoldAsync(string sql) => await HeldTransaction.BeginAsync(ConnectionString, sql);

    /// <summary>Waits until so many statements wait for a lock.</summary>
    public Task AwaitWaitingAsync(int statements) => AwaitAsync(
        statements.ToString(CultureInfo.InvariantCulture),
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'");

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}

/// <summary>Somebody else's transaction.</summary>
internal sealed class HeldTransaction : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;

    private HeldTransaction(NpgsqlConnection connection) => _connection = connection;

    public static async Task<HeldTransaction> BeginAsync(string connectionString, string sql)
    {
        var held = new HeldTransaction(new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString));
        await held._connection.OpenAsync();
        await held.ExecuteAsync("BEGIN");
        await held.ExecuteAsync(sql);
        return held;
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var command = new NpgsqlCommand(sql, _connection);
        await command.ExecuteNonQueryAsync();
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}

/// <summary>Documents of a few words.</summary>
internal static class Rss
{
    /// <summary>A feed of these items.</summary>
    public static string Feed(params string[] items) =>
        $"<rss version=\"2.0\"><channel><title>News</title><link>http://news.example/</link>{string.Concat(items)}</channel></rss>";

    /// <summary>The same, cut off in the middle of one more item.</summary>
    public static string Cut(params string[] items) => Feed([.. items, "<item><title>Cut"]).Split("Cut")[0];

    /// <summary>An item with its own guid and address.</summary>
    public static string Item(string name, string? text = null, string? link = null, string? published = null) =>
        $"<item><guid isPermaLink=\"false\">{name}</guid><title>Title of {name}</title>"
        + $"<link>{link ?? $"http://news.example/{name}"}</link><description>{text ?? $"Text of {name}, in a few words."}</description>{(published is null ? "" : $"<pubDate>{published}</pubDate>")}</item>";
}
