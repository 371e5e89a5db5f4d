using FeedPipeline.Fetching;
using FeedPipeline.Polls;

namespace FeedPipeline.Tests.Fetching;

public sealed class RequestUrlTests
{
    [Theory]
    [InlineData("HTTPS://EXAMPLE.COM/Feed", "https://example.com/Feed")]
    [InlineData("https://example.com./feed", "https://example.com/feed")]
    [InlineData("https://user:secret@example.com/feed#top", "https://example.com/feed")]
    [InlineData("https://bücher.example/feed", "https://xn--bcher-kva.example/feed")]
    [InlineData("http://127.1./", "http://127.0.0.1/")]
    [InlineData("http://１２７.０.０.１/", "http://127.0.0.1/")]
    [InlineData("http://2130706433/", "http://127.0.0.1/")]
    [InlineData("http://[::1]:8081/", "http://[::1]:8081/")]
    public void The_url_is_requested_in_its_plain_form(string text, string plain)
    {
        Assert.True(RequestUrl.Check(text).Succeeded(out var url, out _));

        Assert.Equal(plain, url.AbsoluteUri);
    }

    [Theory]
    [InlineData("")]
    [InlineData("feed.xml")]
    [InlineData("//127.0.0.1/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("gopher://127.0.0.1:6379/_INFO")]
    [InlineData("http://example.com:0/")]
    [InlineData("http://256.0.0.1/")]
    [InlineData("http://1.2.3.08/")]
    [InlineData("http://127.0.0.1.1/")]
    [InlineData("http://example.0x7f/")]
    [InlineData("http://127.0.0.1\u2100.example.com/")]
    [InlineData("http://example\uff0f.com/")]
    [InlineData("http://example.com../")]
    public void Other_schemes_and_broken_hosts_are_refused(string text)
    {
        Assert.False(RequestUrl.Check(text).Succeeded(out _, out var failure));

        Assert.Equal(PollOutcome.AddressRefused, failure.Outcome);
    }
}
