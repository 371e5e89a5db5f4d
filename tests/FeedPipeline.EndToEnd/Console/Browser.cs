using Microsoft.Playwright;

namespace FeedPipeline.EndToEnd.Console;

/// <summary>A Chromium that an operator could have, without the pages' own wall against foreign scripts where a test is about what stands before it.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private static readonly string[] Programs = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private readonly IPlaywright playwright;
    private readonly IBrowser browser;

    private Browser(IPlaywright playwright, IBrowser browser) => (this.playwright, this.browser) = (playwright, browser);

    /// <summary>Starts it, or skips the test where there is none.</summary>
    public static async Task<Browser> StartAsync()
    {
        var program = Programs.FirstOrDefault(File.Exists);
        Skip.If(program is null, "there is no Chromium");
        var driver = await Playwright.CreateAsync();
        return new Browser(driver, await driver.Chromium.LaunchAsync(new() { ExecutablePath = program, Args = ["--no-sandbox"] }));
    }

    /// <summary>A window with cookies of its own.</summary>
    public async Task<IPage> OpenAsync(string url, BrowserNewContextOptions? options = null)
    {
        options ??= new();
        options.BaseURL = url;
        var context = await browser.NewContextAsync(options);
        context.SetDefaultTimeout(60_000);
        return await context.NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
    }
}
