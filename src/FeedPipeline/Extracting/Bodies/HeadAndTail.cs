using FeedPipeline.Articles.Wording;
using FeedPipeline.Documents;

namespace FeedPipeline.Extracting.Bodies;

/// <summary>Takes headline, byline, dates and template lines off a body, from its head and its tail, and single template lines out of its middle.</summary>
internal sealed class HeadAndTail(string? headline, Judge judge)
{
    private const int HeadLines = 8;
    private const int ScrapWords = 12;

    private readonly string foldedHeadline = PlainText.Fold(headline ?? "");

    /// <summary>The paragraphs that stay, and the lines that went.</summary>
    public (IReadOnlyList<Block> Blocks, IReadOnlyList<string> Removed) Trim(IReadOnlyList<Block> blocks)
    {
        List<string> removed = [];
        var kept = blocks.Where((block, index) => Keeps(block, index, removed)).ToList();
        var cut = Furniture.Cut([.. kept.Select(block => block.Text)]);
        removed.AddRange(cut.Removed);
        kept = [.. cut.Kept.Select(index => kept[index])];
        while (kept.Count > 1 && IsTailScrap(kept[^1]))
            Take(kept.Count - 1);
        while (kept.Count > 1 && IsHeadScrap(kept[0]))
            Take(0);
        return (kept, removed);

        void Take(int index)
        {
            removed.Add(kept[index].Text);
            kept.RemoveAt(index);
        }
    }

    private bool Keeps(Block block, int index, List<string> removed)
    {
        var isTemplate = block.Text.Length < 300 && block.Kind is not BlockKind.Quotation
            && (PlainText.Fold(block.Text) is not { Length: > 0 } folded
                || (index < HeadLines && (folded == foldedHeadline || BylineLine.Parse(block.Text) is not null))
                || (block.Words < 25 && PhotoCredit.OfLine(block.Text) is not null));
        if (isTemplate)
            removed.Add(block.Text);
        return !isTemplate;
    }

    private bool IsTailScrap(Block block) =>
        block.Kind == BlockKind.Heading
        || (judge.IsWhole && judge.Agreement(block) is < 0.3 && block.Words < 60)
        || (block.Words < ScrapWords && !block.EndsSentence && !(judge.Agreement(block) > 0.5));

    private bool IsHeadScrap(Block block) =>
        (judge.IsWhole && judge.Agreement(block) is < 0.2 && block.Words < 40 && !block.EndsSentence)
        || (block.Words < 6 && !block.EndsSentence && block.Kind is not BlockKind.Heading);
}
