using System.Diagnostics;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace FeedPipeline.EndToEnd;

/// <summary>Credentials of feeds reach their own origin and nothing else: no log, no verb, no API, no table and no file.</summary>
public sealed class SecretsTests
{
    private const string Password = "Sesame/open+4711=";
    private const string Token = "t0ken.Harbour-88af";
    private const string Key = "k3y of the ferry line";

    /// <summary>Each feed's name, which is the path too, and what it is given.</summary>
    private static readonly (string Name, string Option, string Value)[] Feeds =
    [
        ("good", "--basic", $"reader:{Password}"), ("away", "--bearer", Token), ("moved", "--bearer", Token), ("broken", "--bearer", Token),
        ("refused-basic", "--basic", $"reader:{Password}"), ("refused-bearer", "--bearer", Token), ("refused-header", "--header", $"{EchoOrigin.KeyHeader}: {Key}"),
    ];

    private static readonly string[] Verbs =
    [
        "feeds list", "feeds list --json", "feeds export", "polls list", "polls list --json", "events list", "events list --json", "documents list --json",
        "feeds show moved", "feeds show moved --json", "feeds show refused-basic", "feeds show refused-bearer", "feeds show refused-header",
    ];

    private static readonly string[] Routes = ["/api/feeds", "/api/articles"];
    private static readonly string[] Verbose = ["dbug: FeedPipeline", "dbug: Quartz", "dbug: Microsoft"];
    private static readonly string[] LogCategories = ["Default", "Microsoft", "Quartz", "Npgsql"];
    private static readonly string[] Closed = ["feed_credential", "feed_definition", "poll", "document"];

    [SkippableFact]
    public async Task Credentials_are_shown_to_their_origin_and_found_nowhere_else()
    {
        await using var here = await Installation.CreateAsync();
        await using var origin = await EchoOrigin.StartAsync();
        await PolledAsync(here, origin);
        await RepeatedAsync(here, origin);

        var texts = await TextsAsync(here);

        var authorizations = origin.Seen.ToLookup(request => request.Path, request => request.Authorization + request.Key);
        Assert.All(Feeds, feed => Assert.Equal([Shown(feed)], authorizations[$"/{feed.Name}.xml"].Where(shown => feed.Name != "good" || shown != "Bearer " + Token).Distinct()));
        Assert.All(origin.SeenElsewhere, request => Assert.Equal(("/away.xml", string.Empty, string.Empty), request));
        Assert.NotEmpty(origin.SeenElsewhere);
        Assert.Equal(string.Empty, string.Join('\n', texts.SelectMany(text => Found(text.Name, text.Bytes))));
        Assert.All(texts, text => Assert.NotEmpty(text.Bytes));
    }

    [SkippableFact]
    public async Task Readers_of_the_database_may_not_read_credentials()
    {
        await using var here = await Installation.CreateAsync();
        SetKey(here);
        here.Origin.Serve("feed.xml", Rss.Of("Harbour Post", new RssItem("one", "Ferry", "<p>Runs.</p>")));
        await here.MustAsync("feeds", "add", here.Origin.Url + "/feed.xml", "--name", "post");
        await here.MustAsync("feeds", "set", "post", "--bearer", Token);
        await here.RunAsync();

        Assert.Equal(1, await here.QueryAsync<long>("SELECT count(*) FROM feed_credential"));
        Assert.Equal(1, await here.QueryAsync<long>("SELECT count(*) FROM feed", "reader"));
        foreach (var table in Closed)
        {
            var refused = await Assert.ThrowsAsync<PostgresException>(() => here.QueryAsync<long>($"SELECT count(*) FROM {table}", "reader"));
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
        }
    }

    [SkippableTheory]
    [InlineData("--basic", "reader:" + Password)]
    [InlineData("--bearer", Token)]
    [InlineData("--header", "X-Key: " + Key)]
    public async Task Without_a_key_they_are_refused_in_one_line_that_names_the_option(string option, string value)
    {
        await using var here = await Installation.CreateAsync();
        here.Origin.Serve("feed.xml", Rss.Of("Harbour Post", new RssItem("one", "Ferry", "<p>Runs.</p>")));
        await here.MustAsync("feeds", "add", here.Origin.Url + "/feed.xml", "--name", "post");

        var ran = await here.FeedpipeAsync("feeds", "set", "post", option, value);

        Assert.Equal(1, ran.ExitCode);
        Assert.Contains("Secrets__KeyFile", Assert.Single(ran.Error.Split('\n')), StringComparison.Ordinal);
        Assert.Empty(Found("what it says", Encoding.UTF8.GetBytes(ran.Output + ran.Error)));
    }

    private static void SetKey(Installation here) =>
        here.Configure("Secrets__KeyFile", here.Write("keys", "1 " + Convert.ToBase64String(SHA256.HashData("a key for tests"u8))));

    /// <summary>All feeds have their credentials, a worker that logs all it can has polled each of them, and the failing ones are known to operators.</summary>
    private static async Task PolledAsync(Installation here, EchoOrigin origin)
    {
        SetKey(here);
        foreach (var category in LogCategories)
            here.Configure($"Logging__LogLevel__{category}", "Trace");
        here.Configure("Watching__FailuresUntilBroken", "2");
        var outlines = Feeds.Select(feed => $"<outline text=\"{feed.Name}\" xmlUrl=\"{origin.Url}/{feed.Name}.xml\" schedule=\"every 1s\"/>");
        await here.MustAsync("feeds", "import", here.Write("feeds.opml", $"<opml version=\"2.0\"><body>{string.Concat(outlines)}</body></opml>"));
        foreach (var (name, option, value) in Feeds)
            await here.MustAsync("feeds", "set", name, option, "@" + here.Write("given", value));
        File.Delete(here.PathOf("given"));
        await here.RunAsync();
        await Wait.UntilAsync(
            async () => await here.QueryAsync<long>("SELECT count(*) FROM (SELECT feed_id FROM poll GROUP BY feed_id HAVING sum(count) >= 3) AS polled") == Feeds.Length,
            "all feeds are polled three times");
    }

    /// <summary>What the origin repeated in redirects was followed, but is recorded without it, and is no address to move to.</summary>
    private static async Task RepeatedAsync(Installation here, EchoOrigin origin)
    {
        Assert.Equal("{\"301 " + origin.Url + "/good.xml?was=***\"}", await here.QueryAsync<string>(HopsOf("moved")));
        Assert.EndsWith("/away.xml?was=***\"}", await here.QueryAsync<string>(HopsOf("away")), StringComparison.Ordinal);
        Assert.Equal(origin.Url + "/moved.xml", await here.QueryAsync<string>("SELECT url FROM feed_definition WHERE name = 'moved'"));
        Assert.Equal(0, await here.QueryAsync<long>("SELECT count(*) FROM feed_memory WHERE moving_to IS NOT NULL"));
        Assert.Equal("protocol_error", await here.QueryAsync<string>("SELECT last_outcome FROM feed WHERE name = 'broken'"));
        Assert.Equal(4, await here.QueryAsync<long>("SELECT count(DISTINCT feed_id) FROM event WHERE kind = 'broken'"));
    }

    /// <summary>Everything that FeedPipeline says and keeps.</summary>
    private static async Task<IReadOnlyList<(string Name, byte[] Bytes)>> TextsAsync(Installation here)
    {
        List<(string Name, byte[] Bytes)> texts = [];
        foreach (var verb in Verbs)
            texts.Add((verb, Encoding.UTF8.GetBytes(await here.MustAsync(verb.Split(' ')))));
        await here.MustAsync("documents", "export", "--out", here.PathOf("all.warc.gz"));
        texts.Add(("documents export", await UnpackedAsync(here.PathOf("all.warc.gz"))));
        foreach (var path in Routes.Concat(Feeds.Select((_, index) => FormattableString.Invariant($"/api/feeds/{index + 1}"))))
            texts.Add((path, Encoding.UTF8.GetBytes(await here.GetAsync(path))));
        texts.Add(("pg_dump", await DumpAsync((await here.MustAsync("db", "url")).Trim())));
        await here.StopAsync();
        texts.Add(("the log", Encoding.UTF8.GetBytes(string.Join('\n', here.Log))));
        Assert.All(Verbose, said => Assert.Contains(here.Log, line => line.Contains(said, StringComparison.Ordinal)));
        // Also what the database had deleted, and its log.
        texts.AddRange(Directory.EnumerateFiles(here.Data, "*", SearchOption.AllDirectories)
            .Where(file => new FileInfo(file).Length > 0).Select(file => (file, File.ReadAllBytes(file))));
        return texts;
    }

    /// <summary>A line for each secret that is there, plain or encoded.</summary>
    private static IEnumerable<string> Found(string name, byte[] bytes) =>
        from secret in new[] { Password, Token, Key }
        from form in new[]
        {
            secret, Uri.EscapeDataString(secret), Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)), Convert.ToBase64String(Encoding.UTF8.GetBytes("reader:" + secret)),
            Convert.ToHexStringLower(Encoding.UTF8.GetBytes(secret)), secret[..10],
        }
        where bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(form)) >= 0
        select $"{name}: {form}";

    private static string Shown((string Name, string Option, string Value) feed) => feed.Option switch
    {
        "--basic" => "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(feed.Value)),
        "--bearer" => "Bearer " + feed.Value,
        _ => feed.Value[(EchoOrigin.KeyHeader.Length + 2)..],
    };

    private static string HopsOf(string feed) => $"SELECT hops::text FROM poll WHERE feed_id = (SELECT id FROM feed_definition WHERE name = '{feed}') ORDER BY id LIMIT 1";

    private static async Task<byte[]> UnpackedAsync(string path)
    {
        await using var packed = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using var unpacked = new MemoryStream();
        await packed.CopyToAsync(unpacked);
        return unpacked.ToArray();
    }

    private static async Task<byte[]> DumpAsync(string url)
    {
        var program = Directory.EnumerateFiles("/usr/lib/postgresql", "pg_dump", SearchOption.AllDirectories).FirstOrDefault() ?? "pg_dump";
        using var dump = Process.Start(new ProcessStartInfo(program, ["--dbname", url]) { UseShellExecute = false, RedirectStandardOutput = true })!;
        var text = await dump.StandardOutput.ReadToEndAsync();
        await dump.WaitForExitAsync();
        Assert.Equal(0, dump.ExitCode);
        Assert.Contains("COPY public.feed_credential", text, StringComparison.Ordinal);
        return Encoding.UTF8.GetBytes(text);
    }
}
