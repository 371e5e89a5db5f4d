using System.ComponentModel.DataAnnotations;

namespace FeedPipeline.Extracting;

/// <summary>Limits on reading a page.</summary>
public sealed class ExtractingOptions
{
    /// <summary>Bytes of a page that are looked at; what follows is left out. 64 KiB to 64 MiB.</summary>
    [Range(64 * 1024, 64 * 1024 * 1024)]
    public int MaxBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>Paragraphs of a page that are looked at, 100 to 100000.</summary>
    [Range(100, 100_000)]
    public int MaxBlocks { get; init; } = 20_000;

    /// <summary>Characters of JSON-LD in a page that are looked at, 10 KB to 10 MB.</summary>
    [Range(10_000, 10_000_000)]
    public int MaxLinkedChars { get; init; } = 1_000_000;

    /// <summary>File with the operators' rules for pages (<c>rules.yaml</c>); null for none.</summary>
    public string? Rules { get; init; }

    /// <summary>Article pages that are asked for at a time, 1 to 100.</summary>
    [Range(1, 100)]
    public int PageConcurrency { get; init; } = 4;

    /// <summary>Failed attempts at a page after which its summary stands, 1 to 20.</summary>
    [Range(1, 20)]
    public int PageAttempts { get; init; } = 4;

    /// <summary>Pause after the first failed attempt, 1 second to 1 day; each further one is six times as long.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan PageRetryPause { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a worker may have a page before another takes it, 10 seconds to 1 hour.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "01:00:00")]
    public TimeSpan PageLease { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Articles of one site in which a paragraph must stand at head or tail to be template text, 2 to 1000.</summary>
    [Range(2, 1000)]
    public int FurniturePages { get; init; } = 3;
}
