namespace FeedPipeline.Documents;

/// <summary>What a block is.</summary>
public enum BlockKind
{
    /// <summary>Prose, a table's cell included.</summary>
    Paragraph,

    /// <summary>A headline or sub-head.</summary>
    Heading,

    /// <summary>Inside <c>blockquote</c>.</summary>
    Quotation,

    /// <summary>An entry of a list.</summary>
    ListItem,

    /// <summary>Inside <c>pre</c>; its text is on one line here.</summary>
    Preformatted,
}
