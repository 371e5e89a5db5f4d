using FeedPipeline.Reading.Values;

namespace FeedPipeline.Tests.Reading;

public class LinksTests
{
    private static readonly Uri Start = new("https://a.example/news/feed.xml");

    [Theory]
    [InlineData("1", "https://a.example/news/1")]
    [InlineData("/1", "https://a.example/1")]
    [InlineData("//b.example/1", "https://b.example/1")]
    [InlineData("?p=1", "https://a.example/news/feed.xml?p=1")]
    [InlineData(" HTTP://B.example/a b ", "HTTP://B.example/a b")]
    [InlineData("https://b.example/\n 1", "https://b.example/ 1")]
    [InlineData("urn:x", "urn:x")]
    public void Absolute_addresses_stay_and_relative_ones_are_resolved(string written, string absolute) =>
        Assert.Equal(absolute, Links.Absolute(written, Start));

    [Fact]
    public void Content_location_goes_before_the_address() =>
        Assert.Equal("https://a.example/b/", Links.Base("https://a.example/x", "/b/")?.AbsoluteUri);

    [Theory]
    [InlineData("<a href=\"/1\">x</a>", "<a href=\"https://a.example/1\">x</a>")]
    [InlineData("<img alt='a>b' src=1.png>", "<img alt='a>b' src=https://a.example/news/1.png>")]
    [InlineData("<img srcset='a.jpg 1x, /b,c.jpg 2x,https://d.example/e.jpg'>", "<img srcset='https://a.example/news/a.jpg 1x, https://a.example/b,c.jpg 2x,https://d.example/e.jpg'>")]
    [InlineData("<a title='href=/1' href='https://b.example/'>", "<a title='href=/1' href='https://b.example/'>")]
    [InlineData("href=/1 < 2", "href=/1 < 2")]
    [InlineData("<a href='", "<a href='")]
    public void Links_in_html_become_absolute(string html, string absolute) => Assert.Equal(absolute, Links.MakeAbsolute(html, Start));
}
