using System.Text;

namespace FeedPipeline.Deduplicating;

/// <summary>What changed between two bodies, paragraph by paragraph.</summary>
internal static class ParagraphDiff
{
    /// <summary>Above this many paragraphs on either side the whole body counts as replaced: the table below grows with their product.</summary>
    private const int MaxParagraphs = 500;

    /// <summary>Removed paragraphs begin with <c>- </c>, added ones with <c>+ </c>, in reading order; null when nothing changed.</summary>
    public static string? Between(string? before, string? after)
    {
        if (before == after)
            return null;

        var old = Paragraphs(before);
        var now = Paragraphs(after);
        if (old.Length > MaxParagraphs || now.Length > MaxParagraphs)
            return string.Join('\n', [.. old.Select(paragraph => "- " + paragraph), .. now.Select(paragraph => "+ " + paragraph)]);

        var common = CommonLengths(old, now);
        var diff = new StringBuilder();
        int i = 0, j = 0;
        while (i < old.Length || j < now.Length)
        {
            if (i < old.Length && j < now.Length && old[i] == now[j])
                (i, j) = (i + 1, j + 1);
            else if (i < old.Length && (j == now.Length || common[i + 1, j] >= common[i, j + 1]))
                diff.Append("- ").Append(old[i++]).Append('\n');
            else
                diff.Append("+ ").Append(now[j++]).Append('\n');
        }

        return diff.Length == 0 ? null : diff.ToString(0, diff.Length - 1);
    }

    private static string[] Paragraphs(string? body) => body?.Split("\n\n") ?? [];

    /// <summary>Length of the longest common subsequence of the paragraphs from (i, j) on.</summary>
    private static int[,] CommonLengths(string[] old, string[] now)
    {
        var lengths = new int[old.Length + 1, now.Length + 1];
        for (var i = old.Length - 1; i >= 0; i--)
        {
            for (var j = now.Length - 1; j >= 0; j--)
                lengths[i, j] = old[i] == now[j] ? lengths[i + 1, j + 1] + 1 : Math.Max(lengths[i + 1, j], lengths[i, j + 1]);
        }

        return lengths;
    }
}
