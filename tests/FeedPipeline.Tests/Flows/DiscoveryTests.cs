using FeedPipeline.Feeds;
using FeedPipeline.Flows;
using FeedPipeline.Tests.Storing;

namespace FeedPipeline.Tests.Flows;

[Collection(DatabaseTests.Name)]
public sealed class DiscoveryTests(TestServer server)
{
    [SkippableFact]
    public async Task A_feed_is_its_own_answer()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await using var origin = await Origin.StartAsync();

        var found = await LookAsync(db, origin.Publish("/feed", Rss.Feed()));

        Assert.Equal((origin["/feed"], null), (found.Feed.Url, found.Problem));
        Assert.Single(origin.Requests);
    }

    [SkippableFact]
    public async Task The_feed_that_a_page_means_is_found_among_those_it_links()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await using var origin = await Origin.StartAsync();
        origin.Publish("/feed", Rss.Feed(Rss.Item("a")));
        var page = origin.Publish("/", Page(("/comments/feed", "Comments"), ("/feed", "News")));

        var found = await LookAsync(db, page);

        Assert.Equal((origin["/feed"], page, null), (found.Feed.Url, found.Feed.SiteUrl, found.Problem));
        Assert.Equal(["/", "/feed"], origin.Requests.Select(request => request.Path));
    }

    [SkippableFact]
    public async Task Where_there_is_a_choice_all_are_named_and_none_is_asked()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await using var origin = await Origin.StartAsync();

        var found = await LookAsync(db, origin.Publish("/", Page(("/comments/feed", "Comments"), ("/world", "World"), ("/town", "Town"))));

        Assert.Equal("the page offers 3 feeds: name one of them", found.Problem);
        Assert.Equal([$"{origin["/world"]} (World)", $"{origin["/town"]} (Town)", $"{origin["/comments/feed"]} (Comments)"], found.Offered.Select(feed => feed.ToString()));
        Assert.Single(origin.Requests);
    }

    [SkippableFact]
    public async Task A_page_without_links_has_a_few_well_known_places()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await using var origin = await Origin.StartAsync();
        origin.Publish("/atom.xml", Rss.Feed(Rss.Item("a")));

        var found = await LookAsync(db, origin.Publish("/blog/", "<!doctype html><p>Hello"));

        Assert.Equal((origin["/atom.xml"], null), (found.Feed.Url, found.Problem));
        Assert.Equal(["/blog/", "/feed", "/rss.xml", "/atom.xml"], origin.Requests.Select(request => request.Path));
    }

    [SkippableFact]
    public async Task No_more_is_asked_than_may_be()
    {
        await using var db = await TestDatabase.CreateAsync(server, ("Discovery:WellKnownPlaces", "2"));
        await using var origin = await Origin.StartAsync();
        origin.Publish("/atom.xml", Rss.Feed(Rss.Item("a")));

        var found = await LookAsync(db, origin.Publish("/", "<!doctype html><p>Hello"));

        Assert.StartsWith("an HTML page that links no feed", found.Problem, StringComparison.Ordinal);
        Assert.Equal(3, origin.Requests.Count);
    }

    [SkippableFact]
    public async Task Text_that_is_no_page_has_no_well_known_places()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await using var origin = await Origin.StartAsync();

        Assert.Equal("plain text, not a feed", (await LookAsync(db, origin.Publish("/", "Hello."))).Problem);
        Assert.Single(origin.Requests);
    }

    [SkippableFact]
    public async Task The_new_place_of_a_dead_feed_is_proposed_once_and_forgotten_when_it_lives()
    {
        await using var db = await TestDatabase.CreateAsync(server, ("Watching:FailuresUntilSearched", "2"));
        await using var origin = await Origin.StartAsync();
        origin.Publish("/site", Page(("/new", "News")));
        origin.Publish("/new", Rss.Feed(Rss.Item("a")));
        var feed = await db.AddAsync("news", origin["/old"]);
        await db.AskAsync($"UPDATE feed_definition SET site_url = '{origin["/site"]}'");
        await PollAsync(db, feed);
        Assert.Equal(0, await db.Get<NewPlaces>().SearchAsync(default));
        await PollAsync(db, feed);

        Assert.Equal(1, await db.Get<NewPlaces>().SearchAsync(default));
        Assert.Equal(0, await db.Get<NewPlaces>().SearchAsync(default));

        Assert.Equal(
            $"its site offers {origin["/new"]}: feedpipe feeds set \"news\" --url {origin["/new"]}",
            await db.AskAsync("SELECT string_agg(detail, ' ') FROM event WHERE kind = 'new_place' AND closed_at IS NULL"));
        origin.Publish("/old", Rss.Feed(Rss.Item("a")));
        await PollAsync(db, feed);
        Assert.Equal("0", await db.AskAsync("SELECT count(*) FROM event WHERE closed_at IS NULL"));
    }

    [SkippableFact]
    public async Task A_site_that_offers_nothing_new_is_searched_once_and_nobody_is_told()
    {
        await using var db = await TestDatabase.CreateAsync(server, ("Watching:FailuresUntilSearched", "1"));
        await using var origin = await Origin.StartAsync();
        origin.Publish("/site", Page(("/old", "News")));
        var feed = await db.AddAsync("news", origin["/old"]);
        await db.AskAsync($"UPDATE feed_definition SET site_url = '{origin["/site"]}'");
        await PollAsync(db, feed);

        Assert.Equal((0, 0), (await db.Get<NewPlaces>().SearchAsync(default), await db.Get<NewPlaces>().SearchAsync(default)));

        Assert.Equal("1 0", await db.AskAsync("SELECT concat_ws(' ', count(*), count(*) FILTER (WHERE closed_at IS NULL)) FROM event WHERE kind = 'new_place'"));
        Assert.Equal(1, origin.Requests.Count(request => request.Path == "/site"));
    }

    private static Task PollAsync(TestDatabase db, long feed) => Task.Run(async () => await db.Pipeline.PollAsync(await db.ClaimAsync(feed), default));

    private static Task<Discovered> LookAsync(TestDatabase db, string url) => db.Get<Discovery>().LookAsync(new Feed { Name = "", Url = url }, default);

    private static string Page(params (string Url, string Title)[] feeds) =>
        $"<!doctype html><html><head>{string.Concat(feeds.Select(feed => $"<link rel=alternate type=\"application/rss+xml\" title=\"{feed.Title}\" href=\"{feed.Url}\">"))}</head></html>";
}
