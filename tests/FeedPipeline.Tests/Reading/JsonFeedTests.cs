namespace FeedPipeline.Tests.Reading;

public class JsonFeedTests
{
    [Theory]
    [InlineData("https://jsonfeed.org/version/1", "json1.0")]
    [InlineData("https://jsonfeed.org/version/1.1", "json1.1")]
    public void The_version_tells_the_format(string version, string format) =>
        Assert.Equal(format, Feeds.Read($$"""{"version":"{{version}}","items":[]}""").Format);

    [Fact]
    public void A_bad_item_costs_only_itself()
    {
        var feed = Feeds.Read("""{"\ud800":0,"version":"https://jsonfeed.org/version/1","items":[7,{"id":1,"title":"a < b","date_published":"never","tags":[null,"x"]},{"id":"\ud800x\ud83d\ude00"}]}""");

        Assert.Equal([("1", "a &lt; b"), ("\uFFFDx😀", null)], feed.Items.Select(item => (item.Guid, item.Title)));
        Assert.Equal(["an item that is not an object was left out", "not a date in date_published: never"], feed.Problems.Select(problem => problem.What));
    }

    [Theory]
    [InlineData("{\"version\":", "broken JSON at line 1, not a feed")]
    [InlineData("{\"a\":1}", "JSON, but not a JSON feed")]
    [InlineData("[1]", "JSON, but not a JSON feed")]
    public void Other_json_is_named(string json, string what)
    {
        var feed = Feeds.Read(json);

        Assert.Equal((null, what), (feed.Format, feed.Problems[0].What));
    }

    [Fact]
    public void Nesting_beyond_the_limit_is_not_a_feed() =>
        Assert.Null(Feeds.Read(new string('[', 100_000)).Format);
}
