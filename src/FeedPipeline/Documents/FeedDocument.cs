namespace FeedPipeline.Documents;

/// <summary>A feed as its publisher wrote it. Reading cannot fail: what was wrong travels in <see cref="Problems"/>.</summary>
public sealed record FeedDocument
{
    /// <summary>One of <c>rss0.90 … rss2.0, rss, rss1.0, atom0.3, atom1.0, atom, json1.0, json1.1, cdf, sitemap-news</c>;
    /// null when the bytes are not a feed, and then the first problem says what they are.</summary>
    public string? Format { get; init; }

    /// <summary>Title as HTML; null when the feed has none.</summary>
    public string? Title { get; init; }

    /// <summary>Absolute address of the site, where a base is known.</summary>
    public string? Link { get; init; }

    /// <summary>Description or subtitle as HTML.</summary>
    public string? Description { get; init; }

    /// <summary>BCP 47, as stated.</summary>
    public string? Language { get; init; }

    /// <summary>When the publisher says it last changed.</summary>
    public StatedDate? Updated { get; init; }

    /// <summary>Licence or notice for the whole feed (RSS <c>copyright</c>, Atom <c>rights</c>), as HTML.</summary>
    public string? Rights { get; init; }

    /// <summary>How often the publisher asks to be polled (RSS <c>ttl</c>, <c>sy:updatePeriod</c>); null when it does not say.</summary>
    public TimeSpan? UpdateInterval { get; init; }

    /// <summary>Hours of the day, UTC, in which the publisher asks not to be polled (RSS <c>skipHours</c>), 0 to 23; empty when not stated.</summary>
    public IReadOnlyList<int> SkippedHours { get; init; } = [];

    /// <summary>Days on which the publisher asks not to be polled (RSS <c>skipDays</c>); empty when not stated.</summary>
    public IReadOnlyList<DayOfWeek> SkippedDays { get; init; } = [];

    /// <summary>Address that the feed calls its own (<c>link rel=self</c>, JSON <c>feed_url</c>): the topic of its hubs.</summary>
    public string? SelfUrl { get; init; }

    /// <summary>WebSub hubs that tell of changes (<c>link rel=hub</c>, JSON <c>hubs</c>), in document order.</summary>
    public IReadOnlyList<string> HubUrls { get; init; } = [];

    /// <summary>The following page of a paged feed (RFC 5005 section 3 <c>next</c>, JSON <c>next_url</c>); null on the last one.</summary>
    public string? NextPageUrl { get; init; }

    /// <summary>The archive with the items before these (RFC 5005 section 4 <c>prev-archive</c>); null when there is none.</summary>
    public string? PreviousArchiveUrl { get; init; }

    /// <summary>True for an archive document, which never changes (RFC 5005 section 4 <c>fh:archive</c>).</summary>
    public bool IsArchive { get; init; }

    /// <summary>Where the publisher says the feed has moved (<c>itunes:new-feed-url</c>); null when it has not.</summary>
    public string? NewFeedUrl { get; init; }

    /// <summary>Items in document order.</summary>
    public IReadOnlyList<FeedItem> Items { get; init; } = [];

    /// <summary>Feeds that an HTML page offers (<c>link rel=alternate</c>); empty for a feed.</summary>
    public IReadOnlyList<LinkedFeed> LinkedFeeds { get; init; } = [];

    /// <summary>True for an HTML page that came instead of a feed.</summary>
    public bool IsPage { get; init; }

    /// <summary>What was repaired or left out, in document order.</summary>
    public IReadOnlyList<Problem> Problems { get; init; } = [];

    /// <summary>False when the document ended early: items may be missing that the publisher still lists.</summary>
    public bool IsComplete { get; init; } = true;
}
