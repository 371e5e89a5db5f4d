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
}
