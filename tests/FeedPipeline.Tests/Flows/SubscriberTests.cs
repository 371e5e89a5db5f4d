using FeedPipeline.Feeds;
using FeedPipeline.Flows;
using FeedPipeline.Polls;
using FeedPipeline.Tests.Storing;

namespace FeedPipeline.Tests.Flows;

[Collection(DatabaseTests.Name)]
public sealed class SubscriberTests(TestServer server)
{
    [SkippableFact]
    public async Task A_feed_is_added_with_its_first_articles_under_its_own_title()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await using var origin = await Origin.StartAsync();

        var added = await AddedAsync(db, origin.Publish("/feed", Rss.Feed(Rss.Item("a"), Rss.Item("b")), "\"1\""));

        Assert.Equal(("News", 2), (added.Feed.Name, added.FirstPoll!.New));
        Assert.Equal("2 News \"1\"", await db.AskAsync(
            "SELECT concat_ws(' ', (SELECT count(*) FROM article), (SELECT title FROM feed), (SELECT etag FROM feed_memory))"));
        Assert.Single(origin.Requests);
    }

    [SkippableFact]
    public async Task Two_feeds_of_one_title_have_two_names()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await using var origin = await Origin.StartAsync();
        await AddedAsync(db, origin.Publish("/one", Rss.Feed()));

        Assert.Equal("News 2", (await AddedAsync(db, origin.Publish("/other", Rss.Feed()))).Feed.Name);
    }

    [SkippableFact]
    public async Task A_known_address_is_not_asked()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await using var origin = await Origin.StartAsync();
        await db.AddAsync("mine", origin.Publish("/feed", Rss.Feed()));

        var known = Assert.IsType<Subscribed.Known>(await AddAsync(db, origin["/feed"]));

        Assert.Equal("mine", known.Name);
        Assert.Empty(origin.Requests);
    }

    [SkippableFact]
    public async Task Nothing_is_added_when_nothing_usable_answers()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await using var origin = await Origin.StartAsync();

        var missing = Assert.IsType<Subscribed.Unusable>(await AddAsync(db, origin["/missing"]));
        var text = Assert.IsType<Subscribed.Unusable>(await AddAsync(db, origin.Publish("/text", "Hello.")));

        Assert.Contains("404", missing.Problem, StringComparison.Ordinal);
        Assert.Equal("plain text, not a feed", text.Problem);
        Assert.Equal("0", await db.AskAsync("SELECT count(*) FROM feed_definition"));
    }

    [SkippableFact]
    public async Task With_force_it_is_added_anyway_and_backs_off()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await using var origin = await Origin.StartAsync();

        var added = await AddedAsync(db, origin["/missing"], force: true);

        Assert.Equal(("127.0.0.1", PollOutcome.NotFound), (added.Feed.Name, added.FirstPoll!.Outcome));
        Assert.Equal("1", await db.AskAsync("SELECT consecutive_failures FROM feed WHERE due_at > now()"));
    }

    [SkippableFact]
    public async Task A_site_that_offers_one_feed_is_followed_to_it()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await using var origin = await Origin.StartAsync();
        origin.Publish("/rss", Rss.Feed(Rss.Item("a")));

        var added = await AddedAsync(db, origin.Publish("/", Page("/rss")));

        Assert.Equal((origin["/rss"], 1), (added.Feed.Url, added.FirstPoll!.New));
        Assert.Equal("News", Assert.IsType<Subscribed.Known>(await AddAsync(db, origin["/"])).Name);
    }

    [SkippableFact]
    public async Task A_site_that_offers_several_feeds_leaves_the_choice_to_the_operator()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await using var origin = await Origin.StartAsync();

        var unusable = Assert.IsType<Subscribed.Unusable>(await AddAsync(db, origin.Publish("/", Page("/a", "/b"))));

        Assert.Equal([origin["/a"], origin["/b"]], unusable.Offered.Select(feed => feed.Url));
    }

    [SkippableFact]
    public async Task A_removed_feed_comes_back_with_what_it_knew()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await using var origin = await Origin.StartAsync();
        var before = await AddedAsync(db, origin.Publish("/feed", Rss.Feed(Rss.Item("a")), "\"1\""));
        await db.Feeds.RemoveAsync(before.Feed.Id, default);

        var after = await AddedAsync(db, origin["/feed"]);

        Assert.Equal((before.Feed.Id, PollOutcome.Unchanged), (after.Feed.Id, after.FirstPoll!.Outcome));
    }

    [SkippableFact]
    public async Task A_first_document_that_is_refused_is_recorded_on_its_feed()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await using var origin = await Origin.StartAsync();
        await db.AskAsync("ALTER TABLE article ADD CONSTRAINT no_poison CHECK (headline <> 'Title of poison')");

        var added = await AddedAsync(db, origin.Publish("/feed", Rss.Feed(Rss.Item("poison"))));

        Assert.Equal(PollOutcome.InternalError, added.FirstPoll!.Outcome);

        Assert.Equal("internal_error 1", await db.AskAsync("SELECT concat_ws(' ', last_outcome, consecutive_failures) FROM feed"));
    }

    private static async Task<Subscribed.Added> AddedAsync(TestDatabase db, string url, bool force = false) =>
        Assert.IsType<Subscribed.Added>(await AddAsync(db, url, force));

    private static Task<Subscribed> AddAsync(TestDatabase db, string url, bool force = false) =>
        db.Get<Subscriber>().AddAsync(new Feed { Name = "", Url = url }, force, 0, default);

    private static string Page(params string[] feeds) =>
        $"<!doctype html><html><head>{string.Concat(feeds.Select(feed => $"<link rel=\"alternate\" type=\"application/rss+xml\" href=\"{feed}\">"))}</head></html>";
}
