using System.ComponentModel.DataAnnotations;

namespace FeedPipeline.Fetching;

/// <summary>Section <c>WebSub</c>: whether hubs are asked to tell of news.</summary>
public sealed class WebSubOptions : IValidatableObject
{
    /// <summary>Address under which hubs reach this program from outside, up to the path <c>/websub</c>: <c>https://feeds.example</c>. Empty: hubs are not asked.</summary>
    public string CallbackUrl { get; init; } = string.Empty;

    /// <summary>How long a hub is asked to tell, before it is asked again at half that time; 1 hour to 90 days.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "90.00:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan Lease { get; init; } = TimeSpan.FromDays(10);

    /// <summary>Polls in a row that may find what the hub missed, until it is ignored; 1 to 100.</summary>
    [Range(1, 100)]
    public int MissesUntilIgnored { get; init; } = 3;

    /// <summary>Hubs asked in one minute, one after the other; 1 to 1,000.</summary>
    [Range(1, 1000)]
    public int AskedAMinute { get; init; } = 60;

    /// <summary>Deliveries taken in at a time; 1 to 256.</summary>
    [Range(1, 256)]
    public int Concurrency { get; init; } = 8;

    /// <summary>Whether hubs are asked.</summary>
    public bool IsOn => CallbackUrl.Length > 0;

    /// <summary>Where a hub delivers.</summary>
    public string Callback(string token) => $"{CallbackUrl.TrimEnd('/')}/websub/{token}";

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (IsOn && (!Uri.TryCreate(CallbackUrl, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.Query.Length > 0))
            yield return new ValidationResult("not an http or https URL without query", [nameof(CallbackUrl)]);
    }
}
