using System.Collections.Concurrent;
using System.Text;
using FeedPipeline.Feeds;
using FeedPipeline.Polls;

namespace FeedPipeline.Fetching;

/// <summary>The robots.txt of every origin that was asked for pages, for a day each (RFC 9309 section 2.4).</summary>
internal sealed class RobotsFiles(PoliteClient client, FetchingOptions options, TimeProvider clock)
{
    private const int MaxOrigins = 10_000;
    private const int MaxFileBytes = 512 * 1024;
    private const int MaxRedirects = 5;

    private static readonly TimeSpan KeepFor = TimeSpan.FromHours(24);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromHours(1);
    private static readonly Question Question = new(Validators.None, "text/plain, */*;q=0.1");

    private readonly string product = options.UserAgent.Split('/', ' ')[0];
    private readonly Exchange exchange = client.Exchange(options with { MaxBodyBytes = MaxFileBytes });
    private readonly ConcurrentDictionary<string, Entry> known = new();

    /// <summary>Whether a page may be asked for, and how long after the one before it.</summary>
    public async Task<Leave> AskAsync(Uri url, CancellationToken stop)
    {
        var rules = await RulesAsync(url, stop);
        if (rules is null)
            return Refused($"robots.txt of {url.Authority} cannot be read: its pages are left alone until it can", isMeant: false);
        if (!rules.Allows(url.PathAndQuery))
            return Refused($"robots.txt of {url.Authority} asks to leave this page alone: use the feed's own text", isMeant: true);
        return rules.Delay > options.MaxCrawlDelay
            ? Refused($"{url.Authority} wants more time between two pages than Fetching__MaxCrawlDelay: use the feed's own text", isMeant: true)
            : new Leave(Refusal: null, rules.Delay ?? TimeSpan.Zero);
    }

    private async Task<RobotsRules?> RulesAsync(Uri url, CancellationToken stop)
    {
        var origin = Access.OriginOf(url);
        var now = clock.GetUtcNow();
        if (known.TryGetValue(origin, out var entry) && entry.Until > now)
            return entry.Rules;

        if (known.Count >= MaxOrigins)
        {
            foreach (var (old, _) in known.Where(other => other.Value.Until <= now).DefaultIfEmpty(known.First()))
                known.TryRemove(old, out _);
        }

        var rules = await FetchAsync(origin + "/robots.txt", stop);
        known[origin] = new Entry(rules, now + (rules is null ? RetryAfter : KeepFor));
        return rules;
    }

    /// <summary>A missing file forbids nothing; one that cannot be reached forbids all (section 2.3.1).</summary>
    private async Task<RobotsRules?> FetchAsync(string url, CancellationToken stop)
    {
        var trail = new Trail();
        return await client.FollowAsync(exchange, url, Question, trail, MaxRedirects, stop) switch
        {
            FetchResult.Fetched { Document.Body: var body } => RobotsRules.Parse(Encoding.UTF8.GetString(body.Span), product),
            FetchResult.Failed { Outcome: PollOutcome.TooLarge } => RobotsRules.AllowAll,
            _ when trail.HttpStatus is >= 300 and < 500 and not 429 => RobotsRules.AllowAll,
            _ => null,
        };
    }

    private static Leave Refused(string problem, bool isMeant) => new(new FetchResult.Failed(PollOutcome.Robots, problem), TimeSpan.Zero, isMeant);

    private sealed record Entry(RobotsRules? Rules, DateTimeOffset Until);
}
