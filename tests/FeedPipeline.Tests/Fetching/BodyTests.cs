using System.IO.Compression;
using System.Security.Cryptography;
using FeedPipeline.Fetching;
using FeedPipeline.Polls;
using Microsoft.AspNetCore.Http;

namespace FeedPipeline.Tests.Fetching;

/// <summary>What comes behind the response head: its encodings, and how much of it is taken.</summary>
public sealed class BodyTests
{
    private static readonly byte[] Feed = "<rss version='2.0'><channel/></rss>"u8.ToArray();

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
