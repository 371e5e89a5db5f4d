using FeedPipeline.Articles.Wording;
using FeedPipeline.Documents;

namespace FeedPipeline.Normalizing;

/// <summary>An item's HTML, taken apart: the fields that its publisher wrote into it, and the body.</summary>
internal sealed record ItemText
{
    private const int MaxDekBlocks = 2;
    private const string ParagraphBreak = "\n\n";

    /// <summary>A first block that is a heading, when the item has no title of its own; null otherwise.</summary>
    public string? Headline { get; private init; }

    /// <summary>What stands between headline and byline line; null when there is no byline line.</summary>
    public string? Dek { get; private init; }

    /// <summary>The byline line; null when there is none.</summary>
    public BylineLine? Byline { get; private init; }

    /// <summary>WHO of a credit line above the body.</summary>
    public string? Credit { get; private init; }

    /// <summary>The body's paragraphs.</summary>
    public IReadOnlyList<string> Paragraphs { get; private init; } = [];

    /// <summary>The paragraphs joined; null when there are none.</summary>
    public string? Body { get; private init; }

    /// <summary>Sanitised XHTML of the body and its pictures; null when there is nothing to show.</summary>
    public string? Html { get; private init; }

    /// <summary>Pictures in document order.</summary>
    public IReadOnlyList<HtmlPicture> Pictures { get; private init; } = [];

    /// <summary>The same with the pictures of other HTML, when it has none of its own.</summary>
    public ItemText WithPicturesOf(string? other) =>
        Pictures.Count == 0 && other?.Contains("<img", StringComparison.OrdinalIgnoreCase) == true
            ? this with { Pictures = HtmlBlocks.Of(HtmlFragment.Parse(other)).Pictures }
            : this;

    /// <summary>Reads the HTML of an item.</summary>
    /// <param name="fragment">Content or summary; what is not body is taken out of it.</param>
    /// <param name="headline">The item's headline, to know its copy; null when the item has no title.</param>
    /// <param name="dek">The item's summary when the HTML is its content, to know its copy.</param>
    public static ItemText Read(HtmlFragment fragment, string? headline, string? dek)
    {
        var found = HtmlBlocks.Of(fragment);
        var header = Header(found.Blocks, headline, dek);
        var rest = found.Blocks.Skip(header.Taken).ToList();
        var cut = Furniture.Cut([.. rest.Select(block => block.Text)]);

        var kept = cut.Kept.Select(index => rest[index]).ToHashSet(ReferenceEqualityComparer.Instance);
        foreach (var block in found.Blocks.Where(block => !kept.Contains(block)))
            Trimming.Remove(block.Nodes);
        if (cut.Glued is { } glued)
            Trimming.RemoveEnd(rest[cut.Kept[^1]].Nodes, glued);

        var body = cut.Body.Count == 0 ? null : string.Join(ParagraphBreak, cut.Body);
        return header.Text with { Paragraphs = cut.Body, Body = body, Html = SanitisedHtml.Of(fragment), Pictures = found.Pictures };
    }

    private static (ItemText Text, int Taken) Header(IReadOnlyList<HtmlBlock> blocks, string? headline, string? dek)
    {
        var next = 0;
        var text = new ItemText();
        if (blocks.Count > 0 && headline is null && blocks[0].Kind == BlockKind.Heading)
            (text, next) = (text with { Headline = blocks[0].Text }, 1);
        else if (blocks.Count > 0 && headline is not null && IsSame(blocks[0].Text, headline))
            next = 1;

        var (line, at) = FirstByline(blocks, next);
        if (line is not null && IsHeader(blocks, next, at, line))
        {
            var between = string.Join(' ', blocks.Skip(next).Take(at - next).Select(block => block.Text));
            text = text with { Dek = between.Length == 0 ? null : between };
            next = at + 1;
            if (next < blocks.Count && BylineLine.Parse(blocks[next].Text) is { } second && line.Join(second) is { } joined)
                (line, next) = (joined, next + 1);
            text = text with { Byline = line };
        }
        else if (next < blocks.Count && dek is not null && IsSame(blocks[next].Text, dek) && IsAboveTheBody(blocks, next))
        {
            text = text with { Dek = dek };
            next++;
        }

        if (next < blocks.Count && PhotoCredit.OfLine(blocks[next].Text) is { } credit)
            (text, next) = (text with { Credit = credit }, next + 1);
        return (text, next);
    }

    private static (BylineLine? Line, int At) FirstByline(IReadOnlyList<HtmlBlock> blocks, int start)
    {
        for (var i = start; i < blocks.Count && i - start <= MaxDekBlocks; i++)
        {
            if (blocks[i].Kind != BlockKind.Quotation && BylineLine.Parse(blocks[i].Text) is { } line)
                return (line, i);
        }

        return (null, start);
    }

    // Many summaries repeat the first paragraph, which is the body's; a heading or a block above a credit line is not.
    private static bool IsAboveTheBody(IReadOnlyList<HtmlBlock> blocks, int at) =>
        at + 1 < blocks.Count && (blocks[at].Kind == BlockKind.Heading || PhotoCredit.OfLine(blocks[at + 1].Text) is not null);

    // Away from the top only "By NAME - DATE" is safe, and what stands above it has to be short enough for a standfirst.
    private static bool IsHeader(IReadOnlyList<HtmlBlock> blocks, int start, int byline, BylineLine line)
    {
        if (byline == start)
            return line.IsPlain || blocks.Count > byline + 1;
        return line.Byline is not null && blocks.Skip(start).Take(byline - start).Sum(block => block.Text.Length) <= FeedPipeline.Normalizing.Dek.MaxChars;
    }

    private static bool IsSame(string left, string right) => PlainText.Fold(left) is { Length: > 0 } folded && folded == PlainText.Fold(right);
}
