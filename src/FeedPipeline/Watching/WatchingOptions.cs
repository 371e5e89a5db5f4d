using System.ComponentModel.DataAnnotations;

namespace FeedPipeline.Watching;

/// <summary>When an operator is told. Section <c>Watching</c>.</summary>
public sealed class WatchingOptions
{
    /// <summary>Failed polls in a row until a feed counts as broken; 1 to 100.</summary>
    [Range(1, 100)]
    public int FailuresUntilBroken { get; init; } = 3;
}
