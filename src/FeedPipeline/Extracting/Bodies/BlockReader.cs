using System.Collections.Frozen;
using System.Text;
using AngleSharp.Dom;
using FeedPipeline.Articles.Wording;
using FeedPipeline.Documents;

namespace FeedPipeline.Extracting.Bodies;

/// <summary>Cuts a tree into paragraphs: block elements, and the runs of inline nodes between them.</summary>
internal sealed class BlockReader
{
    private static readonly FrozenSet<string> BlockNames = Set(
        "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr "
        + "li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul amp-ad");

    private readonly int maxBlocks;
    private readonly HashSet<INode> containers = [];
    private readonly List<Block> blocks = [];
    private int links;

    private BlockReader(int maxBlocks) => this.maxBlocks = maxBlocks;

    /// <summary>The paragraphs in document order.</summary>
    public static IReadOnlyList<Block> Read(IElement root, int maxBlocks)
    {
        var reader = new BlockReader(maxBlocks);
        reader.MarkContainers(root, 0);
        reader.Walk(root, BlockKind.Paragraph, 0, 0);
        return reader.blocks;
    }

    private bool MarkContainers(IElement element, int depth)
    {
        var holdsBlocks = false;
        if (depth <= Pages.Page.MaxDepth)
        {
            var breaks = 0;
            foreach (var child in element.ChildNodes)
            {
                if (child is IElement inner)
                {
                    holdsBlocks |= MarkContainers(inner, depth + 1) | BlockNames.Contains(inner.LocalName);
                    breaks = inner.LocalName == "br" ? breaks + 1 : 0;
                    holdsBlocks |= breaks > 1;
                }
                else if (child is IText text && !string.IsNullOrWhiteSpace(text.Data))
                {
                    breaks = 0;
                }
            }
        }

        if (holdsBlocks)
            containers.Add(element);
        return holdsBlocks;
    }

    private void Walk(IElement container, BlockKind kind, int level, int depth)
    {
        if (depth > Pages.Page.MaxDepth)
            return;
        // Cards: whole blocks inside one link.
        var isLink = container.LocalName == "a" && container.HasAttribute("href");
        links += isLink ? 1 : 0;
        List<INode> run = [];
        var breaks = 0;
        foreach (var child in container.ChildNodes)
        {
            if (child is IElement element)
            {
                breaks = element.LocalName == "br" ? breaks + 1 : 0;
                if (BlockNames.Contains(element.LocalName) || containers.Contains(element))
                {
                    Close(container, ref run, kind, level);
                    Enter(element, kind, level, depth);
                    continue;
                }

                if (breaks > 1 && container.LocalName != "pre")
                {
                    Close(container, ref run, kind, level);
                    continue;
                }
            }
            else if (child is not IText text)
            {
                continue;
            }
            else if (!string.IsNullOrWhiteSpace(text.Data))
            {
                breaks = 0;
            }

            run.Add(child);
        }

        Close(container, ref run, kind, level);
        links -= isLink ? 1 : 0;
    }

    private void Enter(IElement element, BlockKind outer, int level, int depth)
    {
        if (element.LocalName == "tr" && !element.Children.Any(containers.Contains))
        {
            AddRow(element);
            return;
        }

        var (kind, inside) = element.LocalName switch
        {
            ['h', >= '1' and <= '6'] => (BlockKind.Heading, element.LocalName[1] - '0'),
            "blockquote" => (BlockKind.Quotation, 0),
            "li" or "dt" or "dd" when outer is not BlockKind.Quotation => (BlockKind.ListItem, 0),
            "pre" => (BlockKind.Preformatted, 0),
            _ => (outer, level),
        };
        Walk(element, kind, inside, depth + 1);
    }

    // A row of a table is one paragraph, its cells apart.
    private void AddRow(IElement row)
    {
        List<string> cells = [];
        var linked = 0;
        foreach (var cell in row.Children)
        {
            var (text, links) = TextOf([cell]);
            linked += links;
            if (text.Length > 0)
                cells.Add(text);
        }

        if (cells.Count > 0)
            Add(row, [.. row.ChildNodes], BlockKind.Paragraph, 0, string.Join(" | ", cells), linked);
    }

    private void Close(IElement container, ref List<INode> run, BlockKind kind, int level)
    {
        if (run.Count == 0)
            return;
        var (text, linked) = TextOf(run);
        if (text.Length > 0)
            Add(container, run, kind, level, text, linked);
        run = [];
    }

    private void Add(IElement container, IReadOnlyList<INode> nodes, BlockKind kind, int level, string text, int linked)
    {
        if (links > 0)
            linked = text.Length;
        if (blocks.Count < maxBlocks)
        {
            blocks.Add(new Block
            {
                Kind = kind,
                Level = level,
                Text = text,
                Container = container,
                Nodes = nodes,
                LinkShare = Math.Min(1, (double)linked / text.Length),
                Index = blocks.Count,
            });
        }
    }

    private static (string Text, int Linked) TextOf(IReadOnlyList<INode> nodes)
    {
        var raw = new StringBuilder();
        var linked = 0;
        foreach (var node in nodes)
            Append(node, raw, ref linked, false, 0);
        return (PlainText.Clean(raw.ToString()), linked);
    }

    private static void Append(INode node, StringBuilder text, ref int linked, bool isLinked, int depth)
    {
        if (node is IText { Data: var data })
        {
            text.Append(data);
            if (isLinked)
                linked += data.AsSpan().Trim().Length;
            return;
        }

        if (node is not IElement element || depth > Pages.Page.MaxDepth)
            return;
        var parts = element.LocalName == "br" || BlockNames.Contains(element.LocalName);
        if (parts)
            text.Append(' ');
        foreach (var child in element.ChildNodes)
            Append(child, text, ref linked, isLinked || element.LocalName == "a", depth + 1);
        if (parts)
            text.Append(' ');
    }

    private static FrozenSet<string> Set(string names) => names.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
