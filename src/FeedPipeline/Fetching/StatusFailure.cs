using FeedPipeline.Polls;

namespace FeedPipeline.Fetching;

/// <summary>What a status without a document means.</summary>
internal static class StatusFailure
{
    /// <summary>The failure that the status stands for; null for 200 and 203, which carry a document.</summary>
    public static FetchResult.Failed? Of(int status, string host, TimeSpan? retryAfter) => status switch
    {
        200 or 203 => null,
        204 or 205 => new(PollOutcome.Empty, $"{host} answered {status} without a document: check that the URL is the feed's"),
        304 => new(PollOutcome.ProtocolError, $"{host} answered 304 although nothing was known of the document: tell the publisher if it stays"),
        401 => new(PollOutcome.Unauthorized, $"{host} asks for credentials (401): add them, or correct them"),
        403 => new(PollOutcome.Unauthorized, $"{host} refuses this client (403): ask the publisher, or state your contact in Fetching__UserAgent"),
        404 => new(PollOutcome.NotFound, $"{host} has nothing there (404): check the URL, the feed may have moved"),
        410 => new(PollOutcome.Gone, $"{host} took the feed away (410): remove it, or look for its successor"),
        429 => Later(status, host, retryAfter),
        503 when retryAfter is not null => Later(status, host, retryAfter),
        >= 500 => new(PollOutcome.Http5xx, $"{host} failed ({status}): it is polled again"),
        >= 400 => new(PollOutcome.Http4xx, $"{host} refused the request ({status}): check the URL"),
        _ => new(PollOutcome.ProtocolError, $"{host} answered {status}, which carries no feed: check the URL"),
    };

    private static FetchResult.Failed Later(int status, string host, TimeSpan? retryAfter)
    {
        var when = retryAfter is { } pause ? FormattableString.Invariant($"in {pause.TotalSeconds:0} s") : "later";
        return new(PollOutcome.RateLimited, $"{host} asks to come back {when} ({status}): poll it less often if it stays");
    }
}
