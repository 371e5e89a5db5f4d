using FeedPipeline.Articles;
using FeedPipeline.Documents;
using FeedPipeline.Events;
using FeedPipeline.Feeds;

namespace FeedPipeline.Polls;

/// <summary>All that one poll leaves behind; stored in one commit or not at all.</summary>
public sealed record CompletedPoll
{
    /// <summary>Two polls that say the same are still two.</summary>
    public bool Equals(CompletedPoll? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

    /// <summary>The claim it ran under.</summary>
    public required ClaimedFeed Claim { get; init; }

    /// <summary>The record of the attempt.</summary>
    public required Poll Poll { get; init; }

    /// <summary>When the feed is due next.</summary>
    public required Due Due { get; init; }

    /// <summary>When the feed publishes, as learned with this poll; null leaves what was known.</summary>
    public Pulse? Pulse { get; init; }

    /// <summary>Which fields its articles have, as learned with this poll; null leaves what was known.</summary>
    public Completeness? Completeness { get; init; }

    /// <summary>What makes the next request conditional; null leaves the old ones.</summary>
    public Validators? Validators { get; init; }

    /// <summary>True when the server sent a whole document, whatever was in it; false after a 304 or a failure.</summary>
    public bool IsProof { get; init; }

    /// <summary>The server's validators said that nothing changed while something had: they are not used for a while.</summary>
    public bool ValidatorsLie { get; init; }

    /// <summary>What the publisher asks for; null leaves what was known.</summary>
    public Rhythm? Rhythm { get; init; }

    /// <summary>The move that the server announces, after this poll.</summary>
    public Relocation? Moving { get; init; }

    /// <summary>The feed's address from now on; null leaves it.</summary>
    public string? MovesTo { get; init; }

    /// <summary>Whom to leave alone for a while; null for nobody.</summary>
    public HostPause? Pause { get; init; }

    /// <summary>The document; null when none was read.</summary>
    public FeedDocument? Document { get; init; }

    /// <summary>Items that were listed before with the same content.</summary>
    public IReadOnlyList<WindowEntry> Unchanged { get; init; } = [];

    /// <summary>What became of all other items that went into the article table.</summary>
    public IReadOnlyList<Verdict> Verdicts { get; init; } = [];

    /// <summary>What became of items that only older documents list: pages that lead back from this one, or a document that is read again.
    /// They are stored like all others, but count as gone from the feed.</summary>
    public IReadOnlyList<Verdict> Past { get; init; } = [];

    /// <summary>Every verdict, and whether only an older document lists the item.</summary>
    public IEnumerable<(Verdict Verdict, bool IsPast)> AllVerdicts =>
        Verdicts.Select(verdict => (verdict, false)).Concat(Past.Select(verdict => (verdict, true)));

    /// <summary>Documents that brought something, for the archive; the newest page first. Empty where nothing is kept.</summary>
    public IReadOnlyList<ArchivedDocument> Archived { get; init; } = [];

    /// <summary>Of a document that is read again: when it was fetched; null for now.</summary>
    public ReadAgain? Again { get; init; }

    /// <summary>Names of the listed items in document order, as the window knows them.</summary>
    public IReadOnlyList<long> Order { get; init; } = [];

    /// <summary>How the feed's items are told apart; null while there were none.</summary>
    public IdentityPolicy? Identity { get; init; }

    /// <summary>The publisher changed what the items are known by, of nearly all at once.</summary>
    public bool IsShift { get; init; }

    /// <summary>Keys that articles of the feed's past get, because its policy is another one than before.</summary>
    public IReadOnlyList<(ArticleKey Key, long ArticleId)> Rekeyed { get; init; } = [];

    /// <summary>Articles that the publisher took out of the feed before their time.</summary>
    public IReadOnlyList<long> Withdrawn { get; init; } = [];

    /// <summary>What the addresses say about query parameters.</summary>
    public IReadOnlyList<SeenParameter> Parameters { get; init; } = [];

    /// <summary>Items that are kept out, each with its reason; those of the last document too.</summary>
    public IReadOnlyList<(IdentifiedItem Item, string Reason)> Quarantined { get; init; } = [];

    /// <summary>What an operator should know of it.</summary>
    public IReadOnlyList<EventNote> Events { get; init; } = [];

    /// <summary>Items that leave the quarantine with this, by their own keys.</summary>
    public IReadOnlyList<Guid> Released { get; init; } = [];

    /// <summary>A hub that the document names; null when it names none, or hubs are not asked.</summary>
    public PushOffer? Push { get; init; }

    /// <summary>The document names no hub any more.</summary>
    public bool PushEnded { get; init; }

    /// <summary>Set when the poll found what the feed's hub should have told: how often in a row that may be.</summary>
    public int? MissesAllowed { get; init; }

    /// <summary>The document was not asked for: a hub delivered it.</summary>
    public bool IsPush { get; init; }

    /// <summary>No poll, but an operator's release, or a document that is read again: record and schedule stay as they are.</summary>
    public bool IsRelease { get; init; }
}

/// <summary>When a document that is read again was fetched.</summary>
/// <param name="FirstSeenAt">First.</param>
/// <param name="StatedAt">When it last was the publisher's word.</param>
public sealed record ReadAgain(DateTimeOffset FirstSeenAt, DateTimeOffset StatedAt);

/// <summary>How the store took a poll.</summary>
public enum SaveResult
{
    /// <summary>Committed.</summary>
    Saved,

    /// <summary>Another claim is current, or this poll was stored before: nothing was written.</summary>
    Stale,

    /// <summary>Another poll stored one of its articles in the meantime: look up, judge and save again.</summary>
    Overtaken,
}
