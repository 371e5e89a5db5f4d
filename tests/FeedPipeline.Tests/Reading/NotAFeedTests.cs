namespace FeedPipeline.Tests.Reading;

public class NotAFeedTests
{
    [Theory]
    [InlineData("", "the body is empty")]
    [InlineData(" \r\n", "the body is empty")]
    [InlineData("Service unavailable", "plain text, not a feed")]
    [InlineData("GIF89a...", "a GIF image, not a feed")]
    [InlineData("<?xml version='1.0'?><error/>", "an XML document with the root <error>, not a feed")]
    [InlineData("<?xml version='1.0'?><error>&nbsp;</error>", "an XML document with the root <error>, not a feed")]
    [InlineData("<!DOCTYPE html><p>Hello", "an HTML page, not a feed")]
    [InlineData("<html><body/></html>", "an HTML page, not a feed")]
    public void The_first_problem_says_what_it_is(string text, string what)
    {
        var document = Feeds.Read(text);

        Assert.Equal((null, what), (document.Format, document.Problems[0].What));
    }

    [Fact]
    public void Pages_say_where_their_feeds_are()
    {
        var page = Feeds.Read(
            """
            <html><head><base href="/news/"><script>"<link rel=alternate type=application/rss+xml href=no>"</script><LINK REL="home alternate" type="application/atom+xml" href="feed.atom">
            <link rel=alternate type=application/rss+xml href=https://b.example/rss><link rel="alternate" hreflang="de" href="/de"></head></html>
            """,
            url: "https://a.example/x");

        Assert.Equal(["https://a.example/news/feed.atom", "https://b.example/rss"], page.LinkedFeeds.Select(feed => feed.Url));
    }

    [Fact]
    public void Pages_may_leave_out_html_and_head()
    {
        var page = Feeds.Read(
            """<!doctype html><meta charset=utf-8><title>News</title><link rel=alternate type=application/rss+xml href=rss><link rel=alternate type=application/atom+xml href=atom>""",
            url: "https://a.example/x");

        Assert.Equal(["https://a.example/rss", "https://a.example/atom"], page.LinkedFeeds.Select(feed => feed.Url));
    }
}
