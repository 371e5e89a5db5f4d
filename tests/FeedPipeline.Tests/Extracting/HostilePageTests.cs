using FeedPipeline.Tests.Normalizing;

namespace FeedPipeline.Tests.Extracting;

public sealed class HostilePageTests
{
    [Theory]
    [MemberData(nameof(HostileHtmlTests.Attacks), MemberType = typeof(HostileHtmlTests))]
    public void No_page_is_too_hostile_to_be_read(string what, string html)
    {
        Assert.NotNull(Pages.Read($"<title>{what}</title>{html}"));
    }

    [Fact]
    public void Nonsense_is_read_without_complaint()
    {
        var random = new Random(7);
        for (var i = 0; i < 500; i++)
            Assert.NotNull(Pages.Read($"<script type='application/ld+json'>{TagSoup.Of(random)}</script>{TagSoup.Of(random)}<h1>{TagSoup.Of(random)}"));
    }

    [Theory]
    [InlineData("{\"@type\":\"Article\",\"author\":{\"@id\":\"#a\"},\"@id\":\"#a\"}")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[")]
    [InlineData("{\"@type\":12,\"headline\":{},\"author\":[null,1,[[\"a\"]],{\"name\":[{\"name\":{}}]}],\"datePublished\":\"9999999999999999\"}")]
    [InlineData("{\"@type\":\"Article\",\"headline\":\"\\ud800\"}")]
    [InlineData("{\"@type\":\"Article\",\"datePublished\":\"0000-00-00T99:99:99+99:99\",\"image\":{\"url\":\"http://[\"}}")]
    public void Linked_data_may_be_anything(string json) => Assert.NotNull(Pages.Read($"<script type='application/ld+json'>{json}</script><p>{Pages.First}</p>"));
}
