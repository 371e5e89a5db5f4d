using FeedPipeline.Fetching;

namespace FeedPipeline.Tests.Fetching;

public sealed class ContentTypeTests
{
    [Theory]
    [InlineData("application/rss+xml", "application/rss+xml", null)]
    [InlineData("Text/XML; Charset=\"UTF-8\"", "text/xml", "UTF-8")]
    [InlineData("text/xml;charset=iso-8859-1;", "text/xml", "iso-8859-1")]
    [InlineData("text/xml charset = 'utf-8'", "text/xml", "utf-8")]
    [InlineData("text/xml; charset=utf-8, text/xml", "text/xml", "utf-8")]
    [InlineData("; charset=utf-8", null, "utf-8")]
    [InlineData("xml", null, null)]
    [InlineData("text/; charset=", null, null)]
    [InlineData("text/xml; charset", "text/xml", null)]
    [InlineData(null, null, null)]
    public void Half_a_header_still_says_something(string? header, string? mediaType, string? charset) =>
        Assert.Equal((mediaType, charset), (ContentType.MediaTypeOf(header), ContentType.CharsetOf(header)));
}
