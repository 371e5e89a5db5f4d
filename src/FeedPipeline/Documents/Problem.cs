namespace FeedPipeline.Documents;

/// <summary>Something that was wrong in a document, and was repaired or left out.</summary>
/// <param name="What">One line for an operator.</param>
/// <param name="Line">Line in the document, from 1; null when it has none.</param>
/// <param name="Column">Column in that line, from 1; null when it has none.</param>
public sealed record Problem(string What, int? Line = null, int? Column = null);
