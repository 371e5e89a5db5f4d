using System.Net;
using System.Text.RegularExpressions;
using FeedPipeline.Storing.Operators;
using FeedPipeline.Web.Console.SigningIn;

namespace FeedPipeline.Tests.Web.Console;

/// <summary>Who looks at the console without a browser: keeps cookies, follows nothing, and fills in forms.</summary>
internal sealed partial class ConsoleVisitor(ApiHouse house)
{
    public const string Password = "correct horse battery";

    private readonly Dictionary<string, string> _cookies = [];

    public IReadOnlyDictionary<string, string> Cookies => _cookies;

    /// <summary>They as a header.</summary>
    public (string Name, string Value) CookieHeader => ("Cookie", string.Join("; ", _cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));

    /// <summary>Somebody who has set the password, and is signed in.</summary>
    public static async Task<ConsoleVisitor> SignedInAsync(ApiHouse house)
    {
        var visitor = new ConsoleVisitor(house);
        var link = new Uri(await SetUpLink.CreateAsync(house.Db.Get<OperatorStore>(), house.Url, default)).PathAndQuery;
        var answer = await visitor.FillInAsync(link, "/set-up", ("link", link[(link.IndexOf('=', StringComparison.Ordinal) + 1)..]), ("password", Password), ("again", Password));
        Assert.Equal((HttpStatusCode.Found, "/"), (answer.Status, answer.Headers.Location?.OriginalString));
        return visitor;
    }

    /// <summary>The same cookies in another hand.</summary>
    public void Take(ConsoleVisitor other)
    {
        foreach (var (name, value) in other._cookies)
            _cookies[name] = value;
    }

    public Task<Answer> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync("GET", path, null, headers);

    /// <summary>Loads a page, and sends a form with its token.</summary>
    public async Task<Answer> FillInAsync(string page, string action, params (string Name, string Value)[] fields)
    {
        var token = TokenOf((await GetAsync(page)).Body);
        return await PostAsync(action, [("token", token), .. fields]);
    }

    public Task<Answer> PostAsync(string path, IEnumerable<(string Name, string Value)> fields, params (string Name, string Value)[] headers) =>
        SendAsync("POST", path, string.Join('&', fields.Select(field => $"{Uri.EscapeDataString(field.Name)}={Uri.EscapeDataString(field.Value)}")), headers);

    public async Task<Answer> SendAsync(string method, string path, string? body, (string Name, string Value)[] headers, string? from = null)
    {
        if (_cookies.Count > 0)
            headers = [.. headers, CookieHeader];
        var answer = await house.SendAsync(method, path, body, from: from, contentType: "application/x-www-form-urlencoded", headers: headers);
        foreach (var set in answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : [])
        {
            var (name, value) = (set[..set.IndexOf('=', StringComparison.Ordinal)], set[(set.IndexOf('=', StringComparison.Ordinal) + 1)..set.IndexOf(';', StringComparison.Ordinal)]);
            if (value.Length == 0)
                _cookies.Remove(name);
            else
                _cookies[name] = value;
        }

        return answer;
    }

    /// <summary>What a page's forms send along.</summary>
    public static string TokenOf(string page) => Token().Match(page) is { Success: true } found ? WebUtility.HtmlDecode(found.Groups["token"].Value) : throw new InvalidOperationException($"no form: {page}");

    [GeneratedRegex("name=\"token\" value=\"(?<token>[^\"]+)\"", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Token();
}
