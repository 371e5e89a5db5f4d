using AngleSharp.Dom;
using FeedPipeline.Articles.Wording;
using FeedPipeline.Documents;

namespace FeedPipeline.Extracting.Bodies;

/// <summary>One paragraph of a page, with what tells text from its surroundings.</summary>
internal sealed class Block
{
    private const int ProseWords = 12;
    private const int LongProseWords = 25;
    private const double MaxProseLinkShare = 0.5;

    /// <summary>What it is.</summary>
    public required BlockKind Kind { get; init; }

    /// <summary>Clean text on one line, never empty.</summary>
    public required string Text { get; init; }

    /// <summary>The element that holds it.</summary>
    public required IElement Container { get; init; }

    /// <summary>The nodes that hold the text, siblings of one another.</summary>
    public required IReadOnlyList<INode> Nodes { get; init; }

    /// <summary>Share of its characters that are links, 0 to 1.</summary>
    public required double LinkShare { get; init; }

    /// <summary>Level of a heading, 1 to 6; 0 for others.</summary>
    public int Level { get; init; }

    /// <summary>Place among the page's blocks.</summary>
    public required int Index { get; init; }

    /// <summary>Words of <see cref="Text"/>.</summary>
    public int Words { get => field >= 0 ? field : field = WordCount.Of(Text); } = -1;

    /// <summary>Whether it ends like a sentence.</summary>
    public bool EndsSentence => Text.AsSpan().TrimEnd("\"'”’»)]›」』") is [.., '.' or '!' or '?' or '…' or '。' or '！' or '？' or '؟' or '۔' or '।' or ':'];

    /// <summary>Whether it is running text.</summary>
    public bool IsProse => Kind is not BlockKind.Heading && LinkShare < MaxProseLinkShare && (Words >= LongProseWords || (Words >= ProseWords && EndsSentence));

    /// <summary>What it adds to the case that its container is the article: prose speaks for it, links and scraps against it.</summary>
    public double Weight => this switch
    {
        { IsProse: true } => Math.Min(Words, 100) * (1 - LinkShare),
        { LinkShare: > 0.5 } => -2 - (Words * 0.4),
        { Kind: BlockKind.Heading } => 0,
        { EndsSentence: true } => Words * 0.3,
        _ => -1 - Math.Min(Words * 0.2, 3),
    };
}
