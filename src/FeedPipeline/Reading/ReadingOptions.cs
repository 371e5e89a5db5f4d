using System.ComponentModel.DataAnnotations;

namespace FeedPipeline.Reading;

/// <summary>How much of a document is read. What lies beyond a limit is left out and reported as a problem.</summary>
public sealed class ReadingOptions
{
    /// <summary>Bytes of a document that are read. Default 10 MB.</summary>
    [Range(1_024, 1_000_000_000)]
    public int MaxDocumentBytes { get; init; } = 10_000_000;

    /// <summary>Nesting of elements; deeper ones lose their tags and keep their text. Default 256.</summary>
    [Range(16, 10_000)]
    public int MaxDepth { get; init; } = 256;

    /// <summary>Attributes of an element, namespace declarations included. Default 256.</summary>
    [Range(16, 10_000)]
    public int MaxAttributes { get; init; } = 256;

    /// <summary>Items of a document. Default 100 000.</summary>
    [Range(1, 1_000_000)]
    public int MaxItems { get; init; } = 100_000;

    /// <summary>Characters of one text, such as a content. Default 2 000 000.</summary>
    [Range(1_000, 100_000_000)]
    public int MaxTextLength { get; init; } = 2_000_000;

    /// <summary>Problems that are kept of one document. Default 100.</summary>
    [Range(1, 10_000)]
    public int MaxProblems { get; init; } = 100;
}
