using System.IO.Compression;
using System.Text;
using FeedPipeline.Worker.Sampling;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace FeedPipeline.Tests.Sampling;

public sealed class AnswerTests
{
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("<p>The boats run again.</p>");

    [Theory]
    [InlineData(null)]
    [InlineData("gzip, br")]
    public async Task The_same_ETag_is_answered_304_without_a_body(string? encoding)
    {
        var first = await AskAsync(("Accept-Encoding", encoding));

        var second = await AskAsync(("Accept-Encoding", encoding), ("If-None-Match", first.Response.Headers.ETag));

        Assert.Equal((200, 304), (first.Response.StatusCode, second.Response.StatusCode));
        Assert.Equal(0, second.Response.Body.Length);
        Assert.DoesNotContain("W/", first.Response.Headers.ETag.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_date_is_answered_304_and_an_earlier_one_is_not()
    {
        var same = await AskAsync(("If-Modified-Since", SampleNews.Start.ToString("r")));
        var earlier = await AskAsync(("If-Modified-Since", SampleNews.Start.AddSeconds(-1).ToString("r")));

        Assert.Equal((304, 200), (same.Response.StatusCode, earlier.Response.StatusCode));
    }

    [Fact]
    public async Task Gzip_is_sent_to_those_who_take_it_under_an_ETag_of_its_own()
    {
        var plain = await AskAsync(("Accept-Encoding", "gzip;q=0"));
        var packed = await AskAsync(("Accept-Encoding", "gzip"));

        using var unpacked = new MemoryStream();
        packed.Response.Body.Position = 0;
        await using (var gzip = new GZipStream(packed.Response.Body, CompressionMode.Decompress))
            await gzip.CopyToAsync(unpacked);

        Assert.Equal(Body, unpacked.ToArray());
        Assert.Equal(Body, ((MemoryStream)plain.Response.Body).ToArray());
        Assert.Equal("gzip", packed.Response.Headers.ContentEncoding);
        Assert.NotEqual(plain.Response.Headers.ETag, packed.Response.Headers.ETag);
    }

    private static async Task<HttpContext> AskAsync(params (string Name, string? Value)[] headers)
    {
        var context = new DefaultHttpContext { RequestServices = new ServiceCollection().AddLogging().BuildServiceProvider() };
        context.Request.Method = HttpMethods.Get;
        context.Response.Body = new MemoryStream();
        foreach (var (name, value) in headers)
            context.Request.Headers[name] = value;
        await Answer.Of(context, Body, "text/html", SampleNews.Start).ExecuteAsync(context);
        return context;
    }
}
