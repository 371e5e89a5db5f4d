namespace FeedPipeline.Polls;

/// <summary>One attempt to fetch a feed, with its outcome. Attempts that found nothing extend one row for up to an hour.</summary>
public sealed record Poll
{
    /// <summary>Never reused; 0 before it is stored.</summary>
    public long Id { get; init; }

    /// <summary>The feed that was polled.</summary>
    public long FeedId { get; init; }

    /// <summary>Begin of the first attempt.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>Begin of the last attempt that this row counts.</summary>
    public DateTimeOffset LastAt { get; init; }

    /// <summary>Attempts that this row counts, from 1.</summary>
    public int Count { get; init; } = 1;

    /// <summary>How it ended.</summary>
    public PollOutcome Outcome { get; init; }

    /// <summary>Status of the last response; null when none came.</summary>
    public int? HttpStatus { get; init; }

    /// <summary>Body bytes on the wire, of the last attempt.</summary>
    public long BytesWire { get; init; }

    /// <summary>Body bytes after decoding, of the last attempt.</summary>
    public long BytesBody { get; init; }

    /// <summary>Milliseconds from request to verdict, of the last attempt.</summary>
    public int ElapsedMs { get; init; }

    /// <summary>Items in the document.</summary>
    public int Items { get; init; }

    /// <summary>Articles that were new to us.</summary>
    public int New { get; init; }

    /// <summary>Articles whose content changed.</summary>
    public int Revised { get; init; }

    /// <summary>Addresses a redirect led through, in order; empty without redirect.</summary>
    public IReadOnlyList<string> Hops { get; init; } = [];

    /// <summary>Repairs that reading made to the document.</summary>
    public int Repairs { get; init; }

    /// <summary>One line for whoever is called: what happened and what to do; null when all went well. At most 300 characters.</summary>
    public string? Detail { get; init; }

    /// <summary>True when a good answer brought nothing new.</summary>
    public bool FoundNothing => Outcome is PollOutcome.Unchanged or PollOutcome.NotModified;

    /// <summary>True when there was no good answer.</summary>
    public bool Failed => Outcome is not (PollOutcome.Stored or PollOutcome.Unchanged or PollOutcome.NotModified);

    /// <summary>True when the feed is to blame: neither a host that asks for patience nor an outage of our own.</summary>
    public bool CountsAsFailure => Failed && Outcome is not (PollOutcome.RateLimited or PollOutcome.Offline or PollOutcome.Busy);
}
