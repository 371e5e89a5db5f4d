using System.Net;
using FeedPipeline.Flows;
using FeedPipeline.Polls;
using FeedPipeline.Tests.Storing;
using FeedPipeline.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace FeedPipeline.Tests.Flows;

/// <summary>The subscriber's part of W3C WebSub, against a real hub and the real API.</summary>
[Collection(DatabaseTests.Name)]
public sealed class WebSubTests(TestServer server)
{
    private const string Subscription = "SELECT concat_ws(' ', state, asked, missed, detail) FROM websub_subscription";

    [SkippableFact]
    public async Task A_hub_that_a_feed_names_is_asked_and_agrees()
    {
        await using var house = await House.OpenAsync(server);
        await house.SubscribeAsync();

        var asked = Assert.Single(house.Hub.Requests);
        Assert.Equal(("subscribe", house.Topic, "864000"), (asked["hub.mode"], asked["hub.topic"], asked["hub.lease_seconds"]));
        Assert.Matches("^http://127.0.0.1:[0-9]+/websub/[0-9a-f]{32}$", asked["hub.callback"]);
        Assert.Equal(64, asked["hub.secret"].Length);
        Assert.Equal("active 0 0", await house.Db.AskAsync(Subscription));
        Assert.Equal("t t", await house.Db.AskAsync("""
            SELECT concat_ws(' ', lease_until BETWEEN now() + '59 minutes' AND now() + '1 hour', next_try_at BETWEEN now() + '29 minutes' AND now() + '30 minutes')
            FROM websub_subscription
            """));
        Assert.Equal(0, await house.Db.Get<HubSubscriber>().AskAsync(default));
    }

    [SkippableFact]
    public async Task Without_a_callback_no_hub_is_asked()
    {
        await using var hub = await LoopbackHub.StartAsync();
        await using var db = await TestDatabase.CreateAsync(server);
        await db.PollAsync(await db.AddAsync(), House.Feed("http://news.example/feed", hub.Url, Rss.Item("a")));

        Assert.Equal(0, await db.Get<HubSubscriber>().AskAsync(default));
        Assert.Equal("0", await db.AskAsync("SELECT count(*) FROM websub_subscription"));
    }

    [SkippableFact]
    public async Task A_hub_at_an_address_that_is_not_allowed_is_never_asked()
    {
        await using var hub = await LoopbackHub.StartAsync();
        await using var db = await TestDatabase.CreateAsync(server, ("WebSub:CallbackUrl", "https://feeds.example"), ("Fetching:AllowedNetworks:0", "10.99.0.0/16"));
        await db.PollAsync(await db.AddAsync(), House.Feed("http://news.example/feed", hub.Url, Rss.Item("a")));

        Assert.Equal(0, await db.Get<HubSubscriber>().AskAsync(default));
        Assert.Empty(hub.Requests);
        Assert.Contains("AllowedNetworks", await db.AskAsync(Subscription), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_challenge_that_nobody_asked_for_is_not_echoed()
    {
        await using var house = await House.OpenAsync(server);
        await house.SubscribeAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await house.Hub.VerifyAsync(topic: "http://other.example/")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await house.Hub.VerifyAsync(mode: "unsubscribe")).Status);
        Assert.Equal((HttpStatusCode.OK, "%3Cb%3E"), await house.Hub.VerifyAsync(challenge: "%253Cb%253E"));
    }

    [SkippableTheory]
    [InlineData("sha1")]
    [InlineData("sha256")]
    [InlineData("sha384")]
    [InlineData("sha512")]
    public async Task A_signed_delivery_is_stored_without_a_request_to_the_publisher(string method)
    {
        await using var house = await House.OpenAsync(server);
        await house.SubscribeAsync();
        var due = await house.Db.AskAsync("SELECT due_at FROM feed_schedule");
        var validators = await house.Db.AskAsync("SELECT etag FROM feed_memory");
        var requests = house.Origin.Requests.Count;

        Assert.Equal(HttpStatusCode.Accepted, await house.Hub.DeliverAsync(house.Document(Rss.Item("pushed")), method));

        Assert.Equal("Title of pushed", await house.Db.AskAsync("SELECT headline FROM article ORDER BY id DESC"));
        Assert.Equal((due, validators, requests), (await house.Db.AskAsync("SELECT due_at FROM feed_schedule"), await house.Db.AskAsync("SELECT etag FROM feed_memory"), house.Origin.Requests.Count));
        Assert.Equal("0", await house.Db.AskAsync("SELECT count(*) FROM sighting WHERE gone_at IS NOT NULL"));
        Assert.StartsWith("stored 1 delivered by the hub", await house.Db.AskAsync("SELECT concat_ws(' ', outcome, new, detail) FROM poll ORDER BY id DESC"), StringComparison.Ordinal);
        Assert.Equal("2", await house.Db.AskAsync("SELECT count(*) FROM document"));
    }

    [SkippableTheory]
    [InlineData("sha256", "another secret")]
    [InlineData("md5", null)]
    [InlineData(null, null)]
    public async Task A_delivery_that_is_not_signed_changes_nothing(string? method, string? secret)
    {
        await using var house = await House.OpenAsync(server);
        await house.SubscribeAsync();
        var before = await house.Db.RowsAsync("article", "poll", "feed_schedule", "websub_subscription");

        Assert.Equal(HttpStatusCode.Accepted, await house.Hub.DeliverAsync(house.Document(Rss.Item("forged")), method, secret));

        Assert.Equal(before, await house.Db.RowsAsync("article", "poll", "feed_schedule", "websub_subscription"));
    }

    [SkippableFact]
    public async Task A_callback_that_nobody_gave_away_is_gone()
    {
        await using var house = await House.OpenAsync(server);
        await house.SubscribeAsync();

        var unknown = house.Hub.Last["hub.callback"][..^4] + "0000";
        Assert.Equal(HttpStatusCode.Gone, await house.Hub.DeliverAsync(house.Document(), callback: unknown));
        await house.Db.Feeds.RemoveAsync(house.FeedId, default);
        Assert.Equal(HttpStatusCode.Gone, await house.Hub.DeliverAsync(house.Document()));
    }

    [SkippableFact]
    public async Task A_delivery_during_a_poll_or_without_a_feed_has_the_feed_polled_at_once()
    {
        await using var house = await House.OpenAsync(server);
        await house.SubscribeAsync();

        Assert.Equal(HttpStatusCode.Accepted, await house.Hub.DeliverAsync("ping"));
        Assert.Equal("t", await house.Db.AskAsync("SELECT (due_at <= now() AND lease_until IS NULL)::text::char FROM feed_schedule"));

        await house.Db.AskAsync("UPDATE feed_schedule SET due_at = now() + interval '1 hour'");
        var held = await house.Db.ClaimAsync(house.FeedId);
        Assert.Equal(HttpStatusCode.Accepted, await house.Hub.DeliverAsync(house.Document(Rss.Item("pushed"))));
        await house.Db.TakeInAsync(held, house.Document(Rss.Item("a")));
        Assert.Equal("t", await house.Db.AskAsync("SELECT (due_at <= now())::text::char FROM feed_schedule"));
    }

    [SkippableFact]
    public async Task A_feed_whose_hub_tells_is_polled_less_often()
    {
        await using var house = await House.OpenAsync(server);
        await house.PollAsync();
        var before = await house.Db.AskAsync("SELECT due_at - last_poll_at FROM feed_schedule");
        await house.SubscribeAsync();

        await house.PollAsync();

        Assert.Equal("True", await house.Db.AskAsync($"SELECT due_at - last_poll_at > 3 * interval '{before}' AND due_reason LIKE '%hub%' FROM feed_schedule"));
    }

    [SkippableFact]
    public async Task A_hub_that_misses_what_polling_finds_is_ignored_until_it_agrees_again()
    {
        await using var house = await House.OpenAsync(server);
        await house.SubscribeAsync();
        for (var i = 0; i < 2; i++)
            await house.PollAsync(Rss.Item($"missed{i}"));
        Assert.Equal("active 0 2", await house.Db.AskAsync(Subscription));
        await house.Hub.DeliverAsync(house.Document(Rss.Item("told")));
        Assert.Equal("active 0 0", await house.Db.AskAsync(Subscription));

        for (var i = 2; i < 5; i++)
            await house.PollAsync(Rss.Item($"missed{i}"));

        Assert.Equal("ignored 0 3", await house.Db.AskAsync(Subscription));
        Assert.StartsWith("hub_ignored its hub http://127.0.0.1", await house.Db.AskAsync("SELECT concat_ws(' ', kind, detail) FROM event WHERE closed_at IS NULL"), StringComparison.Ordinal);
        Assert.False((await house.Db.ClaimAsync(house.FeedId)).IsPushed);
        Assert.Equal(HttpStatusCode.Gone, await house.Hub.DeliverAsync(house.Document(Rss.Item("late"))));

        await house.Db.AskAsync("UPDATE websub_subscription SET next_try_at = now()");
        await house.SubscribeAsync();
        Assert.Equal("active 0 0", await house.Db.AskAsync(Subscription));
        Assert.Equal("0", await house.Db.AskAsync("SELECT count(*) FROM event WHERE closed_at IS NULL"));
    }

    [SkippableFact]
    public async Task A_lease_is_renewed_before_it_ends_and_news_of_that_time_still_count()
    {
        await using var house = await House.OpenAsync(server);
        await house.SubscribeAsync();
        await house.Db.AskAsync("UPDATE websub_subscription SET next_try_at = now(), lease_until = now() + interval '1 minute', verified_at = verified_at - interval '1 hour'");
        var since = await house.Db.AskAsync("SELECT verified_at FROM websub_subscription");

        Assert.Equal(1, await house.Db.Get<HubSubscriber>().AskAsync(default));
        Assert.Equal(HttpStatusCode.Accepted, await house.Hub.DeliverAsync(house.Document(Rss.Item("meanwhile"))));
        await house.Hub.VerifyAsync();

        Assert.Equal(since, await house.Db.AskAsync("SELECT verified_at FROM websub_subscription WHERE lease_until > now() + interval '50 minutes'"));
    }

    [SkippableFact]
    public async Task A_hub_that_fails_or_refuses_is_asked_again_later_and_later()
    {
        await using var house = await House.OpenAsync(server);
        house.Hub.Status = 500;
        await house.PollAsync();

        Assert.Equal(0, await house.Db.Get<HubSubscriber>().AskAsync(default));
        Assert.StartsWith("asked 1 0 the hub 127.0.0.1", await house.Db.AskAsync(Subscription), StringComparison.Ordinal);
        await house.Db.AskAsync("UPDATE websub_subscription SET next_try_at = now()");
        house.Hub.Status = 202;
        Assert.Equal(1, await house.Db.Get<HubSubscriber>().AskAsync(default));
        Assert.Equal("t", await house.Db.AskAsync("SELECT (next_try_at > now() + interval '9 minutes')::text::char FROM websub_subscription"));
        await house.Hub.VerifyAsync(mode: "denied");
        Assert.Equal("denied 2 0 the hub refuses: no", await house.Db.AskAsync(Subscription));
    }

    [SkippableFact]
    public async Task A_feed_that_names_another_hub_or_none_any_more_is_followed()
    {
        await using var house = await House.OpenAsync(server);
        await house.SubscribeAsync();
        var token = house.Hub.Last["hub.callback"];

        await house.TakeInAsync(House.Feed(house.Topic, house.Hub.Url + "2", Rss.Item("b")));
        Assert.Equal("wanted 0 0", await house.Db.AskAsync(Subscription));
        await house.SubscribeAsync();
        Assert.NotEqual(token, house.Hub.Last["hub.callback"]);

        await house.TakeInAsync(Rss.Feed(Rss.Item("c")));
        Assert.Equal("0", await house.Db.AskAsync("SELECT count(*) FROM websub_subscription"));
    }

    [SkippableFact]
    public async Task A_delivery_beyond_the_limit_is_refused()
    {
        await using var house = await House.OpenAsync(server, ("Fetching:MaxBodyBytes", "65536"));
        await house.SubscribeAsync();

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await house.Hub.DeliverAsync(new string('x', 70_000)));
    }

    /// <summary>A database, the API in front of it, a publisher and its hub.</summary>
    private sealed class House : IAsyncDisposable
    {
        private readonly WebApplication _api;

        private House(TestDatabase db, WebApplication api, Origin origin, LoopbackHub hub) => (Db, _api, Origin, Hub) = (db, api, origin, hub);

        public TestDatabase Db { get; }

        public Origin Origin { get; }

        public LoopbackHub Hub { get; }

        public long FeedId { get; private set; }

        public string Topic => Origin["/feed"];

        public static async Task<House> OpenAsync(TestServer server, params (string Name, string Value)[] settings)
        {
            await using var empty = await TestDatabase.CreateAsync(server);
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
            builder.Configuration["Fetching:AllowedNetworks:0"] = "127.0.0.0/8";
            foreach (var (name, value) in settings)
                builder.Configuration[name] = value;
            builder.Services.AddFeedPipeline(empty.ConnectionString).AddFeedPipelineApi();
            var api = builder.Build();
            api.MapFeedPipelineApi();
            await api.StartAsync();
            // Options are bound when they are first asked for: by then the port is known.
            var callback = api.Configuration["WebSub:CallbackUrl"] = api.Urls.Single() + "/";
            var db = empty.Another([("WebSub:CallbackUrl", callback), .. settings]);
            var house = new House(db, api, await Origin.StartAsync(), await LoopbackHub.StartAsync());
            house.FeedId = await db.AddAsync(url: house.Topic);
            return house;
        }

        public static string Feed(string self, string hub, params string[] items) => Rss.Feed(
            [$"<atom:link xmlns:atom=\"http://www.w3.org/2005/Atom\" rel=\"self\" href=\"{self}\"/><atom:link xmlns:atom=\"http://www.w3.org/2005/Atom\" rel=\"hub\" href=\"{hub}\"/>", .. items]);

        public string Document(params string[] items) => Feed(Topic, Hub.Url, items);

        public async Task<Poll> TakeInAsync(string document) => await Db.TakeInAsync(await Db.ClaimAsync(FeedId), document);

        public async Task<Poll> PollAsync(params string[] items)
        {
            Origin.Publish("/feed", Document([Rss.Item("a"), .. items]), $"\"{Guid.NewGuid()}\"");
            return await Db.Pipeline.PollAsync(await Db.ClaimAsync(FeedId), default);
        }

        /// <summary>Polls, asks the hub, and has it agree.</summary>
        public async Task SubscribeAsync()
        {
            if (await Db.AskAsync("SELECT last_poll_at FROM feed_schedule") is null)
                await PollAsync();
            Assert.Equal(1, await Db.Get<HubSubscriber>().AskAsync(default));
            Assert.Equal((HttpStatusCode.OK, "abc123"), await Hub.VerifyAsync());
            // So that the last poll came before, and the next one can find what the hub missed since.
            await Db.AskAsync("UPDATE websub_subscription SET verified_at = verified_at - interval '1 hour'");
        }

        public async ValueTask DisposeAsync()
        {
            await _api.DisposeAsync();
            await Origin.DisposeAsync();
            await Hub.DisposeAsync();
            await Db.DisposeAsync();
        }
    }
}
