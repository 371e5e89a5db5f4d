using System.ComponentModel.DataAnnotations;

namespace FeedPipeline.Publishing;

/// <summary>How the change log is read over HTTP. Section <c>Changes</c>.</summary>
public sealed class ChangesOptions
{
    /// <summary>Requests of one process that may wait for changes at a time, streams among them; 1 to 10,000. More are answered with 503.</summary>
    [Range(1, 10_000)]
    public int Waiting { get; init; } = 200;

    /// <summary>Longest <c>wait</c> of a request; 1 second to 10 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan MaxWait { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>A stream without changes says so often that it lives; 1 second to 5 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(15);
}
