using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace FeedPipeline.EndToEnd.Hostile;

/// <summary>One worker that polls healthy feeds and reads the pages of publishers who forbid it, lead astray or lie; the tests look at what it left behind.</summary>
public sealed class HostilePages : IAsyncLifetime
{
    /// <summary>Feeds that behave.</summary>
    internal const int Healthy = 5;

    private HostileOrigin origin = null!;

    internal Installation Here { get; private set; } = null!;

    /// <summary>Where pages point to that must never be asked.</summary>
    internal static TcpListener Sentinel { get; } = Listening();

    internal static IReadOnlyList<PageTrick> Tricks { get; } = [.. PageTricks.All($"http://{Sentinel.LocalEndpoint}")];

    /// <summary>Why there was no run; null when there was.</summary>
    internal string? Skipped { get; private set; }

    /// <summary>How long healthy feeds were polled beside the tricks.</summary>
    internal TimeSpan Took { get; private set; }

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

        origin = Opened();
        for (var i = 0; i < Healthy; i++)
            Here.Origin.Serve($"healthy{i}.xml", Rss.Of($"Healthy {i}", new RssItem($"h{i}", $"Healthy {i}", "<p>Fine.</p>")));
        await Here.RunAsync();
        await ImportAsync("healthy", "never", Enumerable.Range(0, Healthy).Select(i => ($"healthy {i}", $"{Here.Origin.Url}/healthy{i}.xml")));
        await UntilAsync($"SELECT count(*) >= {Healthy} FROM poll");
        var since = Stopwatch.StartNew();
        await ImportAsync("pages", "always", Tricks.Select(trick => (trick.ToString(), origin.Open(trick.ToTrick()))));
        await UntilAsync(string.Create(CultureInfo.InvariantCulture, $"SELECT count(DISTINCT article_id) >= {Tricks.Sum(trick => trick.Articles)} FROM sighting JOIN feed_definition AS feed ON feed.id = feed_id WHERE name ~ '^5'"));
        // Pages that cannot be had for the time being are put off; all others are read or given up.
        await UntilAsync("SELECT count(*) = 0 FROM page_due WHERE due_at IS NOT NULL AND attempts = 0");
        Took = since.Elapsed;
    }

    public async Task DisposeAsync()
    {
        if (Skipped is not null)
            return;

        await Here.DisposeAsync();
        await origin.DisposeAsync();
    }

    private static HostileOrigin Opened() => new();

    private static TcpListener Listening()
    {
        var listener = new TcpListener(new IPAddress([127, 9, 255, 253]), 0);
        listener.Start();
        return listener;
    }

    private Task UntilAsync(string sql) => Wait.UntilAsync(() => Here.QueryAsync<bool>(sql), sql, TimeSpan.FromSeconds(90));

    private async Task ImportAsync(string name, string fullText, IEnumerable<(string Name, string Url)> feeds)
    {
        var outlines = feeds.Select(feed => $"<outline type=\"rss\" text=\"{WebUtility.HtmlEncode(feed.Name)}\" xmlUrl=\"{WebUtility.HtmlEncode(feed.Url)}\" schedule=\"every 1s\" fullText=\"{fullText}\"/>");
        var opml = new StringBuilder("<opml version=\"2.0\"><body>").AppendJoin('\n', outlines).Append("</body></opml>");
        await Here.MustAsync("feeds", "import", Here.Write($"{name}.opml", opml.ToString()));
    }
}
