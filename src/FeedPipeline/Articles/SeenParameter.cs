namespace FeedPipeline.Articles;

/// <summary>Two addresses of one host that differ in one query parameter only.</summary>
/// <param name="Host">In the comparison form.</param>
/// <param name="Name">Of the parameter, in the comparison form.</param>
/// <param name="IsSame">Whether both lead to one article.</param>
public readonly record struct SeenParameter(string Host, string Name, bool IsSame);
