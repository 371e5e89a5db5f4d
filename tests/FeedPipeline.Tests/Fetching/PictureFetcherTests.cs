using System.Text;
using FeedPipeline.Fetching;

namespace FeedPipeline.Tests.Fetching;

public sealed class PictureFetcherTests
{
    [Theory]
    [InlineData("\u00FF\u00D8\u00FF\u00E0", "image/jpeg")]
    [InlineData("\u0089PNG\r\n\u001A\n", "image/png")]
    [InlineData("GIF89a", "image/gif")]
    [InlineData("RIFF\u0001\u0002\u0003\u0004WEBPVP8 ", "image/webp")]
    [InlineData("\u0000\u0000\u0000\u001Cftypavif", "image/avif")]
    [InlineData("<svg xmlns=", "image/svg+xml")]
    [InlineData("\r\n<?xml version='1.0'?><!-- a boat --><svg xmlns=", "image/svg+xml")]
    [InlineData("<?xml version='1.0'?><rss>", null)]
    [InlineData("<!doctype html><svg onload=alert(1)>", null)]
    [InlineData("<script>", null)]
    [InlineData("GIF8", null)]
    [InlineData("", null)]
    public void A_picture_is_told_from_its_bytes(string start, string? type) => Assert.Equal(type, PictureFetcher.MediaType(Encoding.Latin1.GetBytes(start)));
}
