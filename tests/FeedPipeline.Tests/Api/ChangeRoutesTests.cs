using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using FeedPipeline.Fetching;
using FeedPipeline.Tests.Fetching;
using FeedPipeline.Tests.Storing;
using FeedPipeline.Tests.Storing.Changes;
using FeedPipeline.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace FeedPipeline.Tests.Api;

/// <summary>The change log over HTTP, by the real API.</summary>
[Collection(DatabaseTests.Name)]
public sealed class ChangeRoutesTests(TestServer server)
{
    [SkippableFact]
    public async Task A_consumer_reads_saves_and_goes_on()
    {
        await using var house = await House.OpenAsync(server);
        await house.Db.PollAsync(await house.Db.AddAsync(), Rss.Feed(Rss.Item("a"), Rss.Item("b")));

        var first = await house.GetAsync("/api/changes?consumer=mine&limit=1&include=article");
        var change = Assert.Single(first["items"]!.AsArray())!;
        Assert.Equal(["cursor", "seq", "article_id", "kind", "class", "revision", "changed_fields", "at", "article"], change.AsObject().Select(column => column.Key));
        Assert.StartsWith("Title of ", (string?)change["article"]!["headline"], StringComparison.Ordinal);
        Assert.Equal((string?)change["cursor"], (string?)first["next"]);

        Assert.Equal(HttpStatusCode.NoContent, await house.CommitAsync($$"""{"consumer": "mine", "cursor": "{{first["next"]}}"}"""));
        Assert.Equal(2, (int)Assert.Single((await house.GetAsync("/api/changes?consumer=mine"))["items"]!.AsArray())!["seq"]!);
        Assert.Equal(2, (int)Assert.Single((await house.GetAsync($"/api/changes?cursor={first["next"]}"))["items"]!.AsArray())!["seq"]!);
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
        await using var house = await House.OpenAsync(server);

        using var answer = await house.SendAsync(new HttpRequestMessage(HttpMethod.Get, house.Url + path));

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [SkippableTheory]
    [InlineData("""{"consumer": "nobody", "cursor": "0-0"}""", HttpStatusCode.NotFound)]
    [InlineData("""{"consumer": "nobody"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"consumer": "nobody", "cursor": "x"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"consumer": "webhook:1", "cursor": "0-0"}""", HttpStatusCode.BadRequest)]
    [InlineData("no json", HttpStatusCode.BadRequest)]
    public async Task What_cannot_be_saved_is_a_problem(string body, HttpStatusCode status)
    {
        await using var house = await House.OpenAsync(server);

        Assert.Equal(status, await house.CommitAsync(body));
    }

    [SkippableFact]
    public async Task A_long_poll_is_answered_when_there_is_something_and_empty_when_the_time_is_up()
    {
        await using var house = await House.OpenAsync(server);
        var waiting = house.GetAsync("/api/changes?consumer=mine&wait=60");
        await house.Db.AwaitAsync("True", "SELECT count(*) > 0 FROM pg_stat_activity WHERE query = 'LISTEN change' AND datname = current_database()");

        await house.Db.AskAsync(ChangeLogTests.Insert(7));

        Assert.Equal(7, (int)Assert.Single((await waiting)["items"]!.AsArray())!["article_id"]!);
        var nothing = await house.GetAsync("/api/changes?cursor=1-1&wait=1");
        Assert.Empty(nothing["items"]!.AsArray());
        Assert.Null(nothing["next"]);
    }

    [SkippableFact]
    public async Task A_stream_tells_of_what_comes_lives_while_nothing_does_and_is_taken_up_again()
    {
        await using var house = await House.OpenAsync(server, ("Changes:Heartbeat", "00:00:01"));
        await house.Db.AskAsync(ChangeLogTests.Insert(1));
        string? last;
        await using (var stream = await house.StreamAsync("/api/changes?consumer=mine", null))
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
    public async Task Only_so_many_may_wait_and_a_place_is_free_again_when_one_leaves()
    {
        await using var house = await House.OpenAsync(server, ("Changes:Waiting", "1"));
        await using (await house.StreamAsync("/api/changes?consumer=mine", null))
        {
            using var refused = await house.SendAsync(new HttpRequestMessage(HttpMethod.Get, house.Url + "/api/changes?consumer=other&wait=5"));
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            Assert.NotNull(refused.Headers.RetryAfter);
            await house.GetAsync("/api/changes?consumer=other");
        }

        for (var tries = 0; tries < 100; tries++)
        {
            using var answer = await house.SendAsync(new HttpRequestMessage(HttpMethod.Get, house.Url + "/api/changes?consumer=other&wait=1"));
            if (answer.StatusCode == HttpStatusCode.OK)
                return;
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }

        Assert.Fail("The place of who left stays taken.");
    }

    /// <summary>A database and the API in front of it.</summary>
    private sealed class House : IAsyncDisposable
    {
        private readonly HttpMessageInvoker _client = FetchingClient.Create(TestFetcher.Loopback with { PerHost = 8 });

        public required TestDatabase Db { get; init; }

        public required WebApplication Api { get; init; }

        public string Url => Api.Urls.Single();

        public static async Task<House> OpenAsync(TestServer server, params (string Name, string Value)[] settings)
        {
            var db = await TestDatabase.CreateAsync(server);
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
            foreach (var (name, value) in settings)
                builder.Configuration[name] = value;
            builder.Services.AddFeedPipeline(db.ConnectionString).AddFeedPipelineApi();
            var api = builder.Build();
            api.MapFeedPipelineApi();
            await api.StartAsync();
            return new House { Db = db, Api = api };
        }

        public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => await _client.SendAsync(request, default);

        public async Task<JsonNode> GetAsync(string path)
        {
            using var answer = await SendAsync(new HttpRequestMessage(HttpMethod.Get, Url + path));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        }

        public async Task<HttpStatusCode> CommitAsync(string body)
        {
            using var answer = await SendAsync(new HttpRequestMessage(HttpMethod.Post, Url + "/api/changes/commit") { Content = new StringContent(body, Encoding.UTF8, "application/json") });
            return answer.StatusCode;
        }

        public async Task<EventReader> StreamAsync(string path, string? last)
        {
            var request = new HttpRequestMessage(HttpMethod.Get, Url + path);
            request.Headers.TryAddWithoutValidation("Accept", "text/event-stream");
            if (last is not null)
                request.Headers.TryAddWithoutValidation("Last-Event-ID", last);
            var answer = await SendAsync(request);
            Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
            return new EventReader(answer, new StreamReader(await answer.Content.ReadAsStreamAsync()));
        }

        public async ValueTask DisposeAsync()
        {
            _client.Dispose();
            await Api.DisposeAsync();
            await Db.DisposeAsync();
        }
    }

    /// <summary>Reads Server-Sent Events.</summary>
    private sealed class EventReader(HttpResponseMessage answer, StreamReader lines) : IAsyncDisposable
    {
        public async Task<(string? Id, JsonNode? Data)> NextAsync()
        {
            string? id = null;
            while (await lines.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30)) is { } line)
            {
                if (line.StartsWith("id: ", StringComparison.Ordinal))
                    id = line[4..];
                if (line.StartsWith("data: ", StringComparison.Ordinal))
                    return (id, JsonNode.Parse(line[6..]));
            }

            throw new InvalidOperationException("The stream ended.");
        }

        public async Task HeartbeatAsync()
        {
            while (await lines.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30)) != ":")
                continue;
        }

        public ValueTask DisposeAsync()
        {
            answer.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
