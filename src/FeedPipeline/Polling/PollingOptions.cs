using System.ComponentModel.DataAnnotations;

namespace FeedPipeline.Polling;

/// <summary>When feeds are polled. Section <c>Polling</c>.</summary>
public sealed class PollingOptions : IValidatableObject
{
    /// <summary>Shortest adaptive interval; 10 seconds to 1 day.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan MinInterval { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Longest adaptive interval; 1 minute to 30 days.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan MaxInterval { get; init; } = TimeSpan.FromHours(12);

    /// <summary>
    /// What an adaptive poll must save to be worth its request, in items that are late by a quarter of an hour; 0.001 to 10,000.
    /// At 0.1, feeds like those of the benchmarks are polled 30 times a day in the mean; three times as much halves that.
    /// </summary>
    [Range(0.001, 10_000.0)]
    public double RequestPrice { get; init; } = 0.1;

    /// <summary>Longest pause after failures; 1 minute to 30 days. A feed is never given up.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan MaxBackoff { get; init; } = TimeSpan.FromDays(1);

    /// <summary>How many times longer the adaptive interval is while a hub tells of news; 1 to 100. Never longer than <see cref="MaxInterval"/>.</summary>
    [Range(1.0, 100.0)]
    public double PushedStretch { get; init; } = 8;

    /// <summary>New and changed items of a document that one poll takes in, the newest first; the rest comes with the next polls. 1 to 100,000.</summary>
    [Range(1, 100_000)]
    public int ItemsPerPoll { get; init; } = 2_000;

    /// <summary>Pages that are followed back from a document that lists nothing of what the last one listed; 0 to 100.</summary>
    [Range(0, 100)]
    public int GapPages { get; init; } = 10;

    /// <summary>Pages that are followed back when an operator asks for a feed's history; 0 to 10,000.</summary>
    [Range(0, 10_000)]
    public int HistoryPages { get; init; } = 500;

    /// <summary>Items of all pages that are followed in one poll; 1 to 1,000,000.</summary>
    [Range(1, 1_000_000)]
    public int PageItems { get; init; } = 20_000;

    /// <summary>Bytes of all pages that are followed in one poll; 1 MB to 1 GB.</summary>
    [Range(1024L * 1024, 1024L * 1024 * 1024)]
    public long PageBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>Whether pages on other hosts than the feed's are followed too.</summary>
    public bool PagesOnOtherHosts { get; init; }

    /// <summary>Permanent redirects to one address in a row until a feed's stored address follows them; 1 to 100.</summary>
    [Range(1, 100)]
    public int RedirectsUntilMove { get; init; } = 3;

    /// <summary>Time over which they must have been seen; 0 to 30 days.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "30.00:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan TimeUntilMove { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Span over which the feeds of one calendar time are spread; 0 to 1 hour.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan Slack { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Feeds that one worker holds at a time: those it asks, those it will ask within moments, and those that wait to be written. 1 to 10,000.</summary>
    [Range(1, 10_000)]
    public int InHand { get; init; } = 512;

    /// <summary>How long a claimed feed stays claimed when its worker dies; 5 seconds to 10 minutes. Renewed every third of it.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "00:10:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Workers that die in a row with a feed in hand, the last of them polling it alone, until it is paused; 2 to 100.</summary>
    [Range(2, 100)]
    public int DeathsUntilPaused { get; init; } = 3;

    /// <summary>How long polls in hand may take to end when the worker stops; 0 to 5 minutes. Then they are given back.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (MinInterval > MaxInterval)
            yield return new ValidationResult(FormattableString.Invariant($"longer than MaxInterval, which is {MaxInterval}"), [nameof(MinInterval)]);
    }
}
