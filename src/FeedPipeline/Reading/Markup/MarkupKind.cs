namespace FeedPipeline.Reading.Markup;

/// <summary>What a piece of markup is.</summary>
internal enum MarkupKind
{
    /// <summary>A start tag; an empty-element tag is a start and an end.</summary>
    Start,

    /// <summary>An end tag. Every start has its end, also in a truncated document.</summary>
    End,

    /// <summary>Characters, with references resolved; one text may come in several pieces.</summary>
    Text,
}
