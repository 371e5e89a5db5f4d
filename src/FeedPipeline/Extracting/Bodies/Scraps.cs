using AngleSharp.Dom;
using FeedPipeline.Documents;

namespace FeedPipeline.Extracting.Bodies;

/// <summary>Boxes inside an article's container that hold links and scraps instead of text.</summary>
internal static class Scraps
{
    private const double MaxLinkShare = 0.5;
    private const double MaxLineLinkShare = 0.8;
    private const int MinScraps = 3;

    /// <summary>The paragraphs under <paramref name="root"/> but for such boxes and lines.</summary>
    public static IReadOnlyList<Block> Without(BlockTree tree, IElement root)
    {
        List<Block> kept = [];
        Walk(tree, root, kept);
        return kept;
    }

    private static void Walk(BlockTree tree, IElement root, List<Block> kept)
    {
        Dictionary<IElement, bool> verdicts = new() { [root] = true };
        var blocks = tree.Under(root).ToList();
        for (var i = 0; i < blocks.Count; i++)
        {
            if ((!IsLinkLine(blocks[i]) || (i + 1 < blocks.Count && IsHeadingOf(blocks[i], blocks[i + 1]))) && IsKept(blocks[i].Container))
                kept.Add(blocks[i]);
        }

        bool IsKept(IElement element)
        {
            if (verdicts.TryGetValue(element, out var known))
                return known;
            var verdict = (element.ParentElement is not { } parent || IsKept(parent)) && !IsScrapBox(element, tree.Elements[element]);
            return verdicts[element] = verdict;
        }
    }

    private static bool IsLinkLine(Block block) => block.LinkShare > MaxLineLinkShare && block.Kind is not BlockKind.Quotation && !(block.IsProse && block.Words > 40);

    // What a list of products is made of: a linked name, and what is said about it.
    private static bool IsHeadingOf(Block block, Block next) => block.Kind == BlockKind.Heading && next.IsProse && next.LinkShare < MaxLinkShare;

    private static bool IsScrapBox(IElement element, BlockTree.Sums sums) => element.LocalName switch
    {
        "ul" or "ol" or "dl" or "table" => sums.LinkShare > MaxLinkShare,
        "div" or "section" or "aside" or "header" => sums.ProseWords == 0
            && (sums.LinkShare > MaxLinkShare || (sums.Count >= MinScraps && sums.Words < 8 * sums.Count && sums.Headings == 0 && element.QuerySelector("li, td, blockquote, p") is null)),
        _ => false,
    };
}
