using System.Net;
using System.Net.Sockets;
using System.Text;
using FeedPipeline.Tests.Storing;
using FeedPipeline.Tests.Storing.Changes;

namespace FeedPipeline.Tests.Web;

/// <summary>The change log over HTTP, by the real API.</summary>
[Collection(DatabaseTests.Name)]
public sealed class ChangeRoutesTests(TestServer server)
{
    [SkippableFact]
    public async Task A_consumer_reads_saves_and_goes_on()
    {
        await using var house = await ApiHouse.OpenAsync(server);
        await house.Db.PollAsync(await house.Db.AddAsync(), Rss.Feed(Rss.Item("a"), Rss.Item("b")));

        var first = await house.JsonAsync("/api/changes?consumer=mine&limit=1&include=article");
        var change = Assert.Single(first["items"]!.AsArray())!;
        Assert.Equal(["cursor", "seq", "article_id", "kind", "class", "revision", "changed_fields", "at", "article"], change.AsObject().Select(column => column.Key));
        Assert.StartsWith("Title of ", (string?)change["article"]!["headline"], StringComparison.Ordinal);
        Assert.Equal((string?)change["cursor"], (string?)first["next"]);

        Assert.Equal(HttpStatusCode.NoContent, (await house.SendAsync("POST", "/api/changes/commit", $$"""{"consumer": "mine", "cursor": "{{first["next"]}}"}""")).Status);
        Assert.Equal(2, (int)Assert.Single((await house.JsonAsync("/api/changes?consumer=mine"))["items"]!.AsArray())!["seq"]!);
        Assert.Equal(2, (int)Assert.Single((await house.JsonAsync($"/api/changes?cursor={first["next"]}"))["items"]!.AsArray())!["seq"]!);
        Assert.Equal("1", await house.Db.AskAsync("SELECT count(*) FROM consumer"));
    }

    [SkippableTheory]
    [InlineData("/api/changes", HttpStatusCode.BadRequest)]
    [InlineData("/api/changes?consumer=a%20b", HttpStatusCode.BadRequest)]
    [InlineData("/api/changes?consumer=mine%00", HttpStatusCode.BadRequest)]
    [InlineData("/api/changes?consumer=mine&limit=501", HttpStatusCode.BadRequest)]
    [InlineData("/api/changes?consumer=mine&wait=61", HttpStatusCode.BadRequest)]
    [InlineData("/api/changes?consumer=mine&wait=-1", HttpStatusCode.BadRequest)]
    [InlineData("/api/changes?consumer=mine&include=all", HttpStatusCode.BadRequest)]
    [InlineData("/api/changes?cursor=1", HttpStatusCode.BadRequest)]
    [InlineData("/api/changes?cursor=99-1", HttpStatusCode.Gone)]
    public async Task What_cannot_be_read_is_a_problem(string path, HttpStatusCode status)
    {
        await using var house = await ApiHouse.OpenAsync(server);

        var answer = await house.GetAsync(path);

        Assert.Equal((status, "application/problem+json"), (answer.Status, answer.Type));
    }

    [SkippableTheory]
    [InlineData("""{"consumer": "nobody", "cursor": "0-0"}""", HttpStatusCode.NotFound)]
    [InlineData("""{"consumer": "nobody"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"consumer": "nobody", "cursor": "x"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"consumer": "webhook:1", "cursor": "0-0"}""", HttpStatusCode.BadRequest)]
    [InlineData("no json", HttpStatusCode.BadRequest)]
    public async Task What_cannot_be_saved_is_a_problem(string body, HttpStatusCode status)
    {
        await using var house = await ApiHouse.OpenAsync(server);

        Assert.Equal(status, (await house.SendAsync("POST", "/api/changes/commit", body)).Status);
    }

    [SkippableFact]
    public async Task A_long_poll_is_answered_when_there_is_something_and_empty_when_the_time_is_up()
    {
        await using var house = await ApiHouse.OpenAsync(server);
        var waiting = house.JsonAsync("/api/changes?consumer=mine&wait=60");
        await house.Db.AwaitAsync("True", "SELECT count(*) > 0 FROM pg_stat_activity WHERE query = 'LISTEN change' AND datname = current_database()");

        await house.Db.AskAsync(ChangeLogTests.Insert(7));

        Assert.Equal(7, (int)Assert.Single((await waiting)["items"]!.AsArray())!["article_id"]!);
        var nothing = await house.JsonAsync("/api/changes?cursor=1-1&wait=1");
        Assert.Empty(nothing["items"]!.AsArray());
        Assert.Null(nothing["next"]);
    }

    [SkippableFact]
    public async Task A_stream_tells_of_what_comes_lives_while_nothing_does_and_is_taken_up_again()
    {
        await using var house = await ApiHouse.OpenAsync(server, ("Changes:Heartbeat", "00:00:01"));
        await house.Db.AskAsync(ChangeLogTests.Insert(1));
        string? last;
        await using (var stream = await house.StreamAsync("/api/changes?consumer=mine"))
        {
            Assert.Equal(1, (int)(await stream.NextAsync()).Data!["article_id"]!);
            await stream.HeartbeatAsync();
            await house.Db.AskAsync(ChangeLogTests.Insert(2, 3));
            Assert.Equal(2, (int)(await stream.NextAsync()).Data!["article_id"]!);
            last = (await stream.NextAsync()).Id;
        }

        await house.Db.AskAsync(ChangeLogTests.Insert(4));
        await using var again = await house.StreamAsync("/api/changes?consumer=mine", last);

        Assert.Equal(4, (int)(await again.NextAsync()).Data!["article_id"]!);
    }

    [SkippableFact]
    public async Task A_reader_that_does_not_read_takes_no_more_memory_than_a_part_of_the_log()
    {
        const long Limit = 100_000_000;
        await using var house = await ApiHouse.OpenAsync(server);
        await house.Db.PollAsync(await house.Db.AddAsync(), Rss.Feed([.. Enumerable.Range(1, 40).Select(item => Rss.Item($"item{item}"))]));
        // Four times as much as may be held.
        await house.Db.AskAsync("UPDATE article SET body = repeat(md5(id::text) || ' ', 15000)");
        await house.Db.AskAsync(ChangeLogTests.Insert(Enumerable.Range(0, 800).Select(number => 1 + (number % 40))));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        using var reader = new TcpClient();
        await reader.ConnectAsync(IPAddress.Loopback, new Uri(house.Url).Port);
        await reader.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"GET /api/changes?consumer=mine&include=article HTTP/1.1\r\nHost: {new Uri(house.Url).Authority}\r\nAccept: text/event-stream\r\n\r\n"));

        for (var looks = 0; looks < 8; looks++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(250), TimeProvider.System);
            Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, Limit);
        }
    }

    [SkippableFact]
    public async Task Only_so_many_may_wait_and_a_place_is_free_again_when_one_leaves()
    {
        await using var house = await ApiHouse.OpenAsync(server, ("Changes:Waiting", "1"));
        await using (await house.StreamAsync("/api/changes?consumer=mine"))
        {
            var refused = await house.GetAsync("/api/changes?consumer=other&wait=5");
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.Status);
            Assert.NotNull(refused.Headers.RetryAfter);
            await house.JsonAsync("/api/changes?consumer=other");
        }

        for (var tries = 0; tries < 100; tries++)
        {
            if ((await house.GetAsync("/api/changes?consumer=other&wait=1")).Status == HttpStatusCode.OK)
                return;
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }

        Assert.Fail("The place of who left stays taken.");
    }
}
