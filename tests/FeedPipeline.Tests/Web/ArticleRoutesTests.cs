using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using FeedPipeline.Storing.Keys;
using FeedPipeline.Tests.Storing;

namespace FeedPipeline.Tests.Web;

/// <summary>The article table over HTTP.</summary>
[Collection(DatabaseTests.Name)]
public sealed class ArticleRoutesTests(TestServer server)
{
    [SkippableFact]
    public async Task A_list_has_the_tables_columns_and_is_read_to_its_end_while_more_comes_in()
    {
        await using var house = await ApiHouse.OpenAsync(server);
        var feed = await house.StoreAsync("news", [.. Enumerable.Range(1, 5).Select(number => Rss.Item($"n{number}"))]);

        var first = await house.JsonAsync("/api/articles?limit=2");
        await house.Db.PollAsync(feed, Rss.Feed([Rss.Item("later"), .. Enumerable.Range(1, 5).Select(number => Rss.Item($"n{number}"))]));
        var second = await house.JsonAsync($"/api/articles?limit=2&cursor={first["next"]}");
        var third = await house.JsonAsync($"/api/articles?limit=2&cursor={second["next"]}");

        Assert.Equal(5, Headlines(first).Concat(Headlines(second)).Concat(Headlines(third)).Distinct().Count());
        Assert.Null(third["next"]);
        Assert.Equal(
            await house.Db.AskAsync("SELECT string_agg(column_name, ',' ORDER BY ordinal_position) FROM information_schema.columns WHERE table_name = 'article'"),
            string.Join(',', first["items"]![0]!.AsObject().Select(column => column.Key)));
    }

    [SkippableFact]
    public async Task Filters_pick_by_feed_language_time_address_and_copies()
    {
        await using var house = await ApiHouse.OpenAsync(server);
        var one = await house.StoreAsync("one", Rss.Item("a"), Rss.Item("b"));
        var other = await house.StoreAsync("other", Rss.Item("c"));
        await house.Db.AskAsync("""
            UPDATE article SET language = CASE headline WHEN 'Title of a' THEN 'en' WHEN 'Title of b' THEN 'en-GB' ELSE 'eno' END;
            UPDATE article SET first_seen_at = '2026-01-31T12:00:00Z', copy_of = 1, story_id = 7 WHERE headline = 'Title of b'
            """);

        Assert.Equal(["Title of a", "Title of b"], Headlines(await house.JsonAsync($"/api/articles?feed={one}")).Order());
        Assert.Equal(["Title of c"], Headlines(await house.JsonAsync($"/api/articles?feed={other}")));
        Assert.Equal(["Title of a", "Title of b"], Headlines(await house.JsonAsync("/api/articles?language=en")).Order());
        Assert.Equal(["Title of b"], Headlines(await house.JsonAsync("/api/articles?language=en-gb")));
        Assert.Equal(["Title of b"], Headlines(await house.JsonAsync("/api/articles?until=2026-02-01")));
        Assert.Equal(["Title of b"], Headlines(await house.JsonAsync("/api/articles?since=2026-01-31T13:00:00%2B01:00&until=2026-01-31T12:00:01Z")));
        Assert.Equal(["Title of b"], Headlines(await house.JsonAsync("/api/articles?story=7")));
        Assert.Equal(["Title of a", "Title of c"], Headlines(await house.JsonAsync("/api/articles?copies=exclude")).Order());
        Assert.Equal(["Title of c"], Headlines(await house.JsonAsync("/api/articles?url=HTTP://www.news.example/c%3Futm_source=x")));
    }

    [SkippableTheory]
    [InlineData("limit=0", "limit is a whole number from 1 to 500")]
    [InlineData("limit=501", "limit is a whole number from 1 to 500")]
    [InlineData("limit=ten", "limit is a whole number from 1 to 500")]
    [InlineData("limit=5&limit=6", "limit is given 2 times")]
    [InlineData("limit=", "limit is a whole number")]
    [InlineData("cursor=abc", "cursor is what \"next\" of a part before said")]
    [InlineData("since=yesterday", "since is a time such as 2026-01-31")]
    [InlineData("since=2026-02-30", "since is a time such as")]
    [InlineData("copies=no", "copies is one of include, exclude")]
    [InlineData("feed=news", "feed is an id")]
    [InlineData("feed=0", "feed is an id")]
    [InlineData("feed=99999999999999999999", "feed is an id")]
    [InlineData("language=", "language is a text of 1 to 35 characters")]
    [InlineData("q=%00", "q is a text of 1 to 500 characters")]
    [InlineData("url=nowhere", "url is an http or https address")]
    [InlineData("Limit=5", "no parameter \"Limit\" here: this route takes feed, story, language, since, until, q, copies, url, limit, cursor")]
    [InlineData("offset=5", "no parameter \"offset\" here")]
    public async Task What_is_wrong_is_400_and_says_what_is_right(string query, string says)
    {
        await using var house = await ApiHouse.OpenAsync(server);

        var refused = await house.GetAsync("/api/articles?" + query);

        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (refused.Status, refused.Type));
        Assert.Contains(says, refused.Detail, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task What_did_not_change_is_304_until_it_does()
    {
        await using var house = await ApiHouse.OpenAsync(server);
        var feed = await house.StoreAsync("news", Rss.Item("a"), Rss.Item("b"));
        foreach (var path in new[] { "/api/articles", "/api/articles/1", "/api/articles?q=title", "/api/feeds", "/api/stories", "/api/polls", "/api/events", "/api/hosts", "/api/quarantine", "/api/articles/1/why", "/api/articles/1/revisions" })
        {
            var tag = (await house.GetAsync(path)).Headers.ETag!.ToString();
            var again = await house.GetAsync(path, ("If-None-Match", $"\"other\", {tag}"));
            Assert.Equal((path, HttpStatusCode.NotModified, 0, tag), (path, again.Status, again.Bytes.Length, again.Headers.ETag!.ToString()));
        }

        var list = (await house.GetAsync("/api/articles")).Headers.ETag!.ToString();
        var lines = (await house.GetAsync("/api/articles", ("Accept", "application/x-ndjson"))).Headers.ETag!.ToString();
        await house.Db.PollAsync(feed, Rss.Feed(Rss.Item("a", "Quite another text, and a longer one than there was."), Rss.Item("b")));

        Assert.NotEqual(list, lines);
        Assert.Equal(HttpStatusCode.OK, (await house.GetAsync("/api/articles", ("If-None-Match", list))).Status);
    }

    [SkippableFact]
    public async Task Clients_get_the_representation_that_they_ask_for()
    {
        await using var house = await ApiHouse.OpenAsync(server);
        await house.StoreAsync("news", Rss.Item("a"), Rss.Item("b"), Rss.Item("c"));

        var lines = await house.GetAsync("/api/articles?limit=2", ("Accept", "text/html;q=0.9, application/x-ndjson"));
        Assert.Equal("application/x-ndjson", lines.Type);
        Assert.Equal(2, lines.Body.TrimEnd('\n').Split('\n').Select(line => (string?)JsonNode.Parse(line)!["headline"]).Distinct().Count());
        Assert.Matches("^</api/articles\\?limit=2&cursor=[A-Za-z0-9_-]{22}>; rel=\"next\"$", lines.Headers.GetValues("Link").Single());
        var text = await house.GetAsync("/api/articles/1", ("Accept", "text/plain"));
        Assert.Equal("text/plain; charset=utf-8", text.Type);
        Assert.StartsWith("Title of ", text.Body, StringComparison.Ordinal);
        Assert.Equal("application/json", (await house.GetAsync("/api/articles/1", ("Accept", "*/*"))).Type);
        Assert.Equal("application/json", (await house.GetAsync("/api/articles/1", ("Accept", "text/plain;q=0.1, application/*;q=0.5"))).Type);
        Assert.Equal(HttpStatusCode.NotAcceptable, (await house.GetAsync("/api/articles/1", ("Accept", "image/png"))).Status);
        Assert.Equal(HttpStatusCode.NotAcceptable, (await house.GetAsync("/api/articles", ("Accept", "application/json;q=0"))).Status);
    }

    [SkippableTheory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task Answers_are_compressed_for_those_who_can_read_that(string encoding)
    {
        await using var house = await ApiHouse.OpenAsync(server);
        await house.StoreAsync("news", [.. Enumerable.Range(1, 100).Select(number => Rss.Item($"n{number}"))]);

        var packed = await house.GetAsync("/api/articles", ("Accept-Encoding", encoding));

        Assert.Equal(encoding, packed.Content.ContentEncoding.Single());
        using var stream = new MemoryStream(packed.Bytes);
        await using Stream plain = encoding == "br" ? new BrotliStream(stream, CompressionMode.Decompress) : new GZipStream(stream, CompressionMode.Decompress);
        using var reader = new StreamReader(plain, Encoding.UTF8);
        var text = await reader.ReadToEndAsync();
        Assert.Equal((await house.GetAsync("/api/articles")).Body, text);
        Assert.True(packed.Bytes.Length < text.Length / 4);
    }

    [SkippableFact]
    public async Task Head_answers_as_get_does_without_a_body()
    {
        await using var house = await ApiHouse.OpenAsync(server);
        await house.StoreAsync("news", Rss.Item("a"));
        foreach (var path in new[] { "/api/articles", "/api/articles/1", "/api/feeds", "/healthz", "/readyz" })
        {
            var (head, get) = (await house.SendAsync("HEAD", path), await house.GetAsync(path));
            Assert.Equal((path, HttpStatusCode.OK, get.Type, get.Headers.ETag), (path, head.Status, head.Type, head.Headers.ETag));
            Assert.Empty(head.Bytes);
        }

        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await house.SendAsync("PUT", "/api/articles", key: await house.KeyAsync(ApiScope.Ops))).Status);
    }

    [SkippableFact]
    public async Task Revisions_are_listed_with_what_changed()
    {
        await using var house = await ApiHouse.OpenAsync(server);
        var feed = await house.StoreAsync("news", Rss.Item("a"));
        await house.Db.PollAsync(feed, Rss.Feed(Rss.Item("a", "Another text, a good deal longer than the first one was.")));
        await house.Db.PollAsync(feed, Rss.Feed(Rss.Item("a", "A third text, which says something else altogether, at length.")));

        var latest = await house.JsonAsync("/api/articles/1/revisions?limit=1");
        var first = await house.JsonAsync($"/api/articles/1/revisions?limit=1&cursor={latest["next"]}");

        Assert.Equal((2, 1), ((int)latest["items"]![0]!["number"]!, (int)first["items"]![0]!["number"]!));
        Assert.Contains("Text of a", (string?)first["items"]![0]!["body"], StringComparison.Ordinal);
        Assert.Null(first["next"]);
        Assert.Equal(HttpStatusCode.NotFound, (await house.GetAsync("/api/articles/2/revisions")).Status);
    }

    [SkippableFact]
    public async Task Merging_and_splitting_restores_exactly_what_was()
    {
        await using var house = await ApiHouse.OpenAsync(server);
        await house.StoreAsync("news", Rss.Item("a"), Rss.Item("b"));
        var ops = await house.KeyAsync(ApiScope.Ops);
        const string Rows = "SELECT string_agg((to_jsonb(article) - 'updated_at')::text, ' ' ORDER BY id) FROM article";
        var before = await house.Db.AskAsync(Rows);

        var merged = await house.SendAsync("POST", "/api/articles/1/merge", """{"into": 2}""", ops);
        Assert.Equal((HttpStatusCode.OK, 2L), (merged.Status, (long)merged.Json["merged_into"]!));
        Assert.Contains("merge", (await house.GetAsync("/api/articles/1/why")).Body, StringComparison.Ordinal);
        var split = await house.SendAsync("POST", "/api/articles/1/split", key: ops);

        Assert.Equal(HttpStatusCode.OK, split.Status);
        Assert.Equal(before, await house.Db.AskAsync(Rows));
        Assert.Equal("created created merged unmerged", await house.Db.AskAsync("SELECT string_agg(kind, ' ' ORDER BY seq) FROM change"));
        Assert.Equal(HttpStatusCode.Conflict, (await house.SendAsync("POST", "/api/articles/1/split", key: ops)).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await house.SendAsync("POST", "/api/articles/1/merge", """{"into": 1}""", ops)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await house.SendAsync("POST", "/api/articles/9/merge", """{"into": 1}""", ops)).Status);
    }

    [SkippableTheory]
    [InlineData("""{"into": 2, "from": 1}""", HttpStatusCode.BadRequest)]
    [InlineData("{}", HttpStatusCode.BadRequest)]
    [InlineData("null", HttpStatusCode.BadRequest)]
    [InlineData("""{"into": "2"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"into": 2, "into": 2}""", HttpStatusCode.BadRequest)]
    [InlineData("{", HttpStatusCode.BadRequest)]
    [InlineData("", HttpStatusCode.BadRequest)]
    public async Task A_body_that_is_not_meant_changes_nothing(string body, HttpStatusCode expected)
    {
        await using var house = await ApiHouse.OpenAsync(server);
        await house.StoreAsync("news", Rss.Item("a"), Rss.Item("b"));
        var ops = await house.KeyAsync(ApiScope.Ops);

        var refused = await house.SendAsync("POST", "/api/articles/1/merge", body, ops);

        Assert.Equal((expected, "application/problem+json"), (refused.Status, refused.Type));
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await house.SendAsync("POST", "/api/articles/1/merge", """{"into": 2}""", ops, contentType: "text/plain")).Status);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await house.SendAsync("POST", "/api/articles/1/merge", new string(' ', 70_000), ops)).Status);
        Assert.Null(await house.Db.AskAsync("SELECT merged_into FROM article WHERE merged_into IS NOT NULL"));
    }

    private static IEnumerable<string> Headlines(JsonNode list) => list["items"]!.AsArray().Select(item => (string)item!["headline"]!);
}
