using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using FeedPipeline.Feeds;
using FeedPipeline.Fetching;
using FeedPipeline.Polls;
using FeedPipeline.Tests.Storing;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace FeedPipeline.Tests.Fetching;

/// <summary>Failures that other pollers are known for; each test carries the name of one.</summary>
[Collection(DatabaseTests.Name)]
public sealed class RivalsTests(TestServer server)
{
    [SkippableFact]
    public async Task A_429_counts_as_an_error_and_the_third_ends_polling()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await using var origin = await Origin.AnswerAsync(http => Answer(http, 429, ("Retry-After", "60")));
        var feed = await db.AddAsync(url: origin.Url + "/feed");

        for (var i = 0; i < 100; i++)
            await db.Pipeline.PollAsync(await db.ClaimAsync(feed), default);

        Assert.Equal("0 rate_limited t", await db.AskAsync("""
            SELECT concat_ws(' ', consecutive_failures, last_outcome, due_at BETWEEN now() + interval '50 seconds' AND now() + interval '70 seconds')
            FROM feed_schedule
            """));
        Assert.Null(await db.AskAsync("SELECT kind FROM event"));
    }

    [SkippableFact]
    public async Task Cache_hints_are_read_on_200_only()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await using var origin = await Origin.AnswerAsync(async http =>
        {
            http.Response.Headers.CacheControl = "max-age=7200";
            http.Response.Headers.ETag = "\"1\"";
            if (http.Request.Headers.IfNoneMatch == "\"1\"")
                http.Response.StatusCode = 304;
            else
                await http.Response.WriteAsync(Rss.Feed(Rss.Item("a")));
        });
        var feed = await db.AddAsync(url: origin.Url + "/feed");
        await db.Pipeline.PollAsync(await db.ClaimAsync(feed), default);

        var poll = await db.Pipeline.PollAsync(await db.ClaimAsync(feed), default);

        Assert.Equal(PollOutcome.NotModified, poll.Outcome);
        Assert.Equal("True", await db.AskAsync("SELECT due_at BETWEEN now() + interval '119 minutes' AND now() + interval '121 minutes' FROM feed_schedule"));
    }

    [SkippableFact]
    public async Task Ttl_is_forgotten_at_the_first_304()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var feed = await db.AddAsync();
        var document = Rss.Feed(Rss.Item("a")).Replace("<title>News", "<ttl>300</ttl><title>News", StringComparison.Ordinal);
        await db.PollAsync(feed, document, new Validators("\"1\"", null, null));

        await db.Pipeline.TakeInAsync(await db.ClaimAsync(feed), new FetchResult.NotModified(new Validators("\"1\"", null, null)), 0, default);

        Assert.Equal("05:00:00", await db.AskAsync("SELECT update_interval::text FROM feed_memory"));
        Assert.Equal("True", await db.AskAsync("SELECT due_at >= now() + interval '299 minutes' FROM feed_schedule"));
    }

    [SkippableFact]
    public async Task A_body_that_is_too_large_leaves_no_trace_and_is_asked_for_every_tick()
    {
        await using var db = await TestDatabase.CreateAsync(server, ("Fetching:MaxBodyBytes", "65536"));
        await using var origin = await Origin.AnswerAsync(http => http.Response.WriteAsync(Rss.Feed(Rss.Item("a", new string('x', 70_000)))));
        var feed = await db.AddAsync(url: origin.Url + "/feed");

        var poll = await db.Pipeline.PollAsync(await db.ClaimAsync(feed), default);

        Assert.Equal(PollOutcome.TooLarge, poll.Outcome);
        Assert.Contains("Fetching__MaxBodyBytes", poll.Detail, StringComparison.Ordinal);
        Assert.Equal("1 t", await db.AskAsync("SELECT concat_ws(' ', consecutive_failures, due_at > now() + interval '4 minutes') FROM feed_schedule"));
        Assert.Equal("0", await db.AskAsync("SELECT count(*) FROM article"));
    }

    [SkippableFact]
    public async Task An_unchanged_date_of_the_channel_hides_an_edited_item()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var feed = await db.AddAsync();
        const string Dated = "<pubDate>Wed, 28 Jul 2021 10:00:00 GMT</pubDate><title>News";
        await db.PollAsync(feed, Rss.Feed(Rss.Item("a")).Replace("<title>News", Dated, StringComparison.Ordinal));

        var poll = await db.PollAsync(feed, Rss.Feed(Rss.Item("a", "Another text, in other words.")).Replace("<title>News", Dated, StringComparison.Ordinal));

        Assert.Equal(1, poll.Revised);
    }

    [SkippableTheory]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    public async Task A_temporary_redirect_becomes_the_address(int status)
    {
        await using var db = await TestDatabase.CreateAsync(server, ("Polling:TimeUntilMove", "00:00:00"));
        await using var origin = await RedirectingAsync(status);
        var feed = await db.AddAsync(url: origin.Url + "/old");

        for (var i = 0; i < 5; i++)
            await db.Pipeline.PollAsync(await db.ClaimAsync(feed), default);

        Assert.Equal(origin.Url + "/old", await db.AskAsync("SELECT url FROM feed_definition"));
    }

    [SkippableTheory]
    [InlineData(301)]
    [InlineData(308)]
    public async Task One_301_rewrites_the_address_and_308_never_does(int status)
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await using var origin = await RedirectingAsync(status);
        var feed = await db.AddAsync(url: origin.Url + "/old");

        for (var i = 0; i < 3; i++)
            await db.Pipeline.PollAsync(await db.ClaimAsync(feed), default);
        Assert.Equal(origin.Url + "/old", await db.AskAsync("SELECT url FROM feed_definition"));
        await db.AskAsync("UPDATE feed_memory SET moving_since = now() - interval '25 hours'");
        await db.Pipeline.PollAsync(await db.ClaimAsync(feed), default);

        Assert.Equal(origin.Url + "/new", await db.AskAsync("SELECT url FROM feed_definition"));
        Assert.Equal("added /old, redirect /new", await db.AskAsync("SELECT string_agg(reason || ' ' || substring(url from '/[a-z]+$'), ', ' ORDER BY id) FROM feed_url"));
        Assert.Equal("moved", await db.AskAsync("SELECT kind FROM event"));
        Assert.Equal("1", await db.AskAsync("SELECT count(*) FROM article"));
    }

    [SkippableFact]
    public async Task A_redirect_to_a_maintenance_page_takes_the_feed_along()
    {
        await using var db = await TestDatabase.CreateAsync(server, ("Polling:TimeUntilMove", "00:00:00"));
        await using var origin = await Origin.AnswerAsync(async http =>
        {
            if (http.Request.Path == "/maintenance")
                await http.Response.WriteAsync(Rss.Feed(Rss.Item("sorry")));
            else
                await Answer(http, 301, ("Location", "/maintenance"));
        });
        var feed = await db.AddAsync(url: origin.Url + "/old");
        await db.PollAsync(feed, Rss.Feed(Rss.Item("a")));

        var polls = new List<Poll>();
        for (var i = 0; i < 5; i++)
            polls.Add(await db.Pipeline.PollAsync(await db.ClaimAsync(feed), default));

        Assert.Equal(1, polls[0].New);
        Assert.Equal(origin.Url + "/old", await db.AskAsync("SELECT url FROM feed_definition"));
    }

    [SkippableFact]
    public async Task Certificates_are_verified_for_nobody()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        using var certificate = SelfSigned();
        await using var origin = await Origin.AnswerAsync(http => http.Response.WriteAsync(Rss.Feed(Rss.Item("a"))), listen => listen.UseHttps(certificate));
        var feed = await db.AddAsync("strict", $"https://localhost:{new Uri(origin.Url).Port}/feed");

        Assert.Equal(PollOutcome.TlsError, (await db.Pipeline.PollAsync(await db.ClaimAsync(feed), default)).Outcome);

        var excepted = (await db.ClaimAsync(feed)) is var claim ? claim.Feed with { TlsException = "their authority is our own" } : null!;
        await db.Due.ReleaseAsync([claim], default);
        await db.Feeds.SetAsync(excepted, default);
        Assert.Equal(PollOutcome.Stored, (await db.Pipeline.PollAsync(await db.ClaimAsync(feed), default)).Outcome);
        Assert.Equal("their authority is our own", await db.AskAsync("SELECT tls_exception FROM feed_definition"));
    }

    [SkippableFact]
    public async Task A_body_beyond_the_limit_is_cut_and_its_stub_is_read()
    {
        await using var db = await TestDatabase.CreateAsync(server, ("Fetching:MaxBodyBytes", "65536"));
        await using var origin = await Origin.AnswerAsync(http => http.Response.WriteAsync(Rss.Feed([.. Enumerable.Range(0, 2000).Select(i => Rss.Item($"i{i}"))])));

        var poll = await db.Pipeline.PollAsync(await db.ClaimAsync(await db.AddAsync(url: origin.Url + "/feed")), default);

        Assert.Equal((PollOutcome.TooLarge, 0), (poll.Outcome, poll.Items));
        Assert.Equal("0", await db.AskAsync("SELECT count(*) FROM article"));
    }

    [Fact]
    public async Task Retry_After_as_a_date_is_not_read()
    {
        var at = TimeProvider.System.GetUtcNow().AddMinutes(90);
        await using var origin = await Origin.AnswerAsync(http => Answer(http, 503, ("Retry-After", at.ToString("R", CultureInfo.InvariantCulture))));
        using var fetcher = new TestFetcher();

        var failed = await fetcher.FetchAsync(origin.Url);

        Assert.InRange(failed.RetryAfter!.Value, TimeSpan.FromMinutes(88), TimeSpan.FromMinutes(91));
    }

    [Fact]
    public async Task The_address_is_decoded_before_it_is_asked_for()
    {
        var asked = new ConcurrentQueue<string>();
        await using var raw = new RawOrigin(async (socket, stop) =>
        {
            var request = new byte[4096];
            var length = await socket.ReceiveAsync(request, stop);
            asked.Enqueue(System.Text.Encoding.ASCII.GetString(request, 0, length).Split(' ')[1]);
            await socket.SendAsync("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), stop);
        });
        using var fetcher = new TestFetcher();

        await fetcher.FetchAsync($"http://127.0.0.1:{raw.Port}/a%2Fb/caf%C3%A9?q=%26x%3D1&r=a+b");

        Assert.Equal("/a%2Fb/caf%C3%A9?q=%26x%3D1&r=a+b", asked.First());
    }

    [SkippableFact]
    public async Task A_server_that_answers_304_for_ever_is_believed_for_ever()
    {
        var (body, conditional) = (Rss.Feed(Rss.Item("a")), 0);
        await using var db = await TestDatabase.CreateAsync(server, ("Fetching:ProbeAfterCount", "3"));
        await using var origin = await Origin.AnswerAsync(async http =>
        {
            http.Response.Headers.ETag = $"\"{body.Length}\"";
            var asksAgain = http.Request.Headers.ContainsKey("If-None-Match");
            conditional += asksAgain ? 1 : 0;
            if (asksAgain)
                http.Response.StatusCode = 304;
            else
                await http.Response.WriteAsync(body);
        });
        var feed = await db.AddAsync(url: origin.Url + "/feed");
        await db.Pipeline.PollAsync(await db.ClaimAsync(feed), default);
        body = Rss.Feed(Rss.Item("b"), Rss.Item("a"));

        var polls = new List<Poll>();
        for (var i = 0; i < 6; i++)
            polls.Add(await db.Pipeline.PollAsync(await db.ClaimAsync(feed), default));

        Assert.Equal([PollOutcome.NotModified, PollOutcome.NotModified, PollOutcome.NotModified, PollOutcome.Stored, PollOutcome.Unchanged, PollOutcome.Unchanged], polls.Select(poll => poll.Outcome));
        Assert.Equal("validators_lie", await db.AskAsync("SELECT kind FROM event"));
        // Three polls and the one question that convicted the server.
        Assert.Equal(4, conditional);
    }

    [SkippableFact]
    public async Task A_probe_of_an_honest_server_changes_nothing()
    {
        await using var db = await TestDatabase.CreateAsync(server, ("Fetching:ProbeAfterCount", "1"));
        await using var origin = await Tests.Origin.StartAsync();
        var feed = await db.AddAsync(url: origin.Publish("/feed", Rss.Feed(Rss.Item("a")), "\"1\""));

        for (var i = 0; i < 4; i++)
            await db.Pipeline.PollAsync(await db.ClaimAsync(feed), default);

        Assert.Equal([null, "\"1\"", null, "\"1\""], origin.Requests.Select(request => request.IfNoneMatch));
        Assert.Null(await db.AskAsync("SELECT kind FROM event"));
    }

    [SkippableFact]
    public async Task Gone_is_asked_for_ever_or_removed_at_once()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await using var origin = await Origin.AnswerAsync(http => Answer(http, 410));
        var feed = await db.AddAsync(url: origin.Url + "/feed");

        for (var i = 0; i < 2; i++)
            await db.Pipeline.PollAsync(await db.ClaimAsync(feed), default);
        Assert.Null(await db.AskAsync("SELECT paused_at FROM feed_definition"));
        await db.Pipeline.PollAsync(await db.ClaimAsync(feed), default);

        Assert.Equal("t paused: the publisher says it is gone (410)", await db.AskAsync(
            "SELECT concat_ws(' ', due_at = 'infinity', due_reason) FROM feed_schedule JOIN feed_definition ON id = feed_id WHERE paused_at IS NOT NULL"));
        Assert.Equal("gone", await db.AskAsync("SELECT kind FROM event WHERE kind = 'gone'"));
    }

    [SkippableFact]
    public async Task An_outage_of_our_own_is_counted_against_every_feed()
    {
        await using var db = await TestDatabase.CreateAsync(server, ("Fetching:OutageHosts", "2"));
        for (var i = 0; i < 5; i++)
            await db.AddAsync($"n{i}", $"http://n{i}.invalid/feed");

        var claims = await db.ClaimDueAsync(5);
        foreach (var claim in claims)
            await db.Pipeline.PollAsync(claim, default);

        Assert.Equal("4", await db.AskAsync("SELECT count(*) FROM feed_schedule WHERE last_outcome = 'offline' AND consecutive_failures = 0 AND due_at < now() + interval '3 minutes'"));
    }

    private static Task<Origin> RedirectingAsync(int status) => Origin.AnswerAsync(async http =>
    {
        if (http.Request.Path == "/new")
            await http.Response.WriteAsync(Rss.Feed(Rss.Item("a")));
        else
            await Answer(http, status, ("Location", "/new"));
    });

    private static Task Answer(HttpContext http, int status, params (string Name, string Value)[] headers)
    {
        http.Response.StatusCode = status;
        foreach (var (name, value) in headers)
            http.Response.Headers[name] = value;
        return Task.CompletedTask;
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var now = TimeProvider.System.GetUtcNow();
        using var bare = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(bare.Export(X509ContentType.Pkcs12), password: null);
    }
}
