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

/// <summary>An attribute; namespace declarations are none.</summary>
internal readonly record struct MarkupAttribute(string Prefix, string Name, string Value);

/// <summary>A document as a stream of pieces. One way for well-formed XML, one for all else; readers of formats see no difference.</summary>
internal interface IMarkup
{
    MarkupKind Kind { get; }

    /// <summary>As written; empty without one.</summary>
    string Prefix { get; }

    /// <summary>Local name, as written.</summary>
    string Name { get; }

    /// <summary>Empty for none, or when the prefix was never declared.</summary>
    string NamespaceUri { get; }

    /// <summary>Characters of a <see cref="MarkupKind.Text"/>.</summary>
    string Text { get; }

    /// <summary>Attributes of a <see cref="MarkupKind.Start"/>, valid until the next <see cref="Read"/>.</summary>
    IReadOnlyList<MarkupAttribute> Attributes { get; }

    /// <summary>False when the document ended before its root did.</summary>
    bool IsComplete { get; }

    /// <summary>Line of the current piece, from 1.</summary>
    int Line { get; }

    /// <summary>Column of the current piece, from 1.</summary>
    int Column { get; }

    /// <summary>Moves to the next piece; false at the end.</summary>
    bool Read();
}
