namespace FeedPipeline.EndToEnd;

/// <summary>What operators do, and what they get wrong.</summary>
public sealed class OperatorTests
{
    private static readonly RssItem Ferry = new("ferry", "Ferry line reopens", "<p>The boats run again from Monday.</p>");

    [SkippableFact]
    public async Task A_dead_host_is_one_line_on_its_poll_and_the_others_go_on()
    {
        await using var here = await Installation.CreateAsync();
        here.Origin.Serve("feed.xml", Rss.Of("Harbour Post", Ferry));
        here.Origin.Serve("page.html", "<!doctype html><html><body>No feed here.</body></html>");
        var list = here.Write("feeds.opml", $"""
            <opml version="2.0"><body>
              <outline text="Dead"    xmlUrl="http://127.0.0.1:1/feed.xml"/>
              <outline text="Page"    xmlUrl="{here.Origin.Url}/page.html"/>
              <outline text="Missing" xmlUrl="{here.Origin.Url}/missing.xml"/>
              <outline text="Post"    xmlUrl="{here.Origin.Url}/feed.xml"/>
            </body></opml>
            """);
        await here.MustAsync("feeds", "import", list);
        await here.RunAsync();

        await Wait.UntilAsync(async () => await here.QueryAsync<long>("SELECT count(*) FROM feed WHERE last_outcome IS NOT NULL") == 4, "all four are polled");

        Assert.Equal(
            "Dead connect_error, Missing not_found, Page not_a_feed, Post stored",
            await here.QueryAsync<string>("SELECT string_agg(name || ' ' || last_outcome, ', ' ORDER BY name) FROM feed"));
        Assert.Equal(3, await here.QueryAsync<long>("SELECT count(*) FROM poll WHERE detail IS NOT NULL AND length(detail) <= 300 AND detail NOT LIKE E'%\\n%'"));
        Assert.Equal(1, await here.QueryAsync<long>("SELECT count(*) FROM article"));
    }

    [SkippableTheory]
    [InlineData("Fetching__PerHost", "0", "Fetching:PerHost is 0")]
    [InlineData("Fetching__Timeout", "soon", "Fetching__Timeout=soon")]
    [InlineData("Polling__Minimum", "1", "Minimum")]
    [InlineData("ConnectionStrings__FeedPipeline", "nonsense", "ConnectionStrings__FeedPipeline")]
    public async Task A_wrong_option_ends_the_start_with_status_2_and_one_line(string option, string value, string named)
    {
        await using var here = await Installation.CreateAsync();

        var ran = await here.FeedpipeWithAsync(option, value, "run");

        Assert.Equal(2, ran.ExitCode);
        Assert.Single(ran.Error.Split('\n'));
        Assert.Contains(named, ran.Error, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_taken_port_ends_the_start_with_status_2_and_one_line()
    {
        await using var here = await Installation.CreateAsync();

        var ran = await here.FeedpipeAsync("run", "--urls", here.Origin.Url);

        Assert.Equal(2, ran.ExitCode);
        Assert.Contains("is taken by another program", Assert.Single(ran.Error.Split('\n')), StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("<html><body>no list</body></html>")]
    [InlineData("<opml><body><outline")]
    [InlineData("")]
    public async Task A_file_that_is_not_OPML_is_refused_in_one_line(string content)
    {
        await using var here = await Installation.CreateAsync();

        var ran = await here.FeedpipeAsync("feeds", "import", here.Write("list.opml", content));

        Assert.Equal(2, ran.ExitCode);
        Assert.Contains("not OPML", Assert.Single(ran.Error.Split('\n')), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task What_is_not_a_feed_is_not_added_and_says_why()
    {
        await using var here = await Installation.CreateAsync();
        here.Origin.Serve("page.html", "<!doctype html><html><body>No feed here.</body></html>");

        var ran = await here.FeedpipeAsync("feeds", "add", here.Origin.Url + "/page.html");

        Assert.Equal(1, ran.ExitCode);
        Assert.Contains("HTML page", Assert.Single(ran.Error.Split('\n')), StringComparison.Ordinal);
        Assert.Empty(await here.MustAsync("feeds", "list", "--json"));
    }

    [SkippableFact]
    public async Task Verbs_work_without_a_worker_and_the_API_answers_with_one()
    {
        await using var here = await Installation.CreateAsync();
        here.Origin.Serve("feed.xml", Rss.Of("Harbour Post", Ferry));
        await here.MustAsync("feeds", "add", here.Origin.Url + "/feed.xml", "--name", "Post", "--tag", "test");
        Assert.StartsWith("not_modified", await here.MustAsync("feeds", "poll", "Post"), StringComparison.Ordinal);
        Assert.Contains("xmlUrl=\"" + here.Origin.Url, await here.MustAsync("feeds", "export"), StringComparison.Ordinal);

        await here.RunAsync();

        Assert.Contains("\"headline\":\"Ferry line reopens\"", await here.GetAsync("/api/articles"), StringComparison.Ordinal);
        Assert.Contains("\"name\":\"Post\"", await here.GetAsync("/api/feeds"), StringComparison.Ordinal);
        Assert.Equal("alive\n", await here.GetAsync("/healthz"));
        Assert.Equal("ready\n", await here.GetAsync("/readyz"));
    }

    [SkippableFact]
    public async Task A_cron_feed_is_polled_when_the_calendar_says_so()
    {
        await using var here = await Installation.CreateAsync();
        here.Origin.Serve("feed.xml", Rss.Of("Harbour Post", Ferry));
        await here.MustAsync("feeds", "add", here.Origin.Url + "/feed.xml", "--cron", "0/2 * * * * ?");
        Assert.Contains("\"due_at\":null", await here.MustAsync("feeds", "list", "--json"), StringComparison.Ordinal);

        await here.RunAsync();

        await Wait.UntilAsync(async () => await here.QueryAsync<long>("SELECT sum(count)::bigint FROM poll") > 2, "Quartz makes it due again and again");
        Assert.Equal(1, await here.QueryAsync<long>("SELECT count(*) FROM quartz.qrtz_triggers WHERE trigger_group = 'cron'"));
    }
}
