using System.Collections.Concurrent;
using FeedPipeline.Fetching;
using FeedPipeline.Polls;
using Microsoft.AspNetCore.Http;

namespace FeedPipeline.Tests.Fetching;

public sealed class PageFetcherTests
{
    [Theory]
    [InlineData(200, "User-agent: *\nDisallow: /private", PollOutcome.Stored)]
    [InlineData(404, "", PollOutcome.Stored)]
    [InlineData(200, "User-agent: FeedPipeline\nDisallow: /", PollOutcome.Robots)]
    [InlineData(503, "", PollOutcome.Robots)]
    [InlineData(200, "User-agent: *\nCrawl-delay: 3600", PollOutcome.Robots)]
    public async Task Pages_are_asked_for_only_where_robots_txt_lets_us(int status, string robots, PollOutcome outcome)
    {
        var asked = new ConcurrentQueue<string>();
        await using var origin = await ServeAsync(status, robots, asked);
        using var fetcher = new TestFetcher();

        var first = await fetcher.Pages.FetchAsync(origin.Url + "/page", default);
        await fetcher.Pages.FetchAsync(origin.Url + "/page", default);

        Assert.Equal(outcome, first is FetchResult.Failed failed ? failed.Outcome : PollOutcome.Stored);
        Assert.Equal(outcome == PollOutcome.Robots ? ["/robots.txt"] : ["/robots.txt", "/page", "/page"], asked);
    }

    [Fact]
    public async Task A_redirect_needs_the_leave_of_where_it_leads()
    {
        var asked = new ConcurrentQueue<string>();
        await using var forbidden = await ServeAsync(200, "User-agent: *\nDisallow: /", asked);
        await using var origin = await Origin.AnswerAsync(http =>
        {
            http.Response.StatusCode = http.Request.Path == "/robots.txt" ? 404 : 302;
            http.Response.Headers.Location = forbidden.Url + "/page";
            return Task.CompletedTask;
        });
        using var fetcher = new TestFetcher();

        var failed = Assert.IsType<FetchResult.Failed>(await fetcher.Pages.FetchAsync(origin.Url + "/page", default));

        Assert.Equal(PollOutcome.Robots, failed.Outcome);
        Assert.Equal(["/robots.txt"], asked);
    }

    [Fact]
    public async Task What_the_page_reserves_is_told()
    {
        await using var origin = await ServeAsync(404, "", []);
        using var fetcher = new TestFetcher();

        var page = Assert.IsType<FetchResult.Fetched>(await fetcher.Pages.FetchAsync(origin.Url + "/page", default));

        Assert.Equal(("noarchive, otherbot: noindex", "1"), (page.Document.RobotsTag, page.Document.TdmReservation));
    }

    [Fact]
    public async Task A_page_has_limits_of_its_own()
    {
        await using var origin = await Origin.AnswerAsync(http => http.Request.Path == "/robots.txt"
            ? Missing(http)
            : http.Response.Body.WriteAsync(new byte[100_000]).AsTask());
        using var fetcher = new TestFetcher(TestFetcher.Loopback with { MaxPageBytes = 64 * 1024 });

        var page = Assert.IsType<FetchResult.Failed>(await fetcher.Pages.FetchAsync(origin.Url + "/page", default));

        Assert.Equal(PollOutcome.TooLarge, page.Outcome);
        Assert.IsType<FetchResult.Fetched>(await fetcher.FetchAsync(origin.Url + "/feed"));
    }

    [Fact]
    public async Task Crawl_delay_is_kept_between_two_pages()
    {
        var clock = new FakeClock();
        await using var origin = await ServeAsync(200, "User-agent: *\nCrawl-delay: 5", []);
        using var fetcher = new TestFetcher(clock: clock);
        var first = fetcher.Pages.FetchAsync(origin.Url + "/page", default);
        await first;

        var second = fetcher.Pages.FetchAsync(origin.Url + "/page", default);
        Assert.False(second.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(5));

        Assert.IsType<FetchResult.Fetched>(await second);
    }

    private static Task<Origin> ServeAsync(int status, string robots, ConcurrentQueue<string> asked) => Origin.AnswerAsync(async http =>
    {
        asked.Enqueue(http.Request.Path.Value!);
        if (http.Request.Path == "/robots.txt")
        {
            http.Response.StatusCode = status;
            await http.Response.WriteAsync(robots);
            return;
        }

        http.Response.Headers.Append("X-Robots-Tag", new(["noarchive", "otherbot: noindex"]));
        http.Response.Headers.Append("tdm-reservation", "1");
        await http.Response.WriteAsync("<p>Hello</p>");
    });

    private static Task Missing(HttpContext http)
    {
        http.Response.StatusCode = 404;
        return Task.CompletedTask;
    }
}
