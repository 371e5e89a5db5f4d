using System.ComponentModel.DataAnnotations;

namespace FeedPipeline.Watching;

/// <summary>When an operator is told. Section <c>Watching</c>.</summary>
public sealed class WatchingOptions
{
    /// <summary>Failed polls in a row until a feed counts as broken; 1 to 100.</summary>
    [Range(1, 100)]
    public int FailuresUntilBroken { get; init; } = 3;

    /// <summary>Polls in a row that found no feed any more (404, 410, another document) until its site is searched for a new place; 1 to 100.</summary>
    [Range(1, 100)]
    public int FailuresUntilSearched { get; init; } = 8;

    /// <summary>How many times a feed should have published by its own habit until its silence is told; 2 to 1,000. The less is known of the habit, the more.</summary>
    [Range(2.0, 1_000.0)]
    public double QuietAfter { get; init; } = 10;

    /// <summary>Shorter silences are told of no feed; 1 minute to 365 days.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "365.00:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan QuietAtLeast { get; init; } = TimeSpan.FromHours(12);

    /// <summary>How long documents must overlap until a gap is over; 1 minute to 30 days.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan GapOverAfter { get; init; } = TimeSpan.FromDays(1);

    /// <summary>How long operators are shown that a feed moved; 1 minute to 365 days.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "365.00:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan MoveOverAfter { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How long a worker may leave due feeds alone until it counts as not ready; 30 seconds to 1 day.</summary>
    [Range(typeof(TimeSpan), "00:00:30", "1.00:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan StalledAfter { get; init; } = TimeSpan.FromMinutes(5);
}
