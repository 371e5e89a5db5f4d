using System.ComponentModel.DataAnnotations;

namespace FeedPipeline.Watching;

/// <summary>When an operator is told. Section <c>Watching</c>.</summary>
public sealed class WatchingOptions
{
    /// <summary>Failed polls in a row until a feed counts as broken; 1 to 100.</summary>
    [Range(1, 100)]
    public int FailuresUntilBroken { get; init; } = 3;

    /// <summary>Polls in a row that found no feed any more (404, 410, another document) until its site is searched for a new place; 1 to 100.</summary>
    [Range(1, 100)]
    public int FailuresUntilSearched { get; init; } = 8;
}
