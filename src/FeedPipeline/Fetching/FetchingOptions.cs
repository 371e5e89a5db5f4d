using System.ComponentModel.DataAnnotations;

namespace FeedPipeline.Fetching;

/// <summary>Section <c>Fetching</c>: how long, how much and how often the one HTTP client may ask, and whom.</summary>
public sealed record FetchingOptions : IValidatableObject
{
    /// <summary>One request, from connecting to the last byte of the body; 1 second to 10 minutes. A redirect is a new request.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Name resolution, TCP and TLS handshake; 1 second to 2 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:02:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>From connecting to the complete response head; 1 second to 5 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan FirstByteTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Silence in the middle of a body; 1 second to 2 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:02:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Bytes of one body, on the wire and decoded alike; 64 KB to 256 MB.</summary>
    [Range(64 * 1024, 256 * 1024 * 1024)]
    public int MaxBodyBytes { get; init; } = 10 * 1024 * 1024;

    /// <summary>Kilobytes of one response head; 4 to 1024.</summary>
    [Range(4, 1024)]
    public int MaxHeaderKilobytes { get; init; } = 32;

    /// <summary>Redirects that are followed for one document; 0 to 20.</summary>
    [Range(0, 20)]
    public int MaxRedirects { get; init; } = 5;

    /// <summary>Requests at a time, over all hosts; 1 to 1024.</summary>
    [Range(1, 1024)]
    public int Concurrency { get; init; } = 64;

    /// <summary>Requests at a time to one host; 1 to 64.</summary>
    [Range(1, 64)]
    public int PerHost { get; init; } = 2;

    /// <summary>Pause between the starts of two requests to one host; 0 to 10 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan HostDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Bytes of bodies being read at a time, over all requests; beyond it large bodies wait. 1 MB to 16 GB.</summary>
    [Range(1024L * 1024, 16L * 1024 * 1024 * 1024)]
    public long BodyMemory { get; init; } = 48 * 1024 * 1024;

    /// <summary>Who is asking, with an address where a publisher can reach the operator; printable ASCII, at most 256 characters.</summary>
    [Required, StringLength(256), RegularExpression("[ -~]+")]
    public string UserAgent { get; init; } = "FeedPipeline/1.0 (+https://feedpipeline.example/contact)";

    /// <summary>Networks beyond the public internet that may be asked: <c>10.1.0.0/16</c>, <c>127.0.0.1/32:8081</c>, <c>[::1]/128</c>.</summary>
    public IReadOnlyList<string> AllowedNetworks { get; init; } = [];

    /// <summary>Names every entry of <see cref="AllowedNetworks"/> that is not a network.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        from entry in AllowedNetworks
        where !AllowedNetwork.TryParse(entry, out _)
        select new ValidationResult(
            $"Fetching:AllowedNetworks: '{OneLine.Of(entry)}' is not a network; write 10.1.0.0/16, 127.0.0.1/32:8081 or [::1]/128:8081.",
            [nameof(AllowedNetworks)]);
}
