using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using FeedPipeline.Storing.Keys;
using FeedPipeline.Tests.Storing;
using FeedPipeline.Web.Console;

namespace FeedPipeline.Tests.Web.Console;

/// <summary>What every answer of every route tells browsers, and which of our own sign-ins opens what.</summary>
[Collection(DatabaseTests.Name)]
public sealed class HeadersTests(TestServer server)
{
    private const string Beyond = "203.0.113.7";

    [SkippableFact]
    public async Task Every_answer_of_every_route_keeps_browsers_from_doing_more_than_showing_it()
    {
        await using var house = await ApiHouse.OpenConsoleAsync(server, ("Web:CallsPerMinute", "100000"), ("Web:FailuresPerMinute", "10000"));
        await house.StoreAsync("news", "<item><guid>a</guid><title>One</title><description>Words.</description></item>");
        var visitor = await ConsoleVisitor.SignedInAsync(house);
        var ops = await house.KeyAsync(ApiScope.Ops);
        var cookies = visitor.CookieHeader;
        List<string> faults = [];
        foreach (var (method, path, route) in house.Calls)
        {
            var isPage = route.Metadata.GetMetadata<ConsoleRoute>() is not null;
            // Signed in, with a key, as nobody, from elsewhere, under another's name, and from another site's page: answered or refused.
            foreach (var asker in ((string, string)[][])[[cookies], [("Authorization", "Bearer " + ops)], [], [("X-Test-Remote", Beyond)], [("Host", "evil.example")], [("Sec-Fetch-Site", "cross-site"), cookies]])
                faults.AddRange(Faults(await house.HeadersAsync(method, path, asker), isPage).Select(fault => $"{method} {path} {asker.FirstOrDefault().Item1}: {fault}"));
        }

        foreach (var path in (string[])["/nowhere", "/api/nowhere", "/feeds/999", "/articles/999", "/stories/x", "/set-up?link=x", "/sign-in?to=//evil.example"])
            faults.AddRange(Faults(await house.HeadersAsync("GET", path, cookies), isPage: false).Select(fault => $"{path}: {fault}"));

        Assert.True(faults.Count == 0, string.Join('\n', faults.Take(20)));
    }

    /// <summary>A stream without a body would go on unseen, and whatever is asked over the same connection would wait for its end.</summary>
    [SkippableFact]
    public async Task The_head_of_a_stream_is_the_whole_answer()
    {
        await using var house = await ApiHouse.OpenConsoleAsync(server);
        var visitor = await ConsoleVisitor.SignedInAsync(house);
        using var connection = new TcpClient();
        var url = new Uri(house.Url);
        await connection.ConnectAsync(url.Host, url.Port);
        await connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"HEAD /live HTTP/1.1\r\nHost: {url.Authority}\r\nCookie: {visitor.CookieHeader.Value}\r\nConnection: close\r\n\r\n"));
        using var reader = new StreamReader(connection.GetStream());

        var answer = await reader.ReadToEndAsync();

        Assert.StartsWith("HTTP/1.1 200", answer, StringComparison.Ordinal);
        Assert.Contains("Content-Type: text/event-stream", answer, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Pages_are_not_kept()
    {
        await using var house = await ApiHouse.OpenConsoleAsync(server);
        var visitor = await ConsoleVisitor.SignedInAsync(house);
        foreach (var (_, path, route) in house.Calls.Where(call => call.Method == "GET" && call.Route.Metadata.GetMetadata<ConsoleRoute>() is not null && call.Path != "/live"))
        {
            var answer = await visitor.GetAsync(path);

            Assert.True(route.RoutePattern.RawText is "/console/{name}" or "/articles/{id:long}/picture" || answer.Headers.CacheControl is { NoStore: true } or { NoCache: true, Private: true }, $"{path} may be cached");
        }
    }

    [SkippableFact]
    public async Task The_consoles_session_changes_nothing_through_the_API()
    {
        await using var house = await ApiHouse.OpenConsoleAsync(server, ("Web:CallsPerMinute", "100000"));
        var visitor = await ConsoleVisitor.SignedInAsync(house);
        var token = ("token", ConsoleVisitor.TokenOf((await visitor.GetAsync("/access")).Body));
        var open = new List<string>();
        foreach (var (method, path, _) in house.Calls.Where(call => call.Method is not ("GET" or "HEAD") && call.Route.Metadata.GetMetadata<ConsoleRoute>() is null))
        {
            var answer = await visitor.SendAsync(method, path, $"{token.Item1}={Uri.EscapeDataString(token.Item2)}", [("Sec-Fetch-Site", "same-origin")]);
            if (answer.Status != HttpStatusCode.Unauthorized)
                open.Add($"{method} {path} {answer.Status}");
        }

        // Hubs have a token of their own.
        Assert.Equal(["POST /websub/1 Gone"], open);
    }

    private static IEnumerable<string> Faults(HttpResponseHeaders headers, bool isPage)
    {
        string Of(string name) => headers.TryGetValues(name, out var values) ? string.Join(" / ", values) : "";
        var policy = Of("Content-Security-Policy");
        if (!policy.StartsWith("default-src 'none'", StringComparison.Ordinal) || policy.Contains("unsafe", StringComparison.Ordinal) || policy.Contains('*', StringComparison.Ordinal)
            || !(policy.Contains("sandbox", StringComparison.Ordinal) || (policy.Contains("frame-ancestors 'none'", StringComparison.Ordinal) && policy.Contains("base-uri 'none'", StringComparison.Ordinal))))
            yield return $"Content-Security-Policy is {policy}";
        if (Of("X-Content-Type-Options") != "nosniff")
            yield return "X-Content-Type-Options";
        if (Of("X-Frame-Options") != "DENY")
            yield return "X-Frame-Options";
        if (Of("Cross-Origin-Resource-Policy") != "same-origin")
            yield return "Cross-Origin-Resource-Policy";
        if (Of("Referrer-Policy") is not ("no-referrer" or "same-origin"))
            yield return $"Referrer-Policy is {Of("Referrer-Policy")}";
        if (isPage && (Of("Cross-Origin-Opener-Policy") != "same-origin" || Of("Permissions-Policy").Length == 0))
            yield return "Cross-Origin-Opener-Policy or Permissions-Policy";
        if (Of("Access-Control-Allow-Origin").Length > 0)
            yield return "Access-Control-Allow-Origin";
        if (Of("Cache-Control").Length == 0)
            yield return "Cache-Control";
        if (Of("Set-Cookie") is { Length: > 0 } cookie && !cookie.Contains("httponly", StringComparison.OrdinalIgnoreCase))
            yield return "Set-Cookie without HttpOnly";
    }
}
