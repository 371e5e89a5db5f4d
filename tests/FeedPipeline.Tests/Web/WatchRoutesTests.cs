using System.Net;
using FeedPipeline.Storing.Keys;
using FeedPipeline.Tests.Storing;

namespace FeedPipeline.Tests.Web;

/// <summary>What operators look at, over HTTP.</summary>
[Collection(DatabaseTests.Name)]
public sealed class WatchRoutesTests(TestServer server)
{
    [SkippableFact]
    public async Task Polls_are_listed_by_feed_outcome_and_time_in_parts()
    {
        await using var house = await ApiHouse.OpenAsync(server);
        var one = await house.StoreAsync("one", Rss.Item("a"));
        await house.StoreAsync("two", Rss.Item("b"));
        await house.Db.PollAsync(one, Rss.Feed(Rss.Item("a"), Rss.Item("c")));

        var first = await house.JsonAsync("/api/polls?limit=2");
        var rest = await house.JsonAsync($"/api/polls?limit=2&cursor={first["next"]}");

        Assert.Equal(3, first["items"]!.AsArray().Concat(rest["items"]!.AsArray()).Select(poll => (long)poll!["id"]!).Distinct().Count());
        Assert.Equal(2, (await house.JsonAsync($"/api/polls?feed={one}"))["items"]!.AsArray().Count);
        Assert.Equal(3, (await house.JsonAsync("/api/polls?outcome=stored&since=2026-01-01"))["items"]!.AsArray().Count);
        Assert.Empty((await house.JsonAsync("/api/polls?outcome=not_modified"))["items"]!.AsArray());
        Assert.Equal(HttpStatusCode.BadRequest, (await house.GetAsync("/api/polls?outcome=fine")).Status);
    }

    [SkippableFact]
    public async Task Hosts_are_listed_with_what_they_bear()
    {
        await using var house = await ApiHouse.OpenAsync(server);
        await house.StoreAsync("one", Rss.Item("a"));

        var host = (await house.JsonAsync("/api/hosts"))["items"]![0]!;

        Assert.Equal(("one.example", 1L), ((string?)host["host"], (long)host["requests"]!));
    }

    [SkippableFact]
    public async Task An_event_is_listed_until_it_is_closed()
    {
        await using var house = await ApiHouse.OpenAsync(server);
        var feed = await house.Db.AddAsync();
        await house.Db.AskAsync($"INSERT INTO event (feed_id, kind, detail, opened_at, last_at, count) VALUES ({feed}, 'broken', 'no answer', now(), now(), 1)");
        var ops = await house.KeyAsync(ApiScope.Ops);
        var id = (long)(await house.JsonAsync($"/api/events?feed={feed}"))["items"]![0]!["id"]!;

        var closed = await house.SendAsync("POST", $"/api/events/{id}/close", key: ops);

        Assert.Equal(HttpStatusCode.OK, closed.Status);
        Assert.NotNull(closed.Json["closed_at"]);
        Assert.Equal(HttpStatusCode.NotFound, (await house.SendAsync("POST", $"/api/events/{id}/close", key: ops)).Status);
        Assert.Empty((await house.JsonAsync("/api/events"))["items"]!.AsArray());
        Assert.Single((await house.JsonAsync("/api/events?all=true"))["items"]!.AsArray());
    }

    [SkippableFact]
    public async Task An_item_in_quarantine_is_released_into_the_article_table()
    {
        await using var house = await ApiHouse.OpenAsync(server);
        var feed = await house.StoreAsync("news", Rss.Item("a"));
        await house.Db.AskAsync($$"""
            INSERT INTO quarantine (feed_id, key, reason, item, at)
            VALUES ({{feed}}, gen_random_uuid(), 'too long', '{"guid": "kept", "title": "Kept out", "link": "http://news.example/kept", "summary": "Words of it."}', now())
            """);
        var ops = await house.KeyAsync(ApiScope.Ops);
        var id = (long)(await house.JsonAsync("/api/quarantine"))["items"]![0]!["id"]!;
        var held = await house.Db.ClaimAsync(feed);
        Assert.Equal(HttpStatusCode.Conflict, (await house.SendAsync("POST", $"/api/quarantine/{id}/release", key: ops)).Status);
        await house.Db.TakeInAsync(held, Rss.Feed(Rss.Item("a")));

        var released = await house.SendAsync("POST", $"/api/quarantine/{id}/release", key: ops);

        Assert.True(released.Status == HttpStatusCode.OK, released.Body);
        Assert.NotNull(released.Json["released_at"]);
        Assert.Equal("Kept out", await house.Db.AskAsync("SELECT headline FROM article ORDER BY id DESC"));
        Assert.Equal(HttpStatusCode.NotFound, (await house.SendAsync("POST", $"/api/quarantine/{id}/release", key: ops)).Status);
        Assert.Empty((await house.JsonAsync("/api/quarantine"))["items"]!.AsArray());
    }

    [SkippableFact]
    public async Task Stories_are_listed_and_their_articles_found()
    {
        await using var house = await ApiHouse.OpenAsync(server);
        await house.StoreAsync("news", Rss.Item("a"), Rss.Item("b"));
        await house.Db.AskAsync("""
            INSERT INTO story (id, headline, first_at, last_at, article_count, language) VALUES (1, 'Something happened', now(), now(), 2, 'en');
            UPDATE article SET story_id = 1
            """);

        var story = (await house.JsonAsync("/api/stories?language=en"))["items"]![0]!;

        Assert.Equal("Something happened", (string?)story["headline"]);
        Assert.Equal((string?)story["headline"], (string?)(await house.JsonAsync($"/api/stories/{story["id"]}"))["headline"]);
        Assert.Equal(2, (await house.JsonAsync($"/api/articles?story={story["id"]}"))["items"]!.AsArray().Count);
        Assert.Equal(HttpStatusCode.NotFound, (await house.GetAsync("/api/stories/99")).Status);
    }

    [SkippableFact]
    public async Task Without_a_database_it_lives_and_is_not_ready()
    {
        await using var house = await ApiHouse.OpenAsync(server);
        await house.Db.AskAsync("ALTER TABLE article RENAME TO elsewhere");
        Assert.Equal(HttpStatusCode.InternalServerError, (await house.GetAsync("/api/articles")).Status);
        Assert.DoesNotContain("relation", (await house.GetAsync("/api/articles")).Body, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), ((await house.GetAsync("/healthz")).Status, (await house.GetAsync("/readyz")).Status));
        await house.Db.AskAsync("DELETE FROM \"__EFMigrationsHistory\"");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable), ((await house.GetAsync("/healthz")).Status, (await house.GetAsync("/readyz")).Status));
    }
}
