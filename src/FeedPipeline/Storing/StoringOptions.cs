using System.ComponentModel.DataAnnotations;

namespace FeedPipeline.Storing;

/// <summary>How polls are written, and how long their records stay. Section <c>Storing</c>.</summary>
public sealed class StoringOptions
{
    /// <summary>Polls written in one transaction at most; 1 to 2,000.</summary>
    [Range(1, 2000)]
    public int BatchSize { get; init; } = 500;

    /// <summary>How long polls that found nothing are gathered, so that many are written in one statement; 0 to 1 second.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:01", ParseLimitsInInvariantCulture = true)]
    public TimeSpan Gathering { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>Polls that may wait to be written before pollers wait too; 1 to 10,000.</summary>
    [Range(1, 10_000)]
    public int QueueSize { get; init; } = 1000;

    /// <summary>Tries of one transaction while the database is out of reach, with growing pauses; 1 to 20.</summary>
    [Range(1, 20)]
    public int Retries { get; init; } = 5;

    /// <summary>Longest statement; 1 second to 10 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan StatementTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long records of polls are kept; 1 day to 10 years.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan KeepPolls { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Whether articles can be searched by their words; off saves its cost.</summary>
    public bool Search { get; init; } = true;

    /// <summary>Characters of a field whose words can be searched, from its beginning; 1,000 to 100,000.</summary>
    [Range(1000, 100_000)]
    public int SearchCharacters { get; init; } = 100_000;

    /// <summary>How long articles are kept after the last feed dropped them; 1 day to 10 years, null for ever. A feed may say otherwise.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan? KeepArticles { get; init; }

    /// <summary>How many articles of each feed are kept, the newest; 1 to 100 million, null for all. A feed may say otherwise.</summary>
    [Range(1, 100_000_000)]
    public int? KeepArticlesPerFeed { get; init; }

    /// <summary>How long an article is kept after the last feed dropped it, whatever its number; 1 hour to 1 year. Feeds list again what they dropped a while ago, and it should not be new then.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "365.00:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan KeepUnlisted { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How long earlier states of articles are kept; 1 day to 10 years, null for as long as the article.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan? KeepRevisions { get; init; }

    /// <summary>How long the change log reaches back; 1 day to 10 years. A consumer that did not read for longer has to begin anew.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan KeepChanges { get; init; } = TimeSpan.FromDays(90);

    /// <summary>How long events that are over are kept, and the log of stories; 1 day to 10 years.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan KeepEvents { get; init; } = TimeSpan.FromDays(365);
}
