using FeedPipeline.Feeds;
using FeedPipeline.Polls;
using Microsoft.Extensions.Options;

namespace FeedPipeline.Fetching;

/// <summary>Asks for a feed's document: politely, conditionally, within every limit. One instance for the whole process.</summary>
/// <param name="client">The way every stranger is asked.</param>
/// <param name="network">Hears how requests end.</param>
/// <param name="options">Every limit.</param>
public sealed class FeedFetcher(PoliteClient client, NetworkWatch network, IOptions<FetchingOptions> options)
{
    /// <summary>Failures in a row after which https is tried where http does not answer.</summary>
    private const int FailuresUntilHttps = 2;

    private readonly Exchange exchange = client.Exchange(options.Value);

    /// <summary>Polls at a time.</summary>
    public int Concurrency => options.Value.Concurrency;

    /// <summary>What one host bears.</summary>
    public HostLimits Hosts => new(options.Value.PerHost, options.Value.HostDelay);

    /// <summary>How many of so many polls may begin now: fewer while the network is down or has just come back.</summary>
    public int Allowed(int polls) => network.Allowed(polls);

    /// <summary>Waits for the host's turn, asks, follows redirects. Failures are values; only cancelling <paramref name="stop"/> throws.</summary>
    public Task<FetchResult> FetchAsync(Feed feed, Validators validators, CancellationToken stop) =>
        FetchAsync(feed, validators, log: null, stop);

    /// <summary>The same; the connections that it takes are written into <paramref name="log"/>.</summary>
    public Task<FetchResult> FetchAsync(Feed feed, Validators validators, ConnectionLog? log, CancellationToken stop) =>
        AskAsync(feed.Url, Question.ForFeed(feed, validators, access: null) with { Log = log }, new Trail(), stop);

    /// <summary>The same for a poll, which also finds out validators that lie, https where http is dead, and outages of our own.</summary>
    public async Task<FetchResult> FetchAsync(ClaimedFeed claim, CancellationToken stop)
    {
        var isProbe = IsProbe(claim);
        var question = Question.ForFeed(claim.Feed, claim.Validators, claim.Access, holdsMemory: true);
        var asked = isProbe ? question with { Validators = claim.Validators with { ETag = null, LastModified = null } } : question;
        var trail = new Trail();
        var result = await AskAsync(claim.Feed.Url, asked, trail, stop);
        return result switch
        {
            FetchResult.Fetched fetched when isProbe => fetched with { ContradictsValidators = await StillUnmodifiedAsync(claim.Feed.Url, question with { HoldsMemory = false }, fetched, stop) },
            FetchResult.Failed failed when IsUnreachable(failed.Outcome) && SecureUrl(claim) is { } secure => await AskSecurelyAsync(secure, question, failed, stop),
            FetchResult.Failed failed => Blamed(failed),
            _ => result,
        };
    }

    /// <summary>Validators are left out now and then: a server that answers 304 for ever would hide everything that comes.</summary>
    private bool IsProbe(ClaimedFeed claim) =>
        FeedRequest.IsConditional(claim.Validators)
        && (claim.Unproved >= options.Value.ProbeAfterCount || claim.ClaimedAt - claim.ProvedAt >= options.Value.ProbeAfter);

    /// <summary>Whether the validators of the last document still earn a 304 although the document is another one.</summary>
    private async Task<bool> StillUnmodifiedAsync(string url, Question question, FetchResult.Fetched fetched, CancellationToken stop)
    {
        // Who holds memory waits for nobody's.
        fetched.Share?.Dispose();
        return await AskAsync(url, question, new Trail(), stop) is FetchResult.NotModified;
    }

    private async Task<FetchResult> AskSecurelyAsync(string secure, Question question, FetchResult.Failed failed, CancellationToken stop)
    {
        var trail = new Trail();
        trail.Add(new Redirect(0, secure));
        return await AskAsync(secure, question, trail, stop) is var result and not FetchResult.Failed ? result : Blamed(failed);
    }

    private async Task<FetchResult> AskAsync(string url, Question question, Trail trail, CancellationToken stop)
    {
        var result = await client.FollowAsync(exchange, url, question, trail, options.Value.MaxRedirects, stop);
        if (trail.Host is { } host)
            network.Note(host, (result as FetchResult.Failed)?.Outcome);
        return question.Access is { } access ? Quiet(trail.Mark(result), access) : trail.Mark(result);
    }

    /// <summary>A host that repeats what it was shown, in the address of a redirect, a validator or its document, must not write it into our tables and logs.</summary>
    private static FetchResult Quiet(FetchResult result, Access access)
    {
        return (result with { Hops = [.. result.Hops.Select(hop => hop.Without(access))] }) switch
        {
            FetchResult.Failed failed => failed with { Problem = access.Hide(failed.Problem) },
            FetchResult.Fetched fetched => fetched with
            {
                Validators = access.Hide(fetched.Validators),
                Document = fetched.Document with
                {
                    Body = access.Hide(fetched.Document.Body),
                    Url = Hidden(fetched.Document.Url),
                    ContentLocation = Hidden(fetched.Document.ContentLocation),
                    RobotsTag = Hidden(fetched.Document.RobotsTag),
                    TdmReservation = Hidden(fetched.Document.TdmReservation),
                },
            },
            FetchResult.SameBody same => same with { Validators = access.Hide(same.Validators) },
            FetchResult.NotModified unmodified => unmodified with { Validators = access.Hide(unmodified.Validators) },
            var quiet => quiet,
        };

        string? Hidden(string? text) => text is null ? null : access.Hide(text);
    }

    /// <summary>During an outage of our own, no feed is to blame.</summary>
    private FetchResult.Failed Blamed(FetchResult.Failed failed) => network.IsDown && IsUnreachable(failed.Outcome)
        ? failed with { Outcome = PollOutcome.Offline, Problem = $"nearly every host is out of reach, this one too ({failed.Problem}): check the network of this machine" }
        : failed;

    private static bool IsUnreachable(PollOutcome outcome) =>
        outcome is PollOutcome.DnsError or PollOutcome.ConnectError or PollOutcome.ConnectTimeout or PollOutcome.ConnectionReset;

    /// <summary>The same address by https, where http was dead for some polls or https answered before; null for all others.</summary>
    private static string? SecureUrl(ClaimedFeed claim)
    {
        if (!Uri.TryCreate(claim.Feed.Url, UriKind.Absolute, out var url) || url.Scheme != Uri.UriSchemeHttp || !url.IsDefaultPort)
            return null;

        var secure = new UriBuilder(url) { Scheme = Uri.UriSchemeHttps, Port = 443 }.Uri.AbsoluteUri;
        return claim.ConsecutiveFailures >= FailuresUntilHttps || claim.Moving?.To == secure ? secure : null;
    }
}
