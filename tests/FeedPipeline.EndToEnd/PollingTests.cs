using System.Diagnostics;
using System.Globalization;

namespace FeedPipeline.EndToEnd;

/// <summary>The main job with real processes, a real PostgreSQL and a real web server.</summary>
public sealed class PollingTests
{
    private const string Writes = "SELECT string_agg(xmin::text, ',' ORDER BY id) FROM article";
    private const string Signal = "/usr/bin/kill";

    private static readonly RssItem Ferry = new("ferry", "Ferry line reopens", "<p>The boats run again from Monday.</p>");
    private static readonly RssItem Bridge = new("bridge", "Council votes on bridge", "<p>The vote is tonight.</p><p>It may be close.</p>");
    private static readonly RssItem Market = new("market", "Market moves to the square", "<p>Stalls open on Saturday.</p>");

    [SkippableFact]
    public async Task An_added_feed_has_its_articles_in_the_table_within_ten_seconds()
    {
        await using var here = await Installation.CreateAsync();
        here.Origin.Serve("feed.xml", Rss.Of("Harbour Post", Ferry, Bridge));
        await here.RunAsync();

        var adding = here.MustAsync("feeds", "add", here.Origin.Url + "/feed.xml", "--every", "1s");

        await Wait.UntilAsync(async () => await ArticlesAsync(here) == 2, "both articles are in the table", TimeSpan.FromSeconds(10));
        await adding;
    }

    [SkippableFact]
    public async Task An_unchanged_feed_answers_304_and_no_article_is_written()
    {
        await using var here = await PollingAsync(Ferry, Bridge);
        var before = await here.QueryAsync<string>(Writes);

        await PolledAgainAsync(here);

        Assert.Contains(here.Origin.Requests, request => request.Contains("\" 304 ", StringComparison.Ordinal));
        Assert.Equal(before, await here.QueryAsync<string>(Writes));
        Assert.Equal("not_modified", await here.QueryAsync<string>("SELECT last_outcome FROM feed"));
    }

    [SkippableFact]
    public async Task An_edited_item_is_one_revision_and_one_change()
    {
        await using var here = await PollingAsync(Ferry, Bridge);

        here.Origin.Serve("feed.xml", Rss.Of("Harbour Post", Ferry, Bridge with { Content = "<p>The vote was tonight.</p><p>It was close.</p>" }));
        await Wait.UntilAsync(async () => await here.QueryAsync<long>("SELECT count(*) FROM article WHERE revision = 2") == 1, "the edit is stored");
        await PolledAgainAsync(here);

        Assert.Equal("The vote is tonight.\n\nIt may be close.", await here.QueryAsync<string>("SELECT body FROM article_revision"));
        Assert.Equal(1, await here.QueryAsync<long>("SELECT count(*) FROM change WHERE kind = 'revised'"));
        Assert.Equal(3, await here.QueryAsync<long>("SELECT count(*) FROM change"));
        Assert.Equal(2, await ArticlesAsync(here));
    }

    [SkippableFact]
    public async Task An_added_item_is_one_article()
    {
        await using var here = await PollingAsync(Ferry, Bridge);

        here.Origin.Serve("feed.xml", Rss.Of("Harbour Post", Market, Ferry, Bridge));
        await Wait.UntilAsync(async () => await ArticlesAsync(here) > 2, "the new item is stored");
        await PolledAgainAsync(here);

        Assert.Equal(3, await ArticlesAsync(here));
        Assert.Equal(3, await here.QueryAsync<long>("SELECT count(*) FROM change WHERE kind = 'created'"));
    }

    [SkippableFact]
    public async Task SIGTERM_ends_worker_and_server_cleanly()
    {
        await using var here = await Installation.CreateAsync();
        var worker = await here.RunAsync();
        var server = await here.QueryAsync<int>("SELECT pid FROM pg_stat_activity WHERE backend_type = 'checkpointer'");

        await Process.Start(Signal, ["-TERM", worker.Id.ToString(CultureInfo.InvariantCulture)]).WaitForExitAsync();
        await worker.WaitForExitAsync();

        Assert.Equal(0, worker.ExitCode);
        Assert.False(Directory.Exists(string.Create(CultureInfo.InvariantCulture, $"/proc/{server}")), "the private server still runs");
    }

    [SkippableFact]
    public async Task After_kill_9_nothing_is_lost_and_nothing_is_twice()
    {
        await using var here = await PollingAsync(Ferry, Bridge);
        var worker = await here.RunAgainAfterKillAsync();
        here.Origin.Serve("feed.xml", Rss.Of("Harbour Post", Market, Ferry, Bridge));
        await Wait.UntilAsync(async () => await ArticlesAsync(here) > 2, "the item of the time after the kill is stored");
        await PolledAgainAsync(here);

        Assert.False(worker.HasExited);
        Assert.Equal(3, await ArticlesAsync(here));
        Assert.Equal(3, await here.QueryAsync<long>("SELECT count(DISTINCT headline) FROM article"));
        Assert.Equal(3, await here.QueryAsync<long>("SELECT count(*) FROM change"));
    }

    [SkippableFact]
    public async Task A_second_run_on_the_same_data_ends_with_status_2()
    {
        await using var here = await Installation.CreateAsync();
        await here.RunAsync();

        var second = await here.FeedpipeAsync("run");

        Assert.Equal(2, second.ExitCode);
        Assert.Contains("another `feedpipe run`", second.Error, StringComparison.Ordinal);
    }

    private static async Task<Installation> PollingAsync(params RssItem[] items)
    {
        var here = await Installation.CreateAsync();
        here.Origin.Serve("feed.xml", Rss.Of("Harbour Post", items));
        await here.RunAsync();
        await here.MustAsync("feeds", "add", here.Origin.Url + "/feed.xml", "--every", "1s");
        return here;
    }

    private static async Task<long> ArticlesAsync(Installation here) => await here.QueryAsync<long>("SELECT count(*) FROM article");

    /// <summary>Waits for two more polls: the first may have begun before.</summary>
    private static async Task PolledAgainAsync(Installation here)
    {
        const string Polls = "SELECT COALESCE(sum(count), 0)::bigint FROM poll";
        var before = await here.QueryAsync<long>(Polls);
        await Wait.UntilAsync(async () => await here.QueryAsync<long>(Polls) >= before + 2, "the feed is polled twice more");
    }
}
