using FeedPipeline.Deduplicating;
using FeedPipeline.Feeds;

namespace FeedPipeline.Tests.Feeds;

public sealed class HostNameTests
{
    [Theory]
    [InlineData("http://Harbour.example/x", "harbour.example")]
    [InlineData("http://häfen.example/x", "xn--hfen-loa.example")]
    [InlineData("http://a℀b/", null)]
    [InlineData("http://127.0\u2100.0.1/one", null)]
    [InlineData("/x", null)]
    [InlineData(null, null)]
    public void It_is_ASCII_or_none(string? url, string? host) => Assert.Equal(host, HostName.Of(url));

    [Fact]
    public void No_character_in_a_host_is_too_odd_for_it()
    {
        foreach (var url in Enumerable.Range(1, char.MaxValue).Select(character => $"http://a{(char)character}b.example/"))
        {
            _ = HostName.Of(url);
            _ = CanonicalUrl.Of(url);
            if (FeedUrl.Refuse(url) is null)
                _ = HostName.Of(FeedUrl.Of(url));
        }
    }

    [Fact]
    public void An_address_without_one_is_no_feed() => Assert.NotNull(FeedUrl.Refuse("http://a℀b/feed.xml"));
}
