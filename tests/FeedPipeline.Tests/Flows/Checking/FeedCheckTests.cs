using FeedPipeline.Articles;
using FeedPipeline.Feeds;
using FeedPipeline.Flows.Checking;
using FeedPipeline.Tests.Storing;
using Microsoft.AspNetCore.Http;

namespace FeedPipeline.Tests.Flows.Checking;

[Collection(DatabaseTests.Name)]
public sealed class FeedCheckTests(TestServer server)
{
    private const string LongText = "<p>The council met on Monday, and again on Tuesday, because nobody had brought the minutes.</p>";

    [SkippableFact]
    public async Task A_feed_is_asked_twice_and_its_findings_say_what_is_there()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await using var origin = await Origin.StartAsync();

        var found = await CheckAsync(db, origin.Publish("/feed", Rss.Feed(Rss.Item("a", published: "Mon, 23 Nov 2026 10:00:00 GMT"), Rss.Item("b", published: "Sun, 22 Nov 2026 10:00:00 GMT")), "\"1\""));

        Assert.True(found.IsUsable);
        Assert.Equal(["tls", "text", "pages", "robots"], found.Findings.Where(finding => finding.Grade != Grade.Good).Select(finding => finding.Check));
        Assert.Equal(["/feed", "/feed"], origin.Requests.Select(request => request.Path));
        Assert.Equal(["", "\"1\""], origin.Requests.Select(request => request.IfNoneMatch ?? ""));
        Assert.Equal("ETag honoured (304): a poll without news costs no document", Says(found, "validators"));
        Assert.Equal("guid: every item has a guid of its own", Says(found, "identity"));
        Assert.Equal("2 of 2 items dated, from 2026-11-22 10:00 to 2026-11-23 10:00", Says(found, "dates"));
        Assert.Equal(new RecommendedSettings(origin["/feed"], "News", "adaptive", FullText.Auto, null), found.Settings);
    }

    [SkippableFact]
    public async Task Nothing_is_stored()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await using var origin = await Origin.StartAsync();
        string[] tables = ["feed_definition", "feed_schedule", "feed_memory", "article", "sighting", "poll", "document", "page_due", "quarantine", "host", "furniture", "change", "event", "url_parameter"];
        var before = await db.RowsAsync(tables);

        Assert.True((await CheckAsync(db, origin.Publish("/feed", Rss.Feed(Rss.Item("a"))))).IsUsable);

        Assert.Equal(before, await db.RowsAsync(tables));
    }

    [SkippableFact]
    public async Task Three_articles_are_shown_as_they_would_be_stored()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await using var origin = await Origin.StartAsync();
        foreach (var name in (string[])["a", "b", "c"])
            origin.Publish($"/{name}", Article(name));
        origin.Publish("/feed", Rss.Feed([.. ((string[])["a", "b", "c", "d"]).Select(name => Rss.Item(name, link: origin[$"/{name}"]))]));

        var found = await CheckAsync(db, origin["/feed"]);

        Assert.Equal(["Title of a", "Title of b", "Title of c"], found.Articles.Select(article => article.Article.Headline));
        Assert.Equal("Title of a\nText of a, in a few words.\n\nThe council met on Monday, and again on Tuesday, because nobody had brought the minutes.\n", found.Articles[0].Text[..128]);
        Assert.All(found.Articles, article => Assert.Equal(BodySource.Page, article.Article.BodySource));
        Assert.Equal("3 of 3 pages could be read", Says(found, "pages"));
        Assert.Equal(FullText.Auto, found.Settings!.FullText);
        await db.AddAsync("news", origin["/feed"]);
        await db.Dispatcher.PollAsync(1, default);
        await db.Get<FeedPipeline.Flows.FullTexts>().ReadDueAsync(default);
        Assert.Equal(await db.AskAsync("SELECT body FROM article WHERE headline = 'Title of a'"), found.Articles[0].Article.Body);
    }

    [SkippableFact]
    public async Task A_site_is_followed_to_its_feed_and_all_its_feeds_are_named()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await using var origin = await Origin.StartAsync();
        origin.Publish("/feed", Rss.Feed(Rss.Item("a")));

        var found = await CheckAsync(db, origin.Publish("/", Page("/comments/feed", "/feed")));

        Assert.Equal((origin["/feed"], $"the page links 2, of which {origin["/feed"]} is the main one"), (found.FeedUrl, Says(found, "feed")));
        Assert.Equal([origin["/feed"], origin["/comments/feed"]], found.Offered.Select(feed => feed.Url));
    }

    [SkippableFact]
    public async Task Where_there_is_a_choice_it_is_the_operators()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await using var origin = await Origin.StartAsync();

        var found = await CheckAsync(db, origin.Publish("/", Page("/a", "/b")));

        Assert.False(found.IsUsable);
        Assert.Equal((Grade.Bad, "the page offers 2 feeds: name one of them"), Only(found, "feed"));
        Assert.Equal([origin["/a"], origin["/b"]], found.Offered.Select(feed => feed.Url));
    }

    [SkippableFact]
    public async Task What_cannot_be_reached_is_one_bad_finding()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await using var origin = await Origin.StartAsync();

        Assert.Equal(Grade.Bad, Only(await CheckAsync(db, origin["/missing"]), "answer").Grade);
        Assert.Equal((Grade.Bad, "plain text, not a feed"), Only(await CheckAsync(db, origin.Publish("/text", "Hello.")), "feed"));
        Assert.Equal(Grade.Bad, Only(await CheckAsync(db, "http://10.0.0.1/feed"), "address").Grade);
        Assert.Equal(Grade.Bad, Only(await CheckAsync(db, "ftp://example.com/"), "address").Grade);
    }

    [SkippableFact]
    public async Task A_configured_feed_is_named()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await using var origin = await Origin.StartAsync();
        await db.AddAsync("mine", origin.Publish("/feed", Rss.Feed(Rss.Item("a"))));

        Assert.Equal("mine", (await CheckAsync(db, origin["/feed"])).KnownAs);
    }

    [SkippableFact]
    public async Task Guids_that_change_between_two_requests_call_for_another_identity()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var number = 0;
        await using var origin = await Fetching.Origin.AnswerAsync(async context =>
        {
            if (context.Request.Path == "/robots.txt")
                context.Response.StatusCode = StatusCodes.Status404NotFound;
            else
                await context.Response.WriteAsync(Rss.Feed([.. Enumerable.Range(0, 4).Select(item => Rss.Item($"Item {item}", link: $"http://news.example/{item}").Replace($"\"false\">Item {item}", $"\"false\">{++number}", StringComparison.Ordinal))]));
        });

        var found = await CheckAsync(db, origin.Url + "/feed");

        Assert.Equal(Identity.Link, found.Settings!.Identity);
        Assert.Contains(found.Findings, finding => finding is { Check: "identity", Grade: Grade.Note, Says: "4 guids changed between two requests: tell items apart by their addresses" });
        Assert.StartsWith("none, and the bytes differ at each request", Says(found, "validators"), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Pages_that_robots_txt_keeps_are_not_asked_for_and_not_recommended()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await using var origin = await Origin.StartAsync();
        origin.Publish("/robots.txt", "User-agent: *\nDisallow: /");
        origin.Publish("/feed", Rss.Feed(Rss.Item("a", link: origin["/a"])));

        var found = await CheckAsync(db, origin["/feed"]);

        Assert.Equal(Grade.Note, Only(found, "robots").Grade);
        Assert.Equal(FullText.Never, found.Settings!.FullText);
        Assert.DoesNotContain(origin.Requests, request => request.Path == "/a");
    }

    [SkippableFact]
    public async Task A_permanent_redirect_is_taken_at_its_word()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await using var origin = await Fetching.Origin.AnswerAsync(async context =>
        {
            if (context.Request.Path == "/old")
                context.Response.Redirect("/new", permanent: true);
            else
                await context.Response.WriteAsync(Rss.Feed(Rss.Item("a", text: "<p>" + string.Concat(Enumerable.Repeat(LongText, 20)), link: "")));
        });

        var found = await CheckAsync(db, origin.Url + "/old");

        Assert.Equal(origin.Url + "/new", found.Settings!.Url);
        Assert.Equal((Grade.Note, $"moved for good, add the last address: 301 {origin.Url}/new"), Only(found, "redirects"));
    }

    private static Task<CheckedFeed> CheckAsync(TestDatabase db, string url) => db.Get<FeedCheck>().CheckAsync(url, told: null, default);

    private static string Says(CheckedFeed found, string check) => Only(found, check).Says;

    private static (Grade Grade, string Says) Only(CheckedFeed found, string check)
    {
        var finding = Assert.Single(found.Findings, finding => finding.Check == check);
        return (finding.Grade, finding.Says);
    }

    private static string Page(params string[] feeds) =>
        $"<!doctype html><title>Site</title>{string.Concat(feeds.Select(feed => $"<link rel=alternate type=application/rss+xml href='{feed}'>"))}<p>Hello";

    private static string Article(string name) =>
        $"<!doctype html><title>Title of {name}</title><article><h1>Title of {name}</h1>{string.Concat(Enumerable.Range(0, 6).Select(number => number == 0 ? LongText : LongText.Replace("Monday", $"day {number} of {name}", StringComparison.Ordinal)))}</article>";
}
