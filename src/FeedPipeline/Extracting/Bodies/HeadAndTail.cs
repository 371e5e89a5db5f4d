using FeedPipeline.Articles.Wording;
using FeedPipeline.Documents;

namespace FeedPipeline.Extracting.Bodies;

/// <summary>Takes headline, byline, dates and template lines off a body: from its head, from its tail, and single lines out of its middle.</summary>
internal sealed class HeadAndTail(Surroundings known, Judge judge)
{
    private const int HeadLines = 8;
    private const int ScrapWords = 12;
    private const int MaxCaptionWords = 50;
    private const int MaxBioWords = 130;
    private const double MaxTailShare = 0.4;
    private const double MaxPlainTailShare = 0.7;

    private bool isWitnessed;

    /// <summary>The paragraphs that stay, and the lines that went.</summary>
    public (IReadOnlyList<Block> Blocks, IReadOnlyList<string> Removed) Trim(IReadOnlyList<Block> blocks)
    {
        var removed = new List<Block>();
        var isOnlyTitle = blocks.Count(block => block.Level == 1) == 1;
        var kept = blocks.Where((block, index) => Keeps(block, index, isOnlyTitle, removed)).ToList();
        CutTail(kept, removed);
        var cut = Furniture.Cut([.. kept.Select(block => block.Text)]);
        removed.AddRange(kept.Where((_, index) => !cut.Kept.Contains(index)));
        kept = [.. cut.Kept.Select(index => kept[index])];
        isWitnessed = judge.IsWhole(kept);
        while (kept.Count > 1 && IsTailScrap(kept[^1]))
            Take(kept, kept.Count - 1, removed);
        while (kept.Count > 1 && IsHeadScrap(kept[0], kept[1]))
            Take(kept, 0, removed);
        return (kept, [.. removed.OrderBy(block => block.Index).Select(block => block.Text)]);
    }

    private static void Take(List<Block> kept, int index, List<Block> removed)
    {
        removed.Add(kept[index]);
        kept.RemoveAt(index);
    }

    private bool Keeps(Block block, int index, bool isOnlyTitle, List<Block> removed)
    {
        if (block.Kind is not (BlockKind.Quotation or BlockKind.Preformatted) && IsTemplate(block, index, isOnlyTitle) && !(judge.Agreement(block) > 0.7))
        {
            removed.Add(block);
            return false;
        }

        return true;
    }

    private bool IsTemplate(Block block, int index, bool isOnlyTitle)
    {
        if (block.Level == 1 && isOnlyTitle)
            return true;
        if (block.Text.Length > 600 || PlainText.Fold(block.Text) is not { } folded)
            return false;
        return folded.Length == 0
            || (index < HeadLines && (known.IsHeadline(folded) || BylineLine.Parse(block.Text) is not null))
            || DateLines.IsDateLine(block.Text)
            || (block.Words < MaxCaptionWords && (PhotoCredit.OfLine(block.Text) is not null || PhotoCredit.EndsInCredit(block.Text)))
            || Notices.IsAnywhere(block.Text);
    }

    // At the first heading of what stands under articles, unless most of the text is still to come.
    private void CutTail(List<Block> kept, List<Block> removed)
    {
        var total = kept.Sum(block => block.Words);
        var seen = 0;
        for (var i = 0; i < kept.Count; i++)
        {
            var isHeading = kept[i].Kind == BlockKind.Heading || (kept[i].Words <= 8 && !kept[i].IsProse);
            if (isHeading && i > 0 && IsTailHeading(kept[i].Text, (double)(total - seen) / total) && !(judge.Agreement(kept[i]) > 0.7))
            {
                removed.AddRange(kept[i..]);
                kept.RemoveRange(i, kept.Count - i);
                return;
            }

            seen += kept[i].Words;
        }
    }

    private static bool IsTailHeading(string text, double shareBelow) =>
        (shareBelow < MaxTailShare && Notices.IsTailHeading(text)) || (shareBelow < MaxPlainTailShare && Notices.IsPlainTailHeading(text));

    private bool IsTailScrap(Block block)
    {
        // Some linked data hold the invitations too.
        if (judge.Agreement(block) > 0.7)
            return block.Kind is not BlockKind.Quotation && block.Words < MaxCaptionWords && Notices.IsAtEnd(block.Text);
        return block.Kind == BlockKind.Heading
            || (isWitnessed && judge.Agreement(block) is < 0.3 && block.Words < 60)
            || (block.Words < ScrapWords && !block.EndsSentence)
            || (block.Kind is not BlockKind.Quotation && Notices.IsAtEnd(block.Text))
            || (block.Words < MaxBioWords && known.IsAboutAuthor(block.Text));
    }

    private bool IsHeadScrap(Block block, Block next)
    {
        var folded = PlainText.Fold(block.Text);
        return (isWitnessed && judge.Agreement(block) is < 0.2 && block.Words < 40 && !block.EndsSentence)
            || (block.Words < ScrapWords && !block.EndsSentence && block.Kind is not (BlockKind.Heading or BlockKind.ListItem or BlockKind.Quotation))
            || (known.IsDek(folded) && !IsAlike(block, next))
            || (block.Words < MaxBioWords && known.IsAboutAuthor(block.Text) && block.Kind is not BlockKind.Heading && next.IsProse && block.Container.ParentElement != next.Container.ParentElement);
    }

    // A first paragraph that looks like the second is text, whatever the page's description says.
    private static bool IsAlike(Block block, Block next) =>
        block.Container.LocalName == next.Container.LocalName && block.Container.ParentElement == next.Container.ParentElement && block.Container.ClassName == next.Container.ClassName;
}
