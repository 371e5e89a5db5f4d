using FeedPipeline.Feeds;
using FeedPipeline.Watching;

namespace FeedPipeline.Tests.Watching;

public sealed class TransportWatchTests
{
    private static readonly Feed Post = new() { Name = "Post", Url = "https://post.example/feed", Title = "Post", SiteUrl = "https://www.post.example/" };

    [Theory]
    [InlineData("Pills", "http://pills.example/1", true)]
    [InlineData("Post", "http://pills.example/1", false)]
    [InlineData("Pills", "https://news.post.example/1", false)]
    [InlineData("Pills", "https://agency.example/7", false)]
    [InlineData("Pills", "http://a\u2100b/", false)]
    [InlineData("Pills", "1", false)]
    [InlineData("Pills", null, false)]
    [InlineData(null, "http://pills.example/1", true)]
    public void Another_title_with_items_of_sites_that_it_never_led_to_is_another_feed(string? title, string? link, bool isForeign) =>
        Assert.Equal(isForeign, TransportWatch.IsForeign(Post, title, [link], ["https://agency.example/1", "https://post.example/2"]));

    [Fact]
    public void A_feed_that_was_never_read_is_no_other() =>
        Assert.False(TransportWatch.IsForeign(Post with { Title = null }, "Pills", ["http://pills.example/1"], []));

    [Fact]
    public void Few_strange_links_among_many_are_no_other_feed() =>
        Assert.False(TransportWatch.IsForeign(Post, "Post today", ["http://pills.example/1", "https://post.example/3", "https://post.example/4"], []));
}
