using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace FeedPipeline.EndToEnd.Console;

/// <summary>An installation whose operator has set a password, and a browser.</summary>
internal sealed partial class ConsoleHouse : IAsyncDisposable
{
    public const string Password = "correct horse battery";

    private ConsoleHouse(Installation here, Browser browser) => (Here, Browser) = (here, browser);

    public Installation Here { get; }

    public Browser Browser { get; }

    /// <summary>Starts all of it, and sets the password under the link that the log shows.</summary>
    public static async Task<ConsoleHouse> OpenAsync(params (string Name, string Value)[] settings)
    {
        var here = await Installation.CreateAsync();
        foreach (var (name, value) in settings)
            here.Configure(name, value);
        var browser = await Browser.StartAsync();
        await here.RunAsync();
        var house = new ConsoleHouse(here, browser);
        await Wait.UntilAsync(() => house.Invitation is not null, "the log shows the way in");
        return house;
    }

    /// <summary>The link that the log shows; null before it does.</summary>
    public string? Invitation => Here.Log.Select(line => Link().Match(line)).LastOrDefault(found => found.Success)?.Value;

    /// <summary>A window in which the operator is signed in.</summary>
    public async Task<IPage> SignInAsync(BrowserNewContextOptions? options = null)
    {
        var page = await Browser.OpenAsync(Here.ApiUrl!, options);
        await page.GotoAsync("/sign-in");
        if (await page.Locator("#password").CountAsync() == 0)
        {
            await page.GotoAsync(Invitation!);
            await page.FillAsync("#password", Password);
            await page.FillAsync("#again", Password);
        }
        else
        {
            await page.FillAsync("#password", Password);
        }

        await page.ClickAsync("button.main");
        // Not for the page's load: its end, which comes at once, may be over before anybody waits for it.
        await page.WaitForURLAsync(Here.ApiUrl + "/", new() { WaitUntil = WaitUntilState.Commit });
        await page.Locator("h1").WaitForAsync();
        return page;
    }

    /// <summary>Every page that can be looked at, with the first row of each kind.</summary>
    public static IReadOnlyList<string> Pages { get; } =
        ["/", "/feeds", "/feeds/1", "/feeds/add", "/articles", "/articles/1", "/stories", "/stories/1", "/events?all=true", "/quarantine", "/hosts", "/consumers", "/webhooks/1", "/access"];

    public async ValueTask DisposeAsync()
    {
        await Browser.DisposeAsync();
        await Here.DisposeAsync();
    }

    [GeneratedRegex(@"http://\S+/set-up\?link=\S+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();
}
