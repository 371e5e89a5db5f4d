using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace FeedPipeline.EndToEnd.Hostile;

/// <summary>One worker with short limits that polls every trick, a crowd of hostile hosts and some healthy feeds at the same time; the tests look at what it left behind.</summary>
public sealed class HostileRun : IAsyncLifetime
{
    /// <summary>Feeds that behave.</summary>
    internal const int Healthy = 10;

    /// <summary>Hostile connections at a time, beside the tricks.</summary>
    internal const int Crowd = 64;

    private const int HealthyPolls = 12;

    private static readonly string[] Kinds = ["chunk-endless", "gzip-bomb", "stall-after", "slow-body", "slow-headers", "1xx-flood", "br-bomb", "header-64k"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(150);

    private HostileOrigin origin = null!;
    private HostileOrigin crowd = null!;

    internal Installation Here { get; private set; } = null!;

    /// <summary>Where documents point to that must never be asked.</summary>
    internal static TcpListener Sentinel { get; } = Listening();

    internal static IReadOnlyList<Trick> Tricks { get; } = [.. HttpTricks.All, .. BodyTricks.All, .. TlsTricks.All, .. FeedTricks.All($"http://{Sentinel.LocalEndpoint}"), .. IdentityTricks.All];

    /// <summary>Why there was no run; null when there was.</summary>
    internal string? Skipped { get; private set; }

    /// <summary>Growth of the worker's resident memory with the crowd, at its height.</summary>
    internal long CrowdBytes { get; private set; }

    /// <summary>The same with all tricks, documents of many megabytes among them.</summary>
    internal long TricksBytes { get; private set; }

    /// <summary>The worker.</summary>
    internal Process Worker { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        try
        {
            Here = await Installation.CreateAsync();
        }
        catch (SkipException missing)
        {
            Skipped = missing.Message;
            return;
        }

        (origin, crowd) = (new HostileOrigin(), new HostileOrigin());
        foreach (var (name, value) in Limits)
            Here.Configure(name, value);
        for (var i = 0; i < Healthy; i++)
            Here.Origin.Serve($"healthy{i}.xml", Rss.Of($"Healthy {i}", new RssItem($"h{i}", $"Healthy {i}", "<p>Fine.</p>")));
        Worker = await Here.RunAsync();
        await ImportAsync("healthy", Enumerable.Range(0, Healthy).Select(i => ($"healthy {i}", $"{Here.Origin.Url}/healthy{i}.xml")));
        await PolledAsync("name LIKE 'healthy%'", Healthy, 5);
        // One of each kind first: the code and the buffers that come with the first of them are no cost of the others.
        await ImportAsync("first", CrowdTricks().Take(Kinds.Length).Select(trick => ("first " + trick.Name, crowd.Open(trick with { Name = "first-" + trick.Name }))));
        await PolledAsync("name LIKE 'first%'", Kinds.Length, 1);
        var before = Memory("VmRSS");
        await File.WriteAllTextAsync($"/proc/{Worker.Id}/clear_refs", "5");

        await ImportAsync("crowd", CrowdTricks().Select(trick => (trick.Name, crowd.Open(trick))));
        await PolledAsync("name LIKE 'crowd%'", Crowd, 1);
        CrowdBytes = Memory("VmHWM") - before;

        await ImportAsync("tricks", Tricks.Select(trick => (trick.ToString(), origin.Open(trick))));
        foreach (var trick in Tricks.Where(trick => trick.IsExcepted))
            await Here.MustAsync("feeds", "set", trick.ToString(), "--tls-exception", "its certificate is not what is tested");
        await PolledAsync("name ~ '^[0-9]' AND name NOT LIKE '31 %' AND name NOT LIKE '32 %'", Tricks.Count(trick => trick.Row is not (31 or 32)), 1);
        await PolledAsync("name ~ '^3[12] '", Tricks.Count(trick => trick.Row is 31 or 32), 1);
        await PolledAsync("name IN ('1 ok-etag', '2 etag-weak-flip', '48 flap', '49 poison')", 4, 4);
        await PolledAsync("name IN ('3 etag-lies', '46 feed-swap')", 2, 6);
        await PolledAsync("name = '43 items-flood'", 1, 4);
        await PolledAsync("name LIKE '45 %'", IdentityTricks.All.Count, 5);
        await PolledAsync("name = '47 window'", 1, 9);
        await PolledAsync("name = '10 status-410'", 1, 3);
        await PolledAsync("name LIKE 'healthy%'", Healthy, HealthyPolls);
        TricksBytes = Memory("VmHWM") - before;
    }

    public async Task DisposeAsync()
    {
        if (Skipped is not null)
            return;

        await Here.DisposeAsync();
        await origin.DisposeAsync();
        await crowd.DisposeAsync();
    }

    private static IReadOnlyList<(string Name, string Value)> Limits =>
    [
        ("Fetching__ConnectTimeout", "00:00:04"), ("Fetching__FirstByteTimeout", "00:00:06"), ("Fetching__IdleTimeout", "00:00:02"), ("Fetching__Timeout", "00:00:10"),
        ("Fetching__SlowStart", "00:00:01"), ("Fetching__Concurrency", "80"), ("Fetching__ProbeAfterCount", "2"), ("Polling__MaxBackoff", "00:01:00"),
    ];

    private static TcpListener Listening()
    {
        var listener = new TcpListener(new IPAddress([127, 9, 255, 254]), 0);
        listener.Start();
        return listener;
    }

    /// <summary>Slow, endless and packed bodies, and heads without end.</summary>
    private static IEnumerable<Trick> CrowdTricks()
    {
        var kinds = Tricks.Where(trick => Kinds.Contains(trick.Name)).ToList();
        return Enumerable.Range(0, Crowd).Select(i => kinds[i % kinds.Count] with { Name = string.Create(CultureInfo.InvariantCulture, $"crowd{i}") });
    }

    private async Task ImportAsync(string name, IEnumerable<(string Name, string Url)> feeds)
    {
        var outlines = feeds.Select(feed => $"<outline type=\"rss\" text=\"{WebUtility.HtmlEncode(feed.Name)}\" xmlUrl=\"{WebUtility.HtmlEncode(feed.Url)}\" schedule=\"every 1s\" fullText=\"never\"/>");
        var opml = new StringBuilder("<opml version=\"2.0\"><body>").AppendJoin('\n', outlines).Append("</body></opml>");
        await Here.MustAsync("feeds", "import", Here.Write($"{name}.opml", opml.ToString()));
    }

    /// <summary>Waits until each of these feeds was polled so often.</summary>
    private async Task PolledAsync(string which, int feeds, int times)
    {
        var sql = string.Create(CultureInfo.InvariantCulture, $"SELECT count(*) FROM (SELECT feed_id FROM poll JOIN feed_definition AS feed ON feed.id = feed_id WHERE {which} GROUP BY feed_id HAVING sum(count) >= {times}) AS polled");
        await Wait.UntilAsync(async () => await Here.QueryAsync<long>(sql) >= feeds, $"{feeds} feeds ({which}) are polled {times} times", Patience);
    }

    private long Memory(string what)
    {
        var line = File.ReadLines($"/proc/{Worker.Id}/status").First(line => line.StartsWith(what, StringComparison.Ordinal));
        return long.Parse(string.Concat(line.Where(char.IsDigit)), CultureInfo.InvariantCulture) * 1024;
    }
}
