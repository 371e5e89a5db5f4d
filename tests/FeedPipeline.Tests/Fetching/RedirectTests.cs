using FeedPipeline.Fetching;
using FeedPipeline.Polls;
using Microsoft.AspNetCore.Http;

namespace FeedPipeline.Tests.Fetching;

/// <summary>Redirects, of which every hop is checked again.</summary>
public sealed class RedirectTests
{
    private static readonly byte[] Feed = "<rss version='2.0'><channel/></rss>"u8.ToArray();

    [Fact]
    public async Task Redirects_are_followed_and_told()
    {
        await using var origin = await Origin.AnswerAsync(http => http.Request.Path.Value switch
        {
            "/old" => RedirectAsync(http, 301, "new?a=b c"),
            "/new" => RedirectAsync(http, 302, "//127.0.0.1:" + http.Connection.LocalPort + "/feed"),
            _ => http.Response.Body.WriteAsync(Feed).AsTask(),
        });
        using var fetcher = new TestFetcher();

        var fetched = Assert.IsType<FetchResult.Fetched>(await fetcher.FetchAsync($"{origin.Url}/old"));

        Assert.Equal([new Redirect(301, $"{origin.Url}/new?a=b%20c"), new Redirect(302, $"{origin.Url}/feed")], fetched.Hops);
        Assert.Equal($"{origin.Url}/feed", fetched.Document.Url);
    }

    [Theory]
    [InlineData("/self", 0)]
    [InlineData("/0", 5)]
    public async Task Circles_and_long_chains_end(string path, int hops)
    {
        await using var origin = await Origin.AnswerAsync(http => RedirectAsync(
            http, 302, http.Request.Path == "/self" ? "/self" : $"/{http.Request.Path.Value!.Length}{http.Request.Path.Value.AsSpan(1)}"));
        using var fetcher = new TestFetcher();

        var failed = Assert.IsType<FetchResult.Failed>(await fetcher.FetchAsync(origin.Url + path));

        Assert.Equal((PollOutcome.RedirectLimit, hops), (failed.Outcome, failed.Hops.Count));
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("gopher://127.0.0.1:6379/_INFO")]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("http://[::1]/")]
    public async Task Redirects_to_where_no_feed_may_live_are_refused(string target)
    {
        await using var origin = await Origin.AnswerAsync(http => RedirectAsync(http, 302, target));
        using var fetcher = new TestFetcher();

        var failed = Assert.IsType<FetchResult.Failed>(await fetcher.FetchAsync(origin.Url));

        Assert.Equal(PollOutcome.AddressRefused, failed.Outcome);
    }

    private static Task RedirectAsync(HttpContext http, int status, string location)
    {
        http.Response.StatusCode = status;
        http.Response.Headers.Location = location;
        return Task.CompletedTask;
    }
}
