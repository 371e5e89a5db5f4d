using System.ComponentModel.DataAnnotations;

namespace FeedPipeline.Web;

/// <summary>Who may ask the API, and how much. Section <c>Web</c>.</summary>
public sealed class WebOptions
{
    /// <summary>Names beside loopback ones and listening addresses under which this machine may be read without a key; at most 100.</summary>
    [MaxLength(100)]
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>Reading needs a key on loopback too: for machines whose own proxy forwards what strangers ask.</summary>
    public bool KeysOnLoopback { get; init; }

    /// <summary>Calls that one key, or one address without a key, may make in a minute; 1 to 10 million.</summary>
    [Range(1, 10_000_000)]
    public int CallsPerMinute { get; init; } = 30_000;

    /// <summary>Wrong keys in a minute after which an address is told to wait; 1 to 10,000.</summary>
    [Range(1, 10_000)]
    public int FailuresPerMinute { get; init; } = 30;

    /// <summary>The console answers beyond loopback too; otherwise only this machine and the proxies in <see cref="IdentityFrom"/> see it.</summary>
    public bool ConsoleBeyondLoopback { get; init; }

    /// <summary>How long a browser stays signed in to the console without asking for anything; 1 minute to 1 day.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan SessionIdle { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How long it stays signed in at most; 1 minute to 30 days.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan SessionLength { get; init; } = TimeSpan.FromHours(12);

    /// <summary>Wrong passwords in a minute after which an address has to wait, and four times as many for all addresses together; 1 to 1,000.</summary>
    [Range(1, 1000)]
    public int WrongPasswordsPerMinute { get; init; } = 5;

    /// <summary>Header in which a proxy says who has signed in there, such as <c>Remote-User</c>; null for none.</summary>
    [RegularExpression("[A-Za-z0-9-]{1,64}")]
    public string? IdentityHeader { get; init; }

    /// <summary>Addresses of the proxies whose <see cref="IdentityHeader"/> is believed; at most 100.</summary>
    [MaxLength(100)]
    public IReadOnlyList<string> IdentityFrom { get; init; } = [];

    /// <summary>Bytes of a request's body; 1 kB to 10 MB. Hubs deliver up to <c>Fetching:MaxBodyBytes</c>.</summary>
    [Range(1024, 10 * 1024 * 1024)]
    public int MaxBodyBytes { get; init; } = 64 * 1024;
}
