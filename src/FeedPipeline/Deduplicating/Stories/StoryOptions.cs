using System.ComponentModel.DataAnnotations;

namespace FeedPipeline.Deduplicating.Stories;

/// <summary>When articles count as being about the same event. Section <c>Stories</c>. The defaults were measured on labelled reports in six languages.</summary>
public sealed class StoryOptions
{
    /// <summary>Whether stories are told apart. Default true; false saves the cost, and what has a story keeps it.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>How long after its latest report a story may go on; 1 hour to 60 days. Default 7 days.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "60.00:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan Window { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Time without a report after which a story is half as attractive; 1 hour to 60 days. Default 5 days.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "60.00:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan HalfLife { get; init; } = TimeSpan.FromDays(5);

    /// <summary>Time in which how often a word occurs is half forgotten; 1 to 365 days. Default 30 days.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "365.00:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan WordHalfLife { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How long an article's page may be waited for before it is judged by its summary; 0 to 1 day. Default 2 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan Settle { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Articles that a language needs before any is judged: before, no word is known to be common. 1 to 10,000. Default 100.</summary>
    [Range(1, 10_000)]
    public int MinDocuments { get; init; } = 100;

    /// <summary>How long articles of a rarer language wait for more; 0 to 7 days. Default 6 hours.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "7.00:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan Patience { get; init; } = TimeSpan.FromHours(6);

    /// <summary>Likeness from which on a report belongs to a story. Default 0.20.</summary>
    [Range(0.05, 1)]
    public double Join { get; init; } = 0.20;

    /// <summary>Likeness from which on two stories are one. Default 0.45.</summary>
    [Range(0.05, 1)]
    public double Merge { get; init; } = 0.45;

    /// <summary>Likeness to all its other reports below which a report leaves its story. Default 0.10.</summary>
    [Range(0.01, 1)]
    public double Split { get; init; } = 0.10;

    /// <summary>Terms that a report and a story share at least. Default 4.</summary>
    [Range(1, 50)]
    public int MinShared { get; init; } = 4;

    /// <summary>Words of a text that are looked at. Default 300.</summary>
    [Range(20, 10_000)]
    public int MaxWords { get; init; } = 300;

    /// <summary>Terms of a report that count, the heaviest. Default 60.</summary>
    [Range(10, 500)]
    public int ReportTerms { get; init; } = 60;

    /// <summary>Terms of a story that are kept, the heaviest. Default 120.</summary>
    [Range(10, 1_000)]
    public int ThreadTerms { get; init; } = 120;

    /// <summary>Articles judged in one go. Default 500.</summary>
    [Range(1, 5_000)]
    public int BatchSize { get; init; } = 500;
}
