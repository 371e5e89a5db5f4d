using System.Text.Json.Serialization;

namespace FeedPipeline.Events;

/// <summary>Something an operator should know: opened once, counted while it lasts, closed when it is over.</summary>
public sealed class Event
{
    /// <summary>Never reused.</summary>
    public long Id { get; init; }

    /// <summary>The feed it is about; null when it is about a webhook.</summary>
    public long? FeedId { get; init; }

    /// <summary>The webhook it is about; null when it is about a feed.</summary>
    public long? WebhookId { get; init; }

    /// <summary>What it is.</summary>
    public EventKind Kind { get; init; }

    /// <summary>What happened last and what to do, in one line.</summary>
    public required string Detail { get; init; }

    /// <summary>When it was first noticed.</summary>
    public DateTimeOffset OpenedAt { get; init; }

    /// <summary>When it was last noticed.</summary>
    public DateTimeOffset LastAt { get; init; }

    /// <summary>How often it was noticed.</summary>
    public int Count { get; init; }

    /// <summary>When it was over, or an operator closed it; null while it lasts.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>What of it was told: 0 nothing, 1 that it opened, 2 that it is over.</summary>
    [JsonIgnore]
    public int Told { get; init; }

    /// <summary>When it is told again, because a webhook did not take it; null when nothing failed.</summary>
    [JsonIgnore]
    public DateTimeOffset? TellAt { get; init; }
}

/// <summary>What an event is about. A feed or webhook has at most one open event of a kind.</summary>
public enum EventKind
{
    /// <summary>Polls keep failing.</summary>
    Broken,

    /// <summary>The publisher says that the feed is gone (410).</summary>
    Gone,

    /// <summary>Items are kept in quarantine.</summary>
    Quarantined,

    /// <summary>The feed's hub missed what polling found, and is not believed any more.</summary>
    HubIgnored,

    /// <summary>The feed's document is gone, and its site was searched for another place.</summary>
    NewPlace,

    /// <summary>The feed's stored address followed permanent redirects.</summary>
    Moved,

    /// <summary>The server answers 304 although the document changed.</summary>
    ValidatorsLie,

    /// <summary>Something else is published at the feed's address, as after its domain was sold; it is kept out.</summary>
    ContentShift,

    /// <summary>The publisher's guids or addresses do not identify items as they should, or all changed at once.</summary>
    Identity,

    /// <summary>Pages name the address of another article as their own.</summary>
    Canonical,

    /// <summary>A webhook does not take changes, is gone, or fell behind the log.</summary>
    WebhookFailing,

    /// <summary>A document listed nothing of what the one before it listed: items may have been missed.</summary>
    Gap,

    /// <summary>Workers died while they polled it, several in a row and the last one with nothing else in hand: it is paused.</summary>
    Poison,

    /// <summary>The feed answers, but has had nothing new for much longer than it used to.</summary>
    Quiet,

    /// <summary>New articles lack a field that they used to have.</summary>
    Drifting,
}

/// <summary>What a poll has to say about an event.</summary>
/// <param name="Kind">Which one.</param>
/// <param name="Detail">One line for an operator; null when the event is over.</param>
public sealed record EventNote(EventKind Kind, string? Detail);
