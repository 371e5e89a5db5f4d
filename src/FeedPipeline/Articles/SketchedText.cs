namespace FeedPipeline.Articles;

/// <summary>A text as copies are told by: what it says, and when.</summary>
/// <param name="Id">Ascending in order of arrival.</param>
/// <param name="Sketch">What it says.</param>
/// <param name="PublishedAt">Null when nobody says.</param>
public sealed record SketchedText(long Id, TextSketch Sketch, DateTimeOffset? PublishedAt);
