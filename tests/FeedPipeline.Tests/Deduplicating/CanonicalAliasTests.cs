using FeedPipeline.Deduplicating;

namespace FeedPipeline.Tests.Deduplicating;

public sealed class CanonicalAliasTests
{
    private const string Known = "https://example.com/world/2026/bridge-opens";

    [Theory]
    [InlineData("https://example.com/a/4711", "https://example.com/a/4711")]
    [InlineData("https://news.example.com/a/bridge-opens?utm_source=x", "https://news.example.com/a/bridge-opens")]
    [InlineData("https://example.com/story?id=4", "https://example.com/story?id=4")]
    public void Another_address_of_the_site_is_another_name(string stated, string alias) => Assert.Equal(alias, CanonicalAlias.Of(Known, stated));

    [Theory]
    [InlineData("http://www.example.com/world/2026/bridge-opens/")]
    [InlineData("https://example.com/")]
    [InlineData("https://www.example.com/index.html")]
    [InlineData("https://example.com/world")]
    [InlineData("https://example.com/world/2026")]
    [InlineData("https://example.com/sport")]
    [InlineData("https://example.org/a/4711")]
    [InlineData("https://example.co.uk/a/4711")]
    [InlineData("not an address")]
    [InlineData(null)]
    public void The_same_a_front_page_a_section_and_other_sites_are_none(string? stated) => Assert.Null(CanonicalAlias.Of(Known, stated));
}
