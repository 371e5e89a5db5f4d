namespace FeedPipeline.Feeds;

/// <summary>A feed with how it fares: a row of the view <c>feed</c>.</summary>
public sealed class FeedStatus
{
    /// <summary>Never reused.</summary>
    public long Id { get; init; }

    /// <summary>Unique.</summary>
    public required string Name { get; init; }

    /// <summary>Where the document is requested.</summary>
    public required string Url { get; init; }

    /// <summary>The site; null until the first document.</summary>
    public string? SiteUrl { get; init; }

    /// <summary>The feed's own title.</summary>
    public string? Title { get; init; }

    /// <summary>Format of the last document that could be read.</summary>
    public string? Format { get; init; }

    /// <summary>BCP 47, as the feed states it.</summary>
    public string? Language { get; init; }

    /// <summary><c>adaptive</c>, <c>adaptive within 10m</c>, <c>every 15m</c> or <c>cron …</c>.</summary>
    public required string Schedule { get; init; }

    /// <summary><c>auto</c>, <c>always</c> or <c>never</c>.</summary>
    public required string FullText { get; init; }

    /// <summary>The operator's labels.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Set while paused.</summary>
    public DateTimeOffset? PausedAt { get; init; }

    /// <summary>When it was configured.</summary>
    public DateTimeOffset AddedAt { get; init; }

    /// <summary>Begin of the last poll; null before the first.</summary>
    public DateTimeOffset? LastPollAt { get; init; }

    /// <summary>How the last poll ended; null before the first.</summary>
    public string? LastOutcome { get; init; }

    /// <summary>Failed polls since the last good one.</summary>
    public int ConsecutiveFailures { get; init; }

    /// <summary>When it is due next; null while only an operator or the calendar makes it due.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Why then.</summary>
    public required string DueReason { get; init; }

    /// <summary>Items a day over the last 14 days; null before the first article.</summary>
    public double? ItemsPerDay { get; init; }

    /// <summary>Seconds from publication to first sight that 95 % of its last 200 articles stay within; null where no date of theirs can tell.</summary>
    public double? FreshnessP95 { get; init; }

    /// <summary>What its items are told apart by: <c>guid</c>, <c>link</c>, <c>link_date</c>, <c>title_date</c> or <c>text</c>; null before the first document.</summary>
    public string? Identity { get; init; }

    /// <summary>Why.</summary>
    public string? IdentityReason { get; init; }

    /// <summary>Since when.</summary>
    public DateTimeOffset? IdentityAt { get; init; }

    /// <summary>Hours in which it is left alone: <c>22:00-06:00 Europe/Berlin</c>; null without.</summary>
    public string? Quiet { get; init; }

    /// <summary>The same as <see cref="FreshnessP95"/> of half of them.</summary>
    public double? FreshnessP50 { get; init; }

    /// <summary>Seconds within which 95 % are to be seen; null without a target.</summary>
    public double? FreshnessTarget { get; init; }

    /// <summary>Share of those with a usable date that were seen within the target; 0 to 1, null without a target or a date.</summary>
    public double? FreshnessShare { get; init; }

    /// <summary>Share of its last 200 articles whose date can tell; the freshness of all others is unknown. Null before the first.</summary>
    public double? FreshnessKnown { get; init; }
}
