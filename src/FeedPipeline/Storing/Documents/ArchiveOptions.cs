using System.ComponentModel.DataAnnotations;

namespace FeedPipeline.Storing.Documents;

/// <summary>What is kept of the documents that were used. Section <c>Archive</c>.</summary>
public sealed class ArchiveOptions
{
    /// <summary>Compressed bytes of all documents together; those that were not used for longest go first. 0 keeps none; at most 16 TB.</summary>
    [Range(0L, 16L * 1024 * 1024 * 1024 * 1024)]
    public long Budget { get; init; } = 2L * 1024 * 1024 * 1024;

    /// <summary>How long a document stays after it was last used; 0 keeps none, at most 10 years.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "3650.00:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromDays(90);

    /// <summary>Whether documents are kept at all.</summary>
    public bool IsOn => Budget > 0 && MaxAge > TimeSpan.Zero;
}
