using AngleSharp.Dom;
using FeedPipeline.Articles.Wording;
using FeedPipeline.Documents;

namespace FeedPipeline.Normalizing;

/// <summary>One paragraph of an item's HTML.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Clean text on one line, never empty.</param>
internal sealed record HtmlBlock(BlockKind Kind, string Text)
{
    /// <summary>The nodes that hold the text, siblings of one another.</summary>
    public required IReadOnlyList<INode> Nodes { get; init; }
}

/// <summary>A picture in an item's HTML.</summary>
/// <param name="Url">Absolute address.</param>
/// <param name="Caption">Its caption as written, credit included; null when it has none.</param>
internal sealed record HtmlPicture(string Url, string? Caption);

/// <summary>The paragraphs and pictures of an item's HTML, in document order.</summary>
internal sealed class HtmlBlocks
{
    private const int MaxBlocks = 20_000;
    private const int MaxPictures = 100;

    private readonly HtmlFragment fragment;
    private readonly List<HtmlBlock> blocks = [];
    private readonly List<HtmlPicture> pictures = [];

    private HtmlBlocks(HtmlFragment fragment) => this.fragment = fragment;

    /// <summary>Paragraphs, captions left out.</summary>
    public IReadOnlyList<HtmlBlock> Blocks => blocks;

    /// <summary>Pictures with an address, tracking pixels left out.</summary>
    public IReadOnlyList<HtmlPicture> Pictures => pictures;

    /// <summary>Reads a parsed fragment.</summary>
    public static HtmlBlocks Of(HtmlFragment fragment)
    {
        var found = new HtmlBlocks(fragment);
        found.Walk(fragment.Root, BlockKind.Paragraph, 0);
        return found;
    }

    /// <summary>Texts of the paragraphs alone; what is plainly one line of text needs no tree.</summary>
    public static IReadOnlyList<string> TextsOf(string html)
    {
        if (html.AsSpan().ContainsAny('<', '&', '\n'))
            return [.. Of(HtmlFragment.Parse(html)).Blocks.Select(block => block.Text)];
        return PlainText.Clean(html) is { Length: > 0 } line ? [line] : [];
    }

    private void Walk(IElement container, BlockKind kind, int depth)
    {
        if (depth > HtmlFragment.MaxDepth)
            return;
        foreach (var piece in fragment.Pieces(container))
        {
            if (piece.Container is null)
                AddRun(piece.Run, kind);
            else if (HtmlFragment.IsFigure(piece.Container) && AddFigure(piece.Container))
                continue;
            else
                Walk(piece.Container, KindOf(piece.Container, kind), depth + 1);
        }
    }

    private void AddRun(IReadOnlyList<INode> run, BlockKind kind)
    {
        foreach (var node in run)
            AddPictures(node, null);
        if (PlainText.Clean(HtmlFragment.TextOf(run)) is { Length: > 0 } text && blocks.Count < MaxBlocks)
            blocks.Add(new HtmlBlock(kind, text) { Nodes = run });
    }

    // A figure without a picture holds a quotation or a table, which is text like any other.
    private bool AddFigure(IElement figure)
    {
        var caption = figure.Descendants<IElement>().FirstOrDefault(HtmlFragment.IsCaption);
        var text = caption is null ? "" : PlainText.Clean(HtmlFragment.TextOf([caption]));
        return AddPictures(figure, text.Length == 0 ? null : text);
    }

    private bool AddPictures(INode node, string? caption)
    {
        if (node is not IElement element || !HtmlFragment.IsShown(node))
            return false;
        var found = false;
        foreach (var image in element.DescendantsAndSelf<IElement>())
        {
            if (HtmlFragment.ImageUrl(image) is not { } url || !HtmlFragment.IsShown(image))
                continue;
            found = true;
            if (pictures.Count < MaxPictures)
                pictures.Add(new HtmlPicture(url, caption));
        }

        return found;
    }

    private static BlockKind KindOf(IElement element, BlockKind outer) => element.LocalName switch
    {
        "h1" or "h2" or "h3" or "h4" or "h5" or "h6" => BlockKind.Heading,
        "blockquote" => BlockKind.Quotation,
        "li" or "dt" or "dd" => BlockKind.ListItem,
        "pre" => BlockKind.Preformatted,
        _ => outer,
    };
}
