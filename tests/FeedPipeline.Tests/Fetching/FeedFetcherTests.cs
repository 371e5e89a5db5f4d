using System.Security.Cryptography;
using FeedPipeline.Feeds;
using FeedPipeline.Fetching;
using FeedPipeline.Polls;
using Microsoft.AspNetCore.Http;

namespace FeedPipeline.Tests.Fetching;

public sealed class FeedFetcherTests
{
    private static readonly byte[] Feed = "<rss version='2.0'><channel/></rss>"u8.ToArray();

    [Fact]
    public async Task A_document_comes_with_its_bytes_its_head_and_its_validators()
    {
        await using var origin = await Origin.AnswerAsync(async http =>
        {
            http.Response.ContentType = "application/rss+xml; charset=\"utf-8\"";
            http.Response.Headers.ETag = "W/\"1\"";
            http.Response.Headers.LastModified = "yesterday";
            http.Response.Headers.CacheControl = "max-age=900";
            http.Response.Headers.ContentLanguage = "de";
            await http.Response.Body.WriteAsync(Feed);
        });
        using var fetcher = new TestFetcher();

        var fetched = Assert.IsType<FetchResult.Fetched>(await fetcher.FetchAsync($"{origin.Url}/feed#top"));

        Assert.Equal(Feed, fetched.Document.Body.ToArray());
        Assert.Equal((200, Feed.Length, Feed.Length), (fetched.HttpStatus, fetched.BytesWire, fetched.BytesBody));
        Assert.Equal(
            fetched.Document with { Url = $"{origin.Url}/feed", MediaType = "application/rss+xml", Charset = "utf-8", ContentLanguage = "de" },
            fetched.Document);
        Assert.Equal(("W/\"1\"", "yesterday"), (fetched.Validators.ETag, fetched.Validators.LastModified));
        Assert.Equal(SHA256.HashData(Feed), fetched.Validators.BodyHash!.Value.ToArray());
        Assert.Equal(TimeSpan.FromMinutes(15), fetched.MaxAge);
    }

    [Fact]
    public async Task The_request_says_who_asks_and_what_is_known()
    {
        IHeaderDictionary? asked = null;
        await using var origin = await Origin.AnswerAsync(http =>
        {
            asked = new HeaderDictionary(http.Request.Headers.ToDictionary());
            http.Response.StatusCode = 304;
            return Task.CompletedTask;
        });
        using var fetcher = new TestFetcher();

        var withUser = origin.Url.Replace("http://", "http://user:secret@", StringComparison.Ordinal);

        var result = await fetcher.FetchAsync(withUser, new Validators("not \"quoted", "Mon, nonsense", null));

        Assert.IsType<FetchResult.NotModified>(result);
        Assert.Equal(("not \"quoted", "Mon, nonsense"), (asked!.IfNoneMatch.ToString(), asked.IfModifiedSince.ToString()));
        Assert.Equal(("gzip, br, deflate", new FetchingOptions().UserAgent), (asked.AcceptEncoding.ToString(), asked.UserAgent.ToString()));
        Assert.Equal(["Accept", "Accept-Encoding", "Host", "If-Modified-Since", "If-None-Match", "User-Agent"], asked.Keys.Order());
    }

    [Fact]
    public async Task The_same_bytes_are_told_from_new_ones_although_the_etag_changed()
    {
        await using var origin = await Origin.AnswerAsync(http =>
        {
            http.Response.Headers.ETag = "\"new\"";
            return http.Response.Body.WriteAsync(Feed).AsTask();
        });
        using var fetcher = new TestFetcher();

        var same = Assert.IsType<FetchResult.SameBody>(await fetcher.FetchAsync(origin.Url, new Validators("\"old\"", null, SHA256.HashData(Feed))));

        Assert.Equal("\"new\"", same.Validators.ETag);
    }

    [Fact]
    public async Task A_304_may_renew_the_etag_and_keeps_the_hash()
    {
        await using var origin = await Origin.AnswerAsync(http =>
        {
            http.Response.StatusCode = 304;
            http.Response.Headers.ETag = "\"new\"";
            return Task.CompletedTask;
        });
        using var fetcher = new TestFetcher();

        var result = Assert.IsType<FetchResult.NotModified>(await fetcher.FetchAsync(origin.Url, new Validators("\"old\"", "Monday", new byte[32])));

        Assert.Equal(("\"new\"", "Monday", 32), (result.Validators.ETag, result.Validators.LastModified, result.Validators.BodyHash!.Value.Length));
    }

    [Theory]
    [InlineData(204, PollOutcome.Empty)]
    [InlineData(206, PollOutcome.ProtocolError)]
    [InlineData(300, PollOutcome.ProtocolError)]
    [InlineData(301, PollOutcome.ProtocolError)]
    [InlineData(304, PollOutcome.ProtocolError)]
    [InlineData(401, PollOutcome.Unauthorized)]
    [InlineData(403, PollOutcome.Unauthorized)]
    [InlineData(404, PollOutcome.NotFound)]
    [InlineData(410, PollOutcome.Gone)]
    [InlineData(418, PollOutcome.Http4xx)]
    [InlineData(429, PollOutcome.RateLimited)]
    [InlineData(500, PollOutcome.Http5xx)]
    [InlineData(503, PollOutcome.Http5xx)]
    public async Task Statuses_without_a_document_are_failures_of_their_kind(int status, PollOutcome outcome)
    {
        await using var origin = await Origin.AnswerAsync(http =>
        {
            http.Response.StatusCode = status;
            return Task.CompletedTask;
        });
        using var fetcher = new TestFetcher();

        var failed = Assert.IsType<FetchResult.Failed>(await fetcher.FetchAsync(origin.Url));

        Assert.Equal((outcome, status), (failed.Outcome, failed.HttpStatus));
        Assert.StartsWith("127.0.0.1:", failed.Problem);
    }

    [Theory]
    [InlineData("120", 120)]
    [InlineData("Thu, 01 Jan 2026 00:10:00 GMT", 600)]
    [InlineData("1000000000", 86400)]
    [InlineData("-1", null)]
    [InlineData("soon", null)]
    [InlineData("Wed, 31 Dec 2025 00:00:00 GMT", null)]
    public async Task Retry_after_is_read_in_both_forms(string header, int? seconds)
    {
        await using var origin = await Origin.AnswerAsync(http =>
        {
            http.Response.StatusCode = 429;
            http.Response.Headers.RetryAfter = header;
            return Task.CompletedTask;
        });
        using var fetcher = new TestFetcher(clock: new FakeClock());

        var failed = await fetcher.FetchAsync(origin.Url);

        Assert.Equal(seconds, failed.RetryAfter?.TotalSeconds);
    }

    [Fact]
    public async Task An_address_that_no_host_can_have_is_refused()
    {
        using var fetcher = new TestFetcher();

        var failed = Assert.IsType<FetchResult.Failed>(await fetcher.FetchAsync("http://a℀b/feed"));

        Assert.Equal(PollOutcome.AddressRefused, failed.Outcome);
    }

    [Fact]
    public async Task A_fetch_waits_for_its_hosts_turn_outside_of_its_own_time()
    {
        var clock = new FakeClock();
        await using var origin = await Origin.AnswerAsync(http => http.Response.Body.WriteAsync(Feed).AsTask());
        using var fetcher = new TestFetcher(TestFetcher.Loopback with { HostDelay = TimeSpan.FromMinutes(5) }, clock);
        await fetcher.FetchAsync(origin.Url);

        var second = fetcher.FetchAsync(origin.Url);
        Assert.False(second.IsCompleted);
        clock.Advance(TimeSpan.FromMinutes(5));

        Assert.IsType<FetchResult.Fetched>(await second);
    }

    [Fact]
    public async Task A_cancelled_caller_gets_its_cancellation()
    {
        using var caller = new CancellationTokenSource();
        await using var origin = await Origin.AnswerAsync(async http =>
        {
            await caller.CancelAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, http.RequestAborted);
        });
        using var fetcher = new TestFetcher();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetcher.FetchAsync(origin.Url, stop: caller.Token));
    }
}
