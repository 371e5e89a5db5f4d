using FeedPipeline.Documents;
using FeedPipeline.Feeds;
using FeedPipeline.Polls;

namespace FeedPipeline.Fetching;

/// <summary>What came of asking for a feed's document.</summary>
public abstract record FetchResult
{
    private FetchResult()
    {
    }

    /// <summary>Status of the last response; null when none came.</summary>
    public int? HttpStatus { get; init; }

    /// <summary>Body bytes on the wire, of the last response.</summary>
    public long BytesWire { get; init; }

    /// <summary>Body bytes after decoding, of the last response.</summary>
    public long BytesBody { get; init; }

    /// <summary>Addresses that redirects led to, in order; empty without redirect.</summary>
    public IReadOnlyList<Redirect> Hops { get; init; } = [];

    /// <summary>How long the server asks to be left alone (RFC 9110 section 10.2.3), at most 24 hours; null when it does not.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>How long the document stays fresh (RFC 9111 section 4.2), at most 24 hours: a hint for the schedule; null when not stated.</summary>
    public TimeSpan? MaxAge { get; init; }

    /// <summary>A document came whose bytes differ from the last ones.</summary>
    /// <param name="Document">The body, decoded, and what the transport said about it.</param>
    /// <param name="Validators">For the next request; to be stored in the commit that stores the document's articles.</param>
    public sealed record Fetched(FetchedDocument Document, Validators Validators) : FetchResult
    {
        /// <summary>The server still answers 304 to the validators of the document before this one: whoever believes it misses what changed.</summary>
        public bool ContradictsValidators { get; init; }

        /// <summary>What the body takes of <c>Fetching:BodyMemory</c>, held until a poll gives it back; null for a small body, and for all that is no poll.</summary>
        public IDisposable? Share { get; init; }
    }

    /// <summary>A document came with the same bytes as the last one.</summary>
    /// <param name="Validators">For the next request; they may be new although the bytes are not.</param>
    public sealed record SameBody(Validators Validators) : FetchResult;

    /// <summary>304: the server says nothing changed.</summary>
    /// <param name="Validators">For the next request.</param>
    public sealed record NotModified(Validators Validators) : FetchResult;

    /// <summary>No document came.</summary>
    /// <param name="Outcome">What kind of failure.</param>
    /// <param name="Problem">One line for an operator: what, where, what to do; at most 300 characters.</param>
    public sealed record Failed(PollOutcome Outcome, string Problem) : FetchResult
    {
        /// <summary>One line for an operator: what, where, what to do; at most 300 characters.</summary>
        public string Problem { get; init; } = OneLine.Of(Problem);
    }
}

/// <summary>A redirect that was followed.</summary>
/// <param name="Status">301, 302, 303, 307 or 308; 0 when https was tried because http was dead.</param>
/// <param name="Url">Where it led.</param>
public sealed record Redirect(int Status, string Url)
{
    /// <summary>301 or 308: the publisher asks to use the new address from now on. https instead of a dead http is as good. An address that repeats a credential is nothing to remember.</summary>
    public bool IsPermanent => !RepeatsSecret && Status is (0 or 301 or 308);

    /// <summary>The address repeated what its host had been shown; it was taken out of <see cref="Url"/>.</summary>
    public bool RepeatsSecret { get; private init; }

    /// <summary>The same without the values of these headers.</summary>
    internal Redirect Without(Feeds.Access access) => access.Hide(Url) is var quiet && quiet != Url ? this with { Url = quiet, RepeatsSecret = true } : this;

    /// <summary>As it is recorded: <c>301 https://example.com/feed</c>.</summary>
    public override string ToString() => Status == 0 ? $"https {Url}" : FormattableString.Invariant($"{Status} {Url}");
}
