using FeedPipeline.Flows;
using FeedPipeline.Polls;
using FeedPipeline.Steps;

namespace FeedPipeline.Tests.Storing;

[Collection(DatabaseTests.Name)]
public sealed class ContentShiftTests(TestServer server)
{
    private const string Counts = "SELECT concat_ws(' ', (SELECT count(*) FROM article), (SELECT count(*) FROM quarantine WHERE released_at IS NULL), (SELECT count(*) FROM event WHERE kind = 'content_shift' AND closed_at IS NULL))";

    private static readonly string Pills = Rss.Feed(Rss.Item("pills", link: "http://pills.example/1"), Rss.Item("casino", link: "http://casino.example/2")).Replace(">News<", ">Buy now<", StringComparison.Ordinal);

    [SkippableFact]
    public async Task What_a_new_owner_publishes_is_kept_out_and_the_old_feed_is_known_again_when_it_is_back()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var feed = await db.AddAsync();
        await db.PollAsync(feed, Rss.Feed(Rss.Item("a"), Rss.Item("b")));

        var poll = await db.PollAsync(feed, Pills);

        Assert.Equal(PollOutcome.ContentShift, poll.Outcome);
        Assert.Contains("feeds set", poll.Detail, StringComparison.Ordinal);
        Assert.Equal("2 2 1", await db.AskAsync(Counts));
        Assert.Equal(PollOutcome.ContentShift, (await db.PollAsync(feed, Pills)).Outcome);
        Assert.Equal(PollOutcome.Unchanged, (await db.PollAsync(feed, Rss.Feed(Rss.Item("a"), Rss.Item("b")))).Outcome);
        Assert.Equal("2 2 0", await db.AskAsync(Counts));
        Assert.Equal("News", await db.AskAsync("SELECT title FROM feed"));
    }

    [SkippableFact]
    public async Task An_operator_may_say_that_it_is_meant()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var feed = await db.AddAsync();
        await db.PollAsync(feed, Rss.Feed(Rss.Item("a")));
        await db.PollAsync(feed, Pills);

        Assert.Equal(2, await db.Get<Releases>().ReleaseAsync(feed, PollCompletion.ForeignItem, default));
        await db.Feeds.NewOwnerAsync(feed, default);

        Assert.Equal(PollOutcome.Unchanged, (await db.PollAsync(feed, Pills)).Outcome);
        Assert.Equal("3 0 0", await db.AskAsync(Counts));
        Assert.Equal("Buy now", await db.AskAsync("SELECT title FROM feed"));
    }

    [SkippableFact]
    public async Task A_site_that_moves_with_its_articles_is_the_same_feed()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var feed = await db.AddAsync();
        await db.PollAsync(feed, Rss.Feed(Rss.Item("a"), Rss.Item("b")));

        var poll = await db.PollAsync(feed, Rss.Feed(Rss.Item("a", link: "http://daily.example/a"), Rss.Item("b", link: "http://daily.example/b")).Replace(">News<", ">Daily<", StringComparison.Ordinal));

        Assert.Equal(PollOutcome.Stored, poll.Outcome);
        Assert.Equal("2 0 0", await db.AskAsync(Counts));
    }

    [SkippableFact]
    public async Task A_list_of_strangers_links_may_change_its_title_and_all_its_items()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var feed = await db.AddAsync();
        await db.PollAsync(feed, Rss.Feed(Rss.Item("a", link: "http://one.example/a"), Rss.Item("b", link: "http://two.example/b")));

        var poll = await db.PollAsync(feed, Rss.Feed(Rss.Item("c", link: "http://two.example/c"), Rss.Item("d", link: "http://one.example/d")).Replace(">News<", ">News of noon<", StringComparison.Ordinal));

        Assert.Equal(PollOutcome.Stored, poll.Outcome);
        Assert.Equal("4 0 0", await db.AskAsync(Counts));
    }
}
