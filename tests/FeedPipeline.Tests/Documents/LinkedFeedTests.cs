using FeedPipeline.Documents;

namespace FeedPipeline.Tests.Documents;

public sealed class LinkedFeedTests
{
    private const string Rss = "application/rss+xml";
    private const string Atom = "application/atom+xml";

    [Fact]
    public void The_only_feed_is_meant() => Assert.Equal("/feed", Plain(new LinkedFeed("/feed", "News", Rss)));

    [Fact]
    public void Comments_and_sections_are_not_meant() => Assert.Equal("/feed", Plain(
        new LinkedFeed("/comments/feed", "News » Comments Feed", Rss),
        new LinkedFeed("/tag/sports/feed", "Sports", Rss),
        new LinkedFeed("/feed", "News » Feed", Rss),
        new LinkedFeed("/f2", "Kommentare zu News", Rss)));

    [Fact]
    public void Of_one_feed_in_several_formats_the_first_is_meant() => Assert.Equal("/rss", Plain(
        new LinkedFeed("/rss", "News (RSS 2.0)", Rss), new LinkedFeed("/atom", "News - Atom", Atom), new LinkedFeed("/json", null, "application/feed+json")));

    [Fact]
    public void Two_feeds_of_a_kind_are_a_choice() => Assert.Null(Plain(new LinkedFeed("/world", "World", Rss), new LinkedFeed("/town", "Town", Rss)));

    [Fact]
    public void Two_feeds_of_other_names_are_a_choice_whatever_their_formats() =>
        Assert.Null(Plain(new LinkedFeed("/world", "World", Rss), new LinkedFeed("/town", "Town", Atom)));

    [Fact]
    public void Where_there_are_only_comments_they_are_meant() => Assert.Equal("/comments/feed", Plain(new LinkedFeed("/comments/feed", null, Rss)));

    [Fact]
    public void Nothing_is_meant_where_nothing_is_offered() => Assert.Null(Plain());

    [Fact]
    public void The_pages_own_feeds_come_first_and_each_once() => Assert.Equal(
        ["/b", "/a", "/comments/"],
        LinkedFeed.Ranked([new("/comments/"), new("/b"), new("/a"), new("/b")]).Select(feed => feed.Url));

    private static string? Plain(params LinkedFeed[] offered) => LinkedFeed.Plain(LinkedFeed.Ranked(offered))?.Url;
}
