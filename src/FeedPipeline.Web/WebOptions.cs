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

    /// <summary>Bytes of a request's body; 1 kB to 10 MB. Hubs deliver up to <c>Fetching:MaxBodyBytes</c>.</summary>
    [Range(1024, 10 * 1024 * 1024)]
    public int MaxBodyBytes { get; init; } = 64 * 1024;
}
