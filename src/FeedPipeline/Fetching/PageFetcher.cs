using FeedPipeline.Feeds;
using Microsoft.Extensions.Options;

namespace FeedPipeline.Fetching;

/// <summary>Asks for article pages: through the same client as feeds, with the limits of pages, and only where robots.txt lets us. One instance for the whole process.</summary>
/// <param name="client">The way every stranger is asked.</param>
/// <param name="options">Every limit.</param>
/// <param name="clock">For the age of robots.txt.</param>
public sealed class PageFetcher(PoliteClient client, IOptions<FetchingOptions> options, TimeProvider clock)
{
    private const string Accept = "text/html, application/xhtml+xml;q=0.9, */*;q=0.1";

    private readonly Exchange exchange = client.Exchange(options.Value with { MaxBodyBytes = options.Value.MaxPageBytes });
    private readonly RobotsFiles robots = new(client, options.Value, clock);

    /// <summary>The page, unconditionally, after redirects; what a robots.txt keeps from us fails as <c>robots</c>. Failures are values; only cancelling <paramref name="stop"/> throws.</summary>
    public async Task<FetchResult> FetchAsync(string url, CancellationToken stop)
    {
        var trail = new Trail();
        var question = new Question(Validators.None, Accept);
        return trail.Mark(await client.FollowAsync(exchange, url, question, trail, options.Value.MaxPageRedirects, AskAsync, stop));
    }

    /// <summary>Why robots.txt keeps this page from us, in one line, and whether its host means it so; null when it does not, or is not obeyed.</summary>
    public async Task<(string Problem, bool IsMeant)?> RefusalAsync(string url, CancellationToken stop)
    {
        if (!RequestUrl.Check(url).Succeeded(out var address, out var refused))
            return (refused.Problem, true);
        var leave = await AskAsync(address, stop);
        return leave.Refusal is { } refusal ? (refusal.Problem, leave.IsMeant) : null;
    }

    private async Task<Leave> AskAsync(Uri url, CancellationToken stop) =>
        options.Value.ObeyRobots ? await robots.AskAsync(url, stop) : default;
}
