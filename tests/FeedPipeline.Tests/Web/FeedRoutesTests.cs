using System.Net;
using FeedPipeline.Storing.Keys;
using FeedPipeline.Tests.Storing;

namespace FeedPipeline.Tests.Web;

/// <summary>Feeds over HTTP: what the verbs do.</summary>
[Collection(DatabaseTests.Name)]
public sealed class FeedRoutesTests(TestServer server)
{
    [SkippableFact]
    public async Task A_feed_is_added_with_its_first_articles_changed_polled_and_removed()
    {
        await using var house = await ApiHouse.OpenAsync(server);
        await using var origin = await Origin.StartAsync();
        origin.Publish("/feed", Rss.Feed(Rss.Item("a"), Rss.Item("b")));
        var ops = await house.KeyAsync(ApiScope.Ops);

        var added = await house.SendAsync("POST", "/api/feeds", $$"""{"url": "{{origin["/feed"]}}", "name": "news", "tags": ["x"], "schedule": "every 15m", "full_text": "never"}""", ops);
        Assert.True(added.Status == HttpStatusCode.Created, added.Body);
        var id = (long)added.Json["id"]!;
        Assert.Equal($"/api/feeds/{id}", added.Headers.Location!.ToString());
        Assert.Equal(("news", "every 15m", "never"), ((string?)added.Json["name"], (string?)added.Json["schedule"], (string?)added.Json["full_text"]));
        Assert.Equal("2", await house.Db.AskAsync("SELECT count(*) FROM article"));
        Assert.Equal(HttpStatusCode.Conflict, (await house.SendAsync("POST", "/api/feeds", $$"""{"url": "{{origin["/feed"]}}"}""", ops)).Status);

        var changed = await house.SendAsync("PATCH", $"/api/feeds/{id}", """{"name": "renamed", "schedule": "cron 0 0 6 * * ?", "paused": true}""", ops);
        Assert.Equal(("renamed", "cron 0 0 6 * * ?"), ((string?)changed.Json["name"], (string?)changed.Json["schedule"]));
        Assert.NotNull(changed.Json["paused_at"]);
        Assert.Equal("x", (string?)changed.Json["tags"]![0]);

        origin.Publish("/feed", Rss.Feed(Rss.Item("c"), Rss.Item("a"), Rss.Item("b")));
        var polled = await house.SendAsync("POST", $"/api/feeds/{id}/poll", key: ops);
        Assert.Equal(("stored", 1), ((string?)polled.Json["outcome"], (int)polled.Json["new"]!));

        Assert.Equal(HttpStatusCode.NoContent, (await house.SendAsync("DELETE", $"/api/feeds/{id}", key: ops)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await house.SendAsync("DELETE", $"/api/feeds/{id}", key: ops)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await house.GetAsync($"/api/feeds/{id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await house.SendAsync("PATCH", $"/api/feeds/{id}", """{"name": "x"}""", ops)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await house.SendAsync("POST", $"/api/feeds/{id}/poll", key: ops)).Status);
        Assert.Equal("3", await house.Db.AskAsync("SELECT count(*) FROM article"));
    }

    [SkippableFact]
    public async Task Nothing_is_added_where_nothing_usable_answers()
    {
        await using var house = await ApiHouse.OpenAsync(server);
        await using var origin = await Origin.StartAsync();
        origin.Publish("/page", "<!doctype html><html><head><title>No feed</title></head><body><p>Nothing here.</p></body></html>");
        var ops = await house.KeyAsync(ApiScope.Ops);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await house.SendAsync("POST", "/api/feeds", $$"""{"url": "{{origin["/page"]}}"}""", ops)).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await house.SendAsync("POST", "/api/feeds", """{"url": "http://169.254.169.254/latest/"}""", ops)).Status);
        Assert.Equal("0", await house.Db.AskAsync("SELECT count(*) FROM feed_definition"));
        Assert.Equal(HttpStatusCode.Created, (await house.SendAsync("POST", "/api/feeds", $$"""{"url": "{{origin["/page"]}}", "force": true}""", ops)).Status);
    }

    [SkippableFact]
    public async Task A_source_is_checked_and_nothing_is_stored()
    {
        await using var house = await ApiHouse.OpenAsync(server);
        await using var origin = await Origin.StartAsync();
        origin.Publish("/feed", Rss.Feed(Rss.Item("a"), Rss.Item("b")));

        var found = await house.SendAsync("POST", "/api/feeds/check", $$"""{"url": "{{origin["/feed"]}}"}""", await house.KeyAsync(ApiScope.Ops));

        Assert.True(found.Status == HttpStatusCode.OK, found.Body);
        Assert.Equal((true, "adaptive", "Title of a"), ((bool)found.Json["is_usable"]!, (string?)found.Json["settings"]!["schedule"], (string?)found.Json["articles"]![0]!["article"]!["headline"]));
        Assert.Equal("0", await house.Db.AskAsync("SELECT count(*) FROM feed_definition"));
    }

    [SkippableTheory]
    [InlineData("""{"name": "x"}""", "url")]
    [InlineData("""{"url": "ftp://a.example/"}""", "url: not an http or https URL")]
    [InlineData("""{"url": "http://a.example/", "name": "12"}""", "name: a name is not a number")]
    [InlineData("""{"url": "http://a.example/", "name": "a\u001bb"}""", "name: a name has no control characters")]
    [InlineData("""{"url": "http://a.example/", "schedule": "hourly"}""", "schedule is adaptive, every")]
    [InlineData("""{"url": "http://a.example/", "schedule": "cron * *"}""", "schedule is adaptive, every")]
    [InlineData("""{"url": "http://a.example/", "full_text": "Auto"}""", "full_text is auto, always or never")]
    [InlineData("""{"url": "http://a.example/", "tags": [""]}""", "tags are at most 100 texts")]
    [InlineData("""{"url": "http://a.example/", "tags": [null]}""", "tags are at most 100 texts")]
    [InlineData("""{"url": "http://a.example/", "history": 501}""", "history is a whole number from 0 to 500")]
    [InlineData("""{"url": "http://a.example/", "interval": "1h"}""", "interval")]
    [InlineData("""{"url": null}""", "url")]
    [InlineData("""["http://a.example/"]""", "body")]
    public async Task A_wrong_request_is_400_and_names_what_is_wrong(string body, string says)
    {
        await using var house = await ApiHouse.OpenAsync(server);

        var refused = await house.SendAsync("POST", "/api/feeds", body, await house.KeyAsync(ApiScope.Ops));

        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (refused.Status, refused.Type));
        Assert.Contains(says, refused.Detail, StringComparison.OrdinalIgnoreCase);
    }

    [SkippableFact]
    public async Task A_name_or_an_address_of_another_feed_is_a_conflict()
    {
        await using var house = await ApiHouse.OpenAsync(server);
        var (one, _) = (await house.Db.AddAsync("one"), await house.Db.AddAsync("two"));
        var ops = await house.KeyAsync(ApiScope.Ops);

        Assert.Equal(HttpStatusCode.Conflict, (await house.SendAsync("PATCH", $"/api/feeds/{one}", """{"name": "two"}""", ops)).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await house.SendAsync("PATCH", $"/api/feeds/{one}", """{"url": "http://two.example/feed", "force": true}""", ops)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await house.SendAsync("PATCH", $"/api/feeds/{one}", """{"identity": "address"}""", ops)).Status);
        Assert.Equal(HttpStatusCode.OK, (await house.SendAsync("PATCH", $"/api/feeds/{one}", """{"identity": "link_date"}""", ops)).Status);
        Assert.Equal("link_date", await house.Db.AskAsync("SELECT identity FROM feed_definition ORDER BY id"));
        Assert.Equal(HttpStatusCode.OK, (await house.SendAsync("PATCH", $"/api/feeds/{one}", """{"identity": "auto"}""", ops)).Status);
        Assert.Null(await house.Db.AskAsync("SELECT identity FROM feed_definition ORDER BY id"));
    }

    [SkippableFact]
    public async Task Feeds_are_listed_by_label_and_in_parts()
    {
        await using var house = await ApiHouse.OpenAsync(server);
        foreach (var name in new[] { "a", "b", "c" })
            await house.Db.AddAsync(name);
        await house.Db.AskAsync("UPDATE feed_definition SET tags = '{x}' WHERE name <> 'b'");

        var first = await house.JsonAsync("/api/feeds?limit=2");
        var rest = await house.JsonAsync($"/api/feeds?limit=2&cursor={first["next"]}");

        Assert.Equal("a b c", string.Join(' ', first["items"]!.AsArray().Concat(rest["items"]!.AsArray()).Select(feed => (string?)feed!["name"])));
        Assert.Equal(2, (await house.JsonAsync("/api/feeds?tag=x"))["items"]!.AsArray().Count);
    }
}
