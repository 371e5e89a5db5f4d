using FeedPipeline.Fetching;

namespace FeedPipeline.Tests.Fetching;

public sealed class RobotsRulesTests
{
    [Theory]
    [InlineData("", "/a", true)]
    [InlineData("User-agent: *\nDisallow: /a", "/a/b", false)]
    [InlineData("User-agent: *\nDisallow: /a", "/b", true)]
    [InlineData("User-agent: *\nDisallow:", "/b", true)]
    [InlineData("User-agent: *\nDisallow: /\nAllow: /news/", "/news/1", true)]
    [InlineData("User-agent: *\nAllow: /p\nDisallow: /p", "/p", true)]
    [InlineData("user-AGENT : feedpipeline/2\nDISALLOW : /a", "/a", false)]
    [InlineData("User-agent: FeedPipeline\nDisallow:\n\nUser-agent: *\nDisallow: /", "/a", true)]
    [InlineData("User-agent: Other\nUser-agent: FeedPipeline\nDisallow: /a\n\nUser-agent: *\nAllow: /", "/a", false)]
    [InlineData("User-agent: FeedPipeline\nDisallow: /a\n\nUser-agent: feedpipeline\nDisallow: /b", "/b", false)]
    [InlineData("User-agent: FeedPipelineX\nDisallow: /", "/a", true)]
    [InlineData("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf", false)]
    [InlineData("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf?1", true)]
    [InlineData("User-agent: *\nDisallow: /a*b*c", "/aXbYbZc", false)]
    [InlineData("User-agent: *\nDisallow: /fish*", "/fish.html", false)]
    [InlineData("User-agent: *\nDisallow: /*?sort=", "/list?sort=up", false)]
    [InlineData("User-agent: *\nDisallow: /caf%c3%a9", "/caf%C3%A9", false)]
    [InlineData("User-agent: *\nDisallow: /a # and more\r\nDisallow: /b", "/b", false)]
    [InlineData("\ufeffUser-agent: *\nSitemap: http://x/\nDisallow: /a", "/a", false)]
    [InlineData("Disallow: /", "/a", true)]
    [InlineData("User-agent: *\nDisallow: /", "/robots.txt", true)]
    public void Rules_are_those_of_rfc_9309(string text, string path, bool allowed) =>
        Assert.Equal(allowed, RobotsRules.Parse(text, "FeedPipeline").Allows(new Uri("http://x" + path).PathAndQuery));

    [Theory]
    [InlineData("User-agent: *\nCrawl-delay: 2.5", 2.5)]
    [InlineData("User-agent: *\nCrawl-delay: 5\n\nUser-agent: FeedPipeline\nCrawl-delay: 1", 1.0)]
    [InlineData("User-agent: *\nCrawl-delay: soon", null)]
    [InlineData("User-agent: *\nCrawl-delay: -1", null)]
    public void Crawl_delay_is_that_of_the_group(string text, double? seconds) =>
        Assert.Equal(seconds, RobotsRules.Parse(text, "FeedPipeline").Delay?.TotalSeconds);

    [Fact]
    public void A_hostile_pattern_costs_no_more_than_its_length()
    {
        var rules = RobotsRules.Parse("User-agent: *\nDisallow: /" + string.Concat(Enumerable.Repeat("a*", 2000)) + "b", "FeedPipeline");

        Assert.True(rules.Allows("/" + new string('a', 4000)));
    }
}
