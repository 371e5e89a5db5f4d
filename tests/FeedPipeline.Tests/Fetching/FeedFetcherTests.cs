using System.IO.Compression;
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

    [Theory]
    [InlineData("gzip", "gzip")]
    [InlineData("gzip", "")]
    [InlineData("zlib", "deflate")]
    [InlineData("deflate", "deflate")]
    [InlineData("br", "br")]
    [InlineData("gzip+br", "gzip, br")]
    [InlineData("", "gzip")]
    [InlineData("", "utf-8")]
    public async Task Encodings_are_undone_whether_they_are_said_or_not(string packed, string said)
    {
        var body = packed.Split('+', StringSplitOptions.RemoveEmptyEntries).Aggregate(Feed, Pack);
        await using var origin = await Origin.AnswerAsync(http => SendAsync(http, said, body));
        using var fetcher = new TestFetcher();

        var fetched = Assert.IsType<FetchResult.Fetched>(await fetcher.FetchAsync(origin.Url));

        Assert.Equal(Feed, fetched.Document.Body.ToArray());
        Assert.Equal(body.Length, fetched.BytesWire);
    }

    [Theory]
    [InlineData("gzip", "gzip", 8, PollOutcome.BadEncoding)]
    [InlineData("gzip", "gzip", 20, PollOutcome.BadEncoding)]
    [InlineData("br", "br", 4, PollOutcome.BadEncoding)]
    [InlineData("", "br", 0, PollOutcome.BadEncoding)]
    [InlineData("", "zstd", 0, PollOutcome.UnsupportedEncoding)]
    [InlineData("gzip+gzip+gzip", "gzip, gzip, gzip", 0, PollOutcome.UnsupportedEncoding)]
    public async Task Broken_cut_off_and_unknown_encodings_fail(string packed, string said, int cutOff, PollOutcome outcome)
    {
        var body = packed.Split('+', StringSplitOptions.RemoveEmptyEntries).Aggregate(Feed, Pack)[..^cutOff];
        await using var origin = await Origin.AnswerAsync(http => SendAsync(http, said, body));
        using var fetcher = new TestFetcher();

        var failed = Assert.IsType<FetchResult.Failed>(await fetcher.FetchAsync(origin.Url));

        Assert.Equal(outcome, failed.Outcome);
    }

    [Fact]
    public async Task A_bomb_is_stopped_at_the_limit_long_before_its_end()
    {
        var bomb = Pack(new byte[50_000_000], "gzip");
        await using var origin = await Origin.AnswerAsync(http => SendAsync(http, "gzip", bomb));
        using var fetcher = new TestFetcher(TestFetcher.Loopback with { MaxBodyBytes = 1_000_000 });

        var failed = Assert.IsType<FetchResult.Failed>(await fetcher.FetchAsync(origin.Url));

        Assert.Equal(PollOutcome.TooLarge, failed.Outcome);
        Assert.InRange(failed.BytesBody, 1_000_000, 1_100_000);
    }

    [Fact]
    public async Task Bytes_that_decode_to_nothing_count_too()
    {
        byte[] nameWithoutEnd = [0x1f, 0x8b, 8, 8, 0, 0, 0, 0, 0, 3, .. Enumerable.Repeat((byte)'a', 300_000)];
        await using var origin = await Origin.AnswerAsync(http => SendAsync(http, "gzip", nameWithoutEnd));
        using var fetcher = new TestFetcher(TestFetcher.Loopback with { MaxBodyBytes = 200_000 });

        var failed = Assert.IsType<FetchResult.Failed>(await fetcher.FetchAsync(origin.Url));

        Assert.Equal((PollOutcome.TooLarge, 0), (failed.Outcome, failed.BytesBody));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_beyond_the_limit_is_refused_whether_its_length_is_said_or_not(bool said)
    {
        await using var origin = await Origin.AnswerAsync(http =>
        {
            http.Response.ContentLength = said ? 300_000 : null;
            return http.Response.Body.WriteAsync(new byte[300_000]).AsTask();
        });
        using var fetcher = new TestFetcher(TestFetcher.Loopback with { MaxBodyBytes = 200_000 });

        var failed = Assert.IsType<FetchResult.Failed>(await fetcher.FetchAsync(origin.Url));

        Assert.Equal(PollOutcome.TooLarge, failed.Outcome);
    }

    [Fact]
    public async Task Large_bodies_wait_for_each_other_and_all_arrive()
    {
        var body = RandomNumberGenerator.GetBytes(900_000);
        await using var origin = await Origin.AnswerAsync(http => http.Response.Body.WriteAsync(body).AsTask());
        using var fetcher = new TestFetcher(TestFetcher.Loopback with { BodyMemory = 1024 * 1024, PerHost = 8 });

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => fetcher.FetchAsync(origin.Url)));

        Assert.All(results, result => Assert.Equal(body, Assert.IsType<FetchResult.Fetched>(result).Document.Body.ToArray()));
    }

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

    private static Task RedirectAsync(HttpContext http, int status, string location)
    {
        http.Response.StatusCode = status;
        http.Response.Headers.Location = location;
        return Task.CompletedTask;
    }

    private static Task SendAsync(HttpContext http, string encoding, byte[] body)
    {
        if (encoding.Length > 0)
            http.Response.Headers.ContentEncoding = encoding;
        return http.Response.Body.WriteAsync(body).AsTask();
    }

    private static byte[] Pack(byte[] plain, string encoding)
    {
        using var packed = new MemoryStream();
        using (Stream packer = encoding switch
        {
            "gzip" => new GZipStream(packed, CompressionMode.Compress),
            "br" => new BrotliStream(packed, CompressionMode.Compress),
            "zlib" => new ZLibStream(packed, CompressionMode.Compress),
            _ => new DeflateStream(packed, CompressionMode.Compress),
        })
        {
            packer.Write(plain);
        }

        return packed.ToArray();
    }
}
