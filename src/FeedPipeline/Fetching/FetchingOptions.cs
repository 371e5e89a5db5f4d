using System.ComponentModel.DataAnnotations;

namespace FeedPipeline.Fetching;

/// <summary>Section <c>Fetching</c>: how long, how much and how often the one HTTP client may ask, and whom.</summary>
public sealed record FetchingOptions : IValidatableObject
{
    /// <summary>What the response head of a request may take, unless <see cref="FirstByteTimeout"/> is shorter, and then what its body may take; 1 second to 10 minutes. A redirect is a new request.</summary>
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

    /// <summary>Slowest body that is waited for, in bytes per second; 0 to 1 MB, 0 for any.</summary>
    [Range(0, 1024 * 1024)]
    public int MinBytesPerSecond { get; init; } = 1000;

    /// <summary>How long a body may be slower than <see cref="MinBytesPerSecond"/> at its begin; 0 to 2 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:02:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan SlowStart { get; init; } = TimeSpan.FromSeconds(10);

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

    /// <summary>Age of the last whole document at which validators are left out once, to see whether they tell the truth; 1 hour to 30 days.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "30.00:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan ProbeAfter { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Answers 304 in a row after which they are left out once; 1 to 10,000.</summary>
    [Range(1, 10_000)]
    public int ProbeAfterCount { get; init; } = 20;

    /// <summary>Whom <c>Retry-After</c> speaks for: every feed of the host, the one feed, or every host of the registrable domain.</summary>
    public RetryScope RetryScope { get; init; } = RetryScope.Host;

    /// <summary>How long a host is left alone that asks for it without saying how long; 1 second to 1 day.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan RetryPause { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Hosts that must have been asked within half a minute before an outage of our own is thought of; 2 to 1000.</summary>
    [Range(2, 1000)]
    public int OutageHosts { get; init; } = 10;

    /// <summary>Share of them that cannot be reached during an outage of our own; 0.5 to 1.</summary>
    [Range(0.5, 1.0)]
    public double OutageShare { get; init; } = 0.8;

    /// <summary>Bytes of one article page; 64 KB to 64 MB.</summary>
    [Range(64 * 1024, 64 * 1024 * 1024)]
    public int MaxPageBytes { get; init; } = 5 * 1024 * 1024;

    /// <summary>Bytes of an article's picture, shown in the console; 1 kB to 100 MB.</summary>
    [Range(1024, 100 * 1024 * 1024)]
    public int MaxPictureBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>Redirects that are followed for one article page; 0 to 20.</summary>
    [Range(0, 20)]
    public int MaxPageRedirects { get; init; } = 10;

    /// <summary>Whether robots.txt is obeyed for article pages (RFC 9309). Feeds are what publishers offer to programs; for them it is not asked.</summary>
    public bool ObeyRobots { get; init; } = true;

    /// <summary>Longest <c>Crawl-delay</c> that is obeyed; hosts that ask for more get no page requests. 1 second to 10 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan MaxCrawlDelay { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Bytes of bodies held at a time, over all requests, from the first byte until the poll is stored; beyond it large bodies wait. 1 MB to 16 GB.</summary>
    [Range(1024L * 1024, 16L * 1024 * 1024 * 1024)]
    public long BodyMemory { get; init; } = 48 * 1024 * 1024;

    /// <summary>How long a large body may wait for memory that others hold; 1 second to 1 hour.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan MemoryTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Who is asking; printable ASCII, at most 256 characters.</summary>
    [Required, StringLength(256), RegularExpression("[ -~]+")]
    public string UserAgent { get; init; } = "FeedPipeline/1.0";

    /// <summary>Address of the operator, as a URL or e-mail address, that is added to <see cref="UserAgent"/>; printable ASCII without parentheses. Null adds none.</summary>
    [StringLength(200), RegularExpression("[!-'*-~]+")]
    public string? Contact { get; init; }

    /// <summary>The header that says who asks.</summary>
    public string Introduction => Contact is null ? UserAgent : $"{UserAgent} ({(Contact.Contains('@', StringComparison.Ordinal) ? Contact : "+" + Contact)})";

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

/// <summary>Whom <c>Retry-After</c> speaks for.</summary>
public enum RetryScope
{
    /// <summary>Every feed of the host.</summary>
    Host,

    /// <summary>The one feed that was asked for.</summary>
    Feed,

    /// <summary>Every host of the registrable domain.</summary>
    Domain,
}
