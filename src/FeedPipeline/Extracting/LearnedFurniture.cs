using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using FeedPipeline.Articles.Wording;
using FeedPipeline.Documents;

namespace FeedPipeline.Extracting;

/// <summary>Template text that only other pages of a site betray: short paragraphs that recur at the head or the tail. Never prose of length, never a quotation.</summary>
public static class LearnedFurniture
{
    private const int HeadLines = 2;
    private const int TailLines = 4;
    private const int MaxWords = 60;

    private static readonly SearchValues<char> QuotationMarks = SearchValues.Create("\"“”„«»「」");

    /// <summary>The paragraphs of a page that may be template text.</summary>
    public static IReadOnlyList<RecurringLine> Lines(ArticlePage page)
    {
        var ends = page.Body.Take(HeadLines).Concat(page.Body.Skip(Math.Max(HeadLines, page.Body.Count - TailLines)));
        return [.. ends.Where(IsCandidate).Select(block => new RecurringLine(Hash(block), block.Text)).DistinctBy(line => line.Hash)];
    }

    /// <summary>The page without those of them that recur, from its head and its tail inwards.</summary>
    public static ArticlePage Strip(ArticlePage page, IReadOnlySet<Guid> recurring)
    {
        var (start, end) = (0, page.Body.Count);
        while (end - start > 1 && page.Body.Count - end < TailLines && IsFurniture(page.Body[end - 1]))
            end--;
        while (end - start > 1 && start < HeadLines && IsFurniture(page.Body[start]))
            start++;
        var removed = page.Body.Take(start).Concat(page.Body.Skip(end)).Select(block => block.Text);
        return page with { Body = [.. page.Body.Take(end).Skip(start)], Furniture = [.. page.Furniture, .. removed] };

        bool IsFurniture(PageBlock block) => IsCandidate(block) && recurring.Contains(Hash(block));
    }

    private static bool IsCandidate(PageBlock block) =>
        block.Kind is not (BlockKind.Quotation or BlockKind.Preformatted)
        && block.Text.AsSpan().IndexOfAny(QuotationMarks) < 0
        && WordCount.Of(block.Text) <= MaxWords;

    private static Guid Hash(PageBlock block) => new(SHA256.HashData(Encoding.UTF8.GetBytes(PlainText.Fold(block.Text))).AsSpan(0, 16));
}
