using System.ComponentModel.DataAnnotations;

namespace FeedPipeline.Publishing;

/// <summary>How webhooks are told of changes. Section <c>Webhooks</c>.</summary>
public sealed class WebhookOptions : IValidatableObject
{
    /// <summary>Tries until a change becomes a dead letter; 1 to 100.</summary>
    [Range(1, 100)]
    public int Attempts { get; init; } = 8;

    /// <summary>Pause after the first failure, four times as long after each further one; 1 second to 1 hour.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest pause between two tries; 1 second to 1 day.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan MaxPause { get; init; } = TimeSpan.FromHours(1);

    /// <summary>From the connection to the head of the answer; 1 second to 2 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:02:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long a killed worker's webhooks stay claimed, more than twice <see cref="Timeout"/>; 5 seconds to 10 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "00:10:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan Lease { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Webhooks that one worker delivers for at a time; 1 to 256. Each gets one change after the other.</summary>
    [Range(1, 256)]
    public int Concurrency { get; init; } = 8;

    /// <summary>Changes of one webhook that are held in memory, with their articles; 1 to 500.</summary>
    [Range(1, 500)]
    public int PageSize { get; init; } = 20;

    /// <summary>Largest message; a larger one goes without its article. 10,000 to 50,000,000 bytes.</summary>
    [Range(10_000, 50_000_000)]
    public int MaxMessageBytes { get; init; } = 1_000_000;

    /// <summary>Dead letters kept for a webhook; when they are that many, its next change is tried until it is taken. 1 to 1,000,000.</summary>
    [Range(1, 1_000_000)]
    public int DeadLetters { get; init; } = 1_000;

    /// <summary>Failures in a row that an operator should know of; 1 to 100.</summary>
    [Range(1, 100)]
    public int FailuresUntilEvent { get; init; } = 3;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Lease <= 2 * Timeout)
            yield return new ValidationResult("not more than twice Timeout", [nameof(Lease)]);
        if (MaxPause < FirstPause)
            yield return new ValidationResult("shorter than FirstPause", [nameof(MaxPause)]);
    }
}
