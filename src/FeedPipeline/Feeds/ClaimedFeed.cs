using FeedPipeline.Articles;

namespace FeedPipeline.Feeds;

/// <summary>A feed that this process may poll until its lease ends, with what the last poll left behind.</summary>
public sealed record ClaimedFeed
{
    /// <summary>The feed.</summary>
    public required Feed Feed { get; init; }

    /// <summary>Number of this claim; a poll is only stored while it is still the feed's latest.</summary>
    public required long Fence { get; init; }

    /// <summary>The claim's time by the database's clock, the only one that scheduling trusts.</summary>
    public required DateTimeOffset ClaimedAt { get; init; }

    /// <summary>When it was due; <see cref="DateTimeOffset.MaxValue"/> when only an operator or the calendar makes it due.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>Interval that the last poll chose; null before the first.</summary>
    public TimeSpan? Interval { get; init; }

    /// <summary>Begin of the last poll, however it went; null before the first.</summary>
    public DateTimeOffset? LastPollAt { get; init; }

    /// <summary>When the feed publishes, as learned so far; null before the first news.</summary>
    public Pulse? Pulse { get; init; }

    /// <summary>Which fields its articles have, as they are kept; empty before the first. Only news asks, so nobody else unpacks them.</summary>
    public ReadOnlyMemory<byte> Completeness { get; init; }

    /// <summary>Failed polls since the last good one.</summary>
    public int ConsecutiveFailures { get; init; }

    /// <summary>Workers in a row that died with it in hand; 0 since a poll that ended, however it did.</summary>
    public int Deaths { get; init; }

    /// <summary>What makes the next request conditional.</summary>
    public Validators Validators { get; init; } = Validators.None;

    /// <summary>Whether a hub tells of its news, so that it may be polled less often.</summary>
    public bool IsPushed { get; init; }

    /// <summary>When the server last sent a whole document; null before the first.</summary>
    public DateTimeOffset? ProvedAt { get; init; }

    /// <summary>Answers 304 since then.</summary>
    public int Unproved { get; init; }

    /// <summary>True while the server's validators are not used, because they lied.</summary>
    public bool DistrustsValidators { get; init; }

    /// <summary>What the publisher asks for.</summary>
    public Rhythm Rhythm { get; init; } = Rhythm.None;

    /// <summary>The move that the server announces; null when it does not.</summary>
    public Relocation? Moving { get; init; }

    /// <summary>Credentials and headers of this feed; null without.</summary>
    public Access? Access { get; init; }

    /// <summary>How long to wait before asking, so that polls of one host keep their distance.</summary>
    public TimeSpan StartsIn { get; init; }

    /// <summary>What the last document listed.</summary>
    public Window Window { get; init; } = Window.Empty;

    /// <summary>How its items are told apart; null before the first document.</summary>
    public IdentityPolicy? Identity { get; init; }

    /// <summary>What its first articles taught about its texts.</summary>
    public FullTextLesson Lesson { get; init; }
}

/// <summary>When a feed is polled next, and why then.</summary>
/// <param name="At">By the database's clock; <see cref="DateTimeOffset.MaxValue"/> for "when the calendar says so".</param>
/// <param name="Reason">One line for an operator: base, hints, back-off.</param>
/// <param name="Interval">The interval behind it, kept for the next decision; null when the calendar decides.</param>
public sealed record Due(DateTimeOffset At, string Reason, TimeSpan? Interval);
