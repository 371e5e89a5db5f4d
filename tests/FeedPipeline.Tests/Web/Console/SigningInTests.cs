using System.Net;
using FeedPipeline.Storing.Operators;
using FeedPipeline.Tests.Storing;
using FeedPipeline.Web.Console;
using FeedPipeline.Web.Console.SigningIn;
using Microsoft.AspNetCore.Authorization;

namespace FeedPipeline.Tests.Web.Console;

/// <summary>Who gets into the console, and who does not.</summary>
[Collection(DatabaseTests.Name)]
public sealed class SigningInTests(TestServer server)
{
    private static readonly string[] Open = ["/console/{name}", "/sign-in", "/set-up"];

    [SkippableFact]
    public async Task Nothing_but_the_door_is_shown_to_somebody_who_is_not_signed_in()
    {
        await using var house = await ApiHouse.OpenConsoleAsync(server);
        foreach (var (method, path) in Calls(house).Where(call => !Open.Contains(call.Pattern)).Select(call => (call.Method, call.Path)))
        {
            var answer = await new ConsoleVisitor(house).SendAsync(method, path, method == "POST" ? "" : null, []);

            Assert.True(answer.Status == HttpStatusCode.Found, $"{method} {path}: {answer.Status}");
            Assert.StartsWith("/sign-in", answer.Headers.Location!.OriginalString.Replace(house.Url, "", StringComparison.Ordinal), StringComparison.Ordinal);
        }
    }

    [SkippableFact]
    public async Task Every_route_is_the_consoles_and_watched_or_the_APIs_and_wants_a_key()
    {
        await using var house = await ApiHouse.OpenConsoleAsync(server);

        Assert.Equal([], house.Endpoints.Where(route => route.Metadata.GetMetadata<ConsoleRoute>() is null && route.Metadata.GetMetadata<IAllowAnonymous>() is null
            && route.Metadata.GetMetadata<IAuthorizeData>()?.Policy is not ("read" or "ops")).Select(route => route.RoutePattern.RawText));
    }

    [SkippableFact]
    public async Task No_form_does_anything_without_its_token()
    {
        await using var house = await ApiHouse.OpenConsoleAsync(server);
        var visitor = await ConsoleVisitor.SignedInAsync(house);
        var token = ConsoleVisitor.TokenOf((await visitor.GetAsync("/access")).Body);
        var strangers = ConsoleVisitor.TokenOf((await new ConsoleVisitor(house).GetAsync("/sign-in")).Body);
        foreach (var call in Calls(house).Where(call => call.Method is not ("GET" or "HEAD")))
        {
            Assert.Equal("POST", call.Method);
            Assert.Equal((call.Path, HttpStatusCode.BadRequest), (call.Path, (await visitor.PostAsync(call.Path, [])).Status));
            Assert.Equal((call.Path, HttpStatusCode.BadRequest), (call.Path, (await visitor.PostAsync(call.Path, [("token", strangers)])).Status));
            Assert.Equal((call.Path, HttpStatusCode.Forbidden), (call.Path, (await visitor.PostAsync(call.Path, [("token", token)], ("Origin", "https://evil.example"))).Status));
            Assert.Equal((call.Path, HttpStatusCode.Forbidden), (call.Path, (await visitor.PostAsync(call.Path, [("token", token)], ("Origin", "null"))).Status));
            Assert.Equal((call.Path, HttpStatusCode.Forbidden), (call.Path, (await visitor.PostAsync(call.Path, [("token", token)], ("Sec-Fetch-Site", "cross-site"))).Status));
        }

        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/")).Status);
    }

    [SkippableFact]
    public async Task The_console_is_for_this_machine_under_its_own_names()
    {
        await using var house = await ApiHouse.OpenConsoleAsync(server);
        var visitor = await ConsoleVisitor.SignedInAsync(house);

        Assert.Equal(HttpStatusCode.Forbidden, (await visitor.SendAsync("GET", "/", null, [], from: "203.0.113.7")).Status);
        Assert.Equal(HttpStatusCode.MisdirectedRequest, (await visitor.GetAsync("/", ("Host", "evil.example"))).Status);
        Assert.Equal(HttpStatusCode.MisdirectedRequest, (await visitor.GetAsync("/sign-in", ("Host", "evil.example"))).Status);
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/", ("Host", "localhost"))).Status);
    }

    [SkippableFact]
    public async Task A_link_is_good_once_and_ends_every_session()
    {
        await using var house = await ApiHouse.OpenConsoleAsync(server);
        var first = await ConsoleVisitor.SignedInAsync(house);
        var link = new Uri(await SetUpLink.CreateAsync(house.Db.Get<OperatorStore>(), house.Url, default)).PathAndQuery;
        var secret = ("link", link[(link.IndexOf('=', StringComparison.Ordinal) + 1)..]);
        var other = new ConsoleVisitor(house);

        Assert.Contains("12 to 200", (await other.FillInAsync(link, "/set-up", secret, ("password", "short"), ("again", "short"))).Body, StringComparison.Ordinal);
        Assert.Contains("differ", (await other.FillInAsync(link, "/set-up", secret, ("password", "long enough, really"), ("again", "long enough, nearly"))).Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, (await other.FillInAsync(link, "/set-up", secret, ("password", "long enough, really"), ("again", "long enough, really"))).Status);

        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync(link)).Status);
        Assert.Equal(HttpStatusCode.Found, (await first.GetAsync("/")).Status);
        Assert.Equal(HttpStatusCode.OK, (await other.GetAsync("/")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync("/set-up?link=" + new string('A', 43))).Status);
    }

    [SkippableFact]
    public async Task Wrong_passwords_are_refused_and_soon_not_even_looked_at()
    {
        await using var house = await ApiHouse.OpenConsoleAsync(server, ("Web:WrongPasswordsPerMinute", "3"));
        await ConsoleVisitor.SignedInAsync(house);
        var visitor = new ConsoleVisitor(house);
        // Setting the password was a try, too.
        Assert.Equal(HttpStatusCode.Unauthorized, (await visitor.FillInAsync("/sign-in", "/sign-in", ("password", "guess one"))).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await visitor.FillInAsync("/sign-in", "/sign-in", ("password", ""))).Status);

        var refused = await visitor.FillInAsync("/sign-in", "/sign-in", ("password", ConsoleVisitor.Password));

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.Status);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.False(visitor.Cookies.ContainsKey("fp_session"));
    }

    [SkippableFact]
    public async Task A_session_is_new_at_every_sign_in_and_ends_where_it_is_told_to()
    {
        await using var house = await ApiHouse.OpenConsoleAsync(server);
        var visitor = await ConsoleVisitor.SignedInAsync(house);
        var (old, stolen) = (visitor.Cookies["fp_session"], new ConsoleVisitor(house));
        stolen.Take(visitor);

        var again = await visitor.FillInAsync("/sign-in", "/sign-in", ("password", ConsoleVisitor.Password), ("to", "/feeds?state=failing"));
        Assert.Equal("/feeds?state=failing", again.Headers.Location!.OriginalString);
        Assert.NotEqual(old, visitor.Cookies["fp_session"]);
        Assert.Equal(HttpStatusCode.Found, (await stolen.GetAsync("/")).Status);

        stolen.Take(visitor);
        Assert.Equal(HttpStatusCode.OK, (await stolen.GetAsync("/")).Status);
        await visitor.FillInAsync("/", "/sign-out");
        Assert.Equal(HttpStatusCode.Found, (await stolen.GetAsync("/")).Status);
    }

    [SkippableTheory]
    [InlineData("seen_at = now() - interval '31 minutes'")]
    [InlineData("started_at = now() - interval '13 hours'")]
    public async Task A_session_ends_by_itself(string past)
    {
        await using var house = await ApiHouse.OpenConsoleAsync(server);
        var visitor = await ConsoleVisitor.SignedInAsync(house);
        await house.Db.AskAsync($"UPDATE operator_session SET {past}");

        Assert.Equal(HttpStatusCode.Found, (await visitor.GetAsync("/")).Status);
    }

    [SkippableTheory]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("https://evil.example/")]
    [InlineData("/\t/evil.example")]
    [InlineData("javascript:alert(1)")]
    public async Task Signing_in_leads_to_our_own_pages_only(string to)
    {
        await using var house = await ApiHouse.OpenConsoleAsync(server);
        await ConsoleVisitor.SignedInAsync(house);

        var answer = await new ConsoleVisitor(house).FillInAsync("/sign-in", "/sign-in", ("password", ConsoleVisitor.Password), ("to", to));

        Assert.Equal("/", answer.Headers.Location!.OriginalString);
    }

    [SkippableFact]
    public async Task A_proxys_word_is_believed_from_its_own_address_only()
    {
        await using var house = await ApiHouse.OpenConsoleAsync(server, ("Web:IdentityHeader", "Remote-User"), ("Web:IdentityFrom:0", "192.0.2.8"));
        var visitor = new ConsoleVisitor(house);

        Assert.Equal(HttpStatusCode.Found, (await visitor.GetAsync("/", ("Remote-User", "ada"))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await visitor.SendAsync("GET", "/", null, [("Remote-User", "ada")], from: "192.0.2.9")).Status);
        Assert.Equal(HttpStatusCode.OK, (await visitor.SendAsync("GET", "/", null, [("Remote-User", "ada"), ("Host", "localhost")], from: "192.0.2.8")).Status);
        Assert.Equal(HttpStatusCode.Found, (await visitor.SendAsync("GET", "/", null, [("Host", "localhost")], from: "192.0.2.8")).Status);
    }

    [SkippableFact]
    public async Task Without_a_console_there_are_no_pages()
    {
        await using var house = await ApiHouse.OpenAsync(server);

        Assert.Equal(HttpStatusCode.NotFound, (await house.GetAsync("/")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await house.GetAsync("/sign-in")).Status);
    }

    private static IEnumerable<(string Method, string Path, string Pattern)> Calls(ApiHouse house) =>
        from call in house.Calls
        where call.Route.Metadata.GetMetadata<ConsoleRoute>() is not null
        select (call.Method, call.Path, "/" + call.Route.RoutePattern.RawText!.TrimStart('/'));
}
