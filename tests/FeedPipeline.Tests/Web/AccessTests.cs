using System.Net;
using FeedPipeline.Storing.Keys;
using FeedPipeline.Tests.Storing;
using Microsoft.AspNetCore.Authorization;

namespace FeedPipeline.Tests.Web;

/// <summary>Who may ask, and what of.</summary>
[Collection(DatabaseTests.Name)]
public sealed class AccessTests(TestServer server)
{
    private const string Beyond = "203.0.113.7";

    /// <summary>What readers say of themselves, and so may say with the right to read.</summary>
    private static readonly string[] Bookmarks = ["/api/changes/commit"];

    [SkippableFact]
    public async Task Every_route_but_the_open_ones_asks_strangers_for_a_key()
    {
        await using var house = await ApiHouse.OpenAsync(server);
        List<string> open = [];
        foreach (var (method, path, _) in house.Calls)
        {
            if ((await house.SendAsync(method, path, from: Beyond)).Status != HttpStatusCode.Unauthorized)
                open.Add($"{method} {path}");
        }

        Assert.Equal(["GET /healthz", "GET /websub/1", "HEAD /healthz", "POST /websub/1"], open.Order(StringComparer.Ordinal));
        Assert.Equal(HttpStatusCode.Unauthorized, (await house.SendAsync("GET", "/nowhere", from: Beyond)).Status);
    }

    [SkippableFact]
    public async Task No_route_changes_anything_without_a_key_with_scope_ops()
    {
        await using var house = await ApiHouse.OpenAsync(server);
        var read = await house.KeyAsync(ApiScope.Read);
        var ops = await house.KeyAsync(ApiScope.Ops);
        foreach (var (method, path, _) in house.Calls.Where(call => call.Method is not ("GET" or "HEAD") && !Bookmarks.Contains(call.Path) && !call.Path.StartsWith("/websub", StringComparison.Ordinal)))
        {
            Assert.Equal((path, HttpStatusCode.Unauthorized), (path, (await house.SendAsync(method, path)).Status));
            var refused = await house.SendAsync(method, path, key: read);
            Assert.Equal((path, HttpStatusCode.Forbidden), (path, refused.Status));
            Assert.Contains("insufficient_scope", refused.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
            Assert.NotEqual(HttpStatusCode.Forbidden, (await house.SendAsync(method, path, key: ops, from: Beyond)).Status);
        }
    }

    [SkippableFact]
    public async Task Every_route_says_whom_it_is_for_and_what_it_takes()
    {
        await using var house = await ApiHouse.OpenAsync(server);

        Assert.Equal([], house.Endpoints.Where(route => route.Metadata.GetMetadata<IAllowAnonymous>() is null
            && route.Metadata.GetMetadata<IAuthorizeData>()?.Policy is not ("read" or "ops")).Select(route => $"{route.RoutePattern.RawText} has no policy"));
        Assert.Equal([], house.Endpoints.Where(route => route.Metadata.GetMetadata<FeedPipeline.Web.Asking.TakenParameters>() is null
            && route.RoutePattern.RawText is not ("/websub/{token}" or "/openapi/{documentName}.json")).Select(route => $"{route.RoutePattern.RawText} does not say which parameters it takes"));
    }

    [SkippableFact]
    public async Task Loopback_reads_without_a_key_and_strangers_with_one()
    {
        await using var house = await ApiHouse.OpenAsync(server);
        var key = await house.KeyAsync(ApiScope.Read);

        Assert.Equal(HttpStatusCode.OK, (await house.GetAsync("/api/articles")).Status);
        Assert.Equal(HttpStatusCode.OK, (await house.SendAsync("GET", "/api/articles", key: key, from: Beyond)).Status);
        Assert.Equal(HttpStatusCode.OK, (await house.SendAsync("GET", "/healthz", from: Beyond)).Status);
        var refused = await house.SendAsync("GET", "/api/articles", from: Beyond);
        Assert.Equal((HttpStatusCode.Unauthorized, "application/problem+json"), (refused.Status, refused.Type));
        Assert.Equal("Bearer realm=\"feedpipeline\"", refused.Headers.WwwAuthenticate.ToString());
    }

    [SkippableTheory]
    [InlineData("fp_wrong")]
    [InlineData("")]
    [InlineData("fp_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("fp_'; DROP TABLE api_key; --aaaaaaaaaaaaaaaaaa")]
    public async Task A_wrong_key_is_refused_on_loopback_too(string key)
    {
        await using var house = await ApiHouse.OpenAsync(server);

        var refused = await house.SendAsync("GET", "/api/articles", key: key);

        Assert.Equal(HttpStatusCode.Unauthorized, refused.Status);
        Assert.Contains("invalid_token", refused.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_revoked_key_is_worth_nothing_at_once()
    {
        await using var house = await ApiHouse.OpenAsync(server);
        var keys = house.Db.Get<ApiKeyStore>();
        var key = (await keys.AddAsync("reader", ApiScope.Read, default))!;
        Assert.Equal(HttpStatusCode.OK, (await house.SendAsync("GET", "/api/feeds", key: key, from: Beyond)).Status);

        Assert.Null(await keys.AddAsync("reader", ApiScope.Ops, default));
        Assert.True(await keys.RevokeAsync("reader", default));

        Assert.Equal(HttpStatusCode.Unauthorized, (await house.SendAsync("GET", "/api/feeds", key: key, from: Beyond)).Status);
        Assert.False(await keys.RevokeAsync("reader", default));
        Assert.NotNull(await keys.AddAsync("reader", ApiScope.Ops, default));
    }

    [SkippableFact]
    public async Task Of_a_key_only_its_hash_is_kept_and_its_use_is_written_once_a_minute()
    {
        await using var house = await ApiHouse.OpenAsync(server);
        var key = await house.KeyAsync(ApiScope.Read);
        Assert.Null(await house.Db.AskAsync("SELECT last_used_at FROM api_key"));
        await house.SendAsync("GET", "/api/feeds", key: key);
        var used = await house.Db.RowsAsync("api_key");
        await house.SendAsync("GET", "/api/feeds", key: key);

        Assert.Equal(used, await house.Db.RowsAsync("api_key"));
        Assert.NotNull(await house.Db.AskAsync("SELECT last_used_at FROM api_key"));
        Assert.DoesNotContain(key, used, StringComparison.Ordinal);
        Assert.Matches("^fp_[A-Za-z0-9_-]{43}$", key);
    }

    [SkippableTheory]
    [InlineData("X-Forwarded-For", "127.0.0.1")]
    [InlineData("Forwarded", "for=127.0.0.1")]
    [InlineData("Via", "1.1 proxy")]
    [InlineData("Host", "rebound.example")]
    [InlineData("Host", "127.0.0.1.rebound.example:8080")]
    [InlineData("Host", "localhost.rebound.example")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    public async Task What_a_proxy_or_another_sites_page_sends_is_not_read_without_a_key(string header, string value)
    {
        await using var house = await ApiHouse.OpenAsync(server);

        Assert.Equal(HttpStatusCode.Unauthorized, (await house.GetAsync("/api/articles", (header, value))).Status);
        // What is said of where it comes from opens nothing to strangers.
        Assert.Equal(HttpStatusCode.Unauthorized, (await house.SendAsync("GET", "/api/articles", from: Beyond, headers: (header, value))).Status);
    }

    [SkippableTheory]
    [InlineData("localhost")]
    [InlineData("LOCALHOST:8080")]
    [InlineData("[::1]:8080")]
    [InlineData("127.0.0.1")]
    [InlineData("feeds.example")]
    public async Task Names_of_this_machine_are_read_without_a_key(string host)
    {
        await using var house = await ApiHouse.OpenAsync(server, ("Web:Hosts:0", "feeds.example"));

        Assert.Equal(HttpStatusCode.OK, (await house.GetAsync("/api/articles", ("Host", host))).Status);
    }

    [SkippableFact]
    public async Task Where_a_proxy_forwards_from_loopback_keys_can_be_asked_for_there_too()
    {
        await using var house = await ApiHouse.OpenAsync(server, ("Web:KeysOnLoopback", "true"));

        Assert.Equal(HttpStatusCode.Unauthorized, (await house.GetAsync("/api/articles")).Status);
        Assert.Equal(HttpStatusCode.OK, (await house.SendAsync("GET", "/api/articles", key: await house.KeyAsync(ApiScope.Read))).Status);
    }

    [SkippableFact]
    public async Task Who_calls_too_often_waits_and_others_do_not()
    {
        await using var house = await ApiHouse.OpenAsync(server, ("Web:CallsPerMinute", "3"));
        var key = await house.KeyAsync(ApiScope.Read);
        for (var call = 0; call < 3; call++)
            Assert.Equal(HttpStatusCode.OK, (await house.GetAsync("/api/articles")).Status);

        var refused = await house.GetAsync("/api/articles");

        Assert.Equal((HttpStatusCode.TooManyRequests, "application/problem+json"), (refused.Status, refused.Type));
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.OK, (await house.SendAsync("GET", "/api/articles", key: key)).Status);
        Assert.Equal(HttpStatusCode.OK, (await house.GetAsync("/healthz")).Status);
    }

    [SkippableFact]
    public async Task Who_guesses_keys_waits_and_right_keys_do_not()
    {
        await using var house = await ApiHouse.OpenAsync(server, ("Web:FailuresPerMinute", "2"));
        var key = await house.KeyAsync(ApiScope.Read);
        for (var guess = 0; guess < 2; guess++)
            Assert.Equal(HttpStatusCode.Unauthorized, (await house.SendAsync("GET", "/api/articles", key: KeyText.New(), from: Beyond)).Status);

        var refused = await house.SendAsync("GET", "/api/articles", key: KeyText.New(), from: Beyond);

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.Status);
        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.OK, (await house.SendAsync("GET", "/api/articles", key: key, from: Beyond)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await house.SendAsync("GET", "/api/articles", key: KeyText.New(), from: "203.0.113.8")).Status);
    }
}
