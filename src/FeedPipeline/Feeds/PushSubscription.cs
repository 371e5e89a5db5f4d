namespace FeedPipeline.Feeds;

/// <summary>A hub that is to tell of a feed's news (W3C WebSub).</summary>
public sealed class PushSubscription
{
    /// <summary>The feed; it has one subscription at most.</summary>
    public long FeedId { get; init; }

    /// <summary>The hub as the feed names it.</summary>
    public required string Hub { get; init; }

    /// <summary>The address that the feed calls its own: what the hub knows it by.</summary>
    public required string Topic { get; init; }

    /// <summary>Last part of the callback's address, which only the hub is told.</summary>
    public required string Token { get; init; }

    /// <summary>Key of the signatures (section 8), which only the hub is told.</summary>
    public required string Secret { get; init; }

    /// <summary>How it stands.</summary>
    public PushState State { get; init; }

    /// <summary>When the hub stops telling unless it is asked again; null before it agreed.</summary>
    public DateTimeOffset? LeaseUntil { get; init; }

    /// <summary>Since when the hub has been telling; null before it agreed.</summary>
    public DateTimeOffset? VerifiedAt { get; init; }

    /// <summary>When it last told; null before the first time.</summary>
    public DateTimeOffset? LastPushAt { get; init; }

    /// <summary>Polls in a row that found news which it had not told.</summary>
    public int Missed { get; init; }

    /// <summary>How often it was asked since it last agreed.</summary>
    public int Asked { get; init; }

    /// <summary>When it is asked next.</summary>
    public DateTimeOffset NextTryAt { get; init; }

    /// <summary>What went wrong last, in one line; null when nothing did.</summary>
    public string? Detail { get; init; }
}

/// <summary>How a subscription stands.</summary>
public enum PushState
{
    /// <summary>The feed names a hub, which was not asked yet.</summary>
    Wanted,

    /// <summary>The hub was asked and has not agreed yet.</summary>
    Asked,

    /// <summary>The hub agreed.</summary>
    Active,

    /// <summary>The hub refused.</summary>
    Denied,

    /// <summary>Polling kept finding what the hub had missed: it is not believed for a month.</summary>
    Ignored,
}

/// <summary>A hub that a document names.</summary>
/// <param name="Hub">Its address.</param>
/// <param name="Topic">What it knows the feed by.</param>
public sealed record PushOffer(string Hub, string Topic);
