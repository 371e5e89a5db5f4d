namespace FeedPipeline.Articles.Wording;

/// <summary>A body without its furniture.</summary>
/// <param name="Body">The paragraphs that stay, in order.</param>
/// <param name="Kept">Their indexes in what was given.</param>
/// <param name="Glued">What was cut from the end of the last of them; null when nothing was.</param>
/// <param name="Removed">All that was removed, in order.</param>
public sealed record FurnitureCut(IReadOnlyList<string> Body, IReadOnlyList<int> Kept, string? Glued, IReadOnlyList<string> Removed);

/// <summary>What stands in or under an article without being part of it: "Most Popular" and all that follows, "Advertisement".</summary>
public static class Furniture
{
    private const int ProseWords = 25;
    private const int ProseParagraphs = 2;

    /// <summary>Cuts the tail at the first heading that too little prose follows, headings glued to the last sentence, and lines about advertising.</summary>
    public static FurnitureCut Cut(IReadOnlyList<string> paragraphs)
    {
        var end = TailStart(paragraphs);
        List<string> body = [], removed = [];
        List<int> kept = [];
        for (var i = 0; i < end; i++)
        {
            if (FurnitureHeadings.IsInterruption(paragraphs[i]))
            {
                removed.Add(paragraphs[i]);
                continue;
            }

            body.Add(paragraphs[i]);
            kept.Add(i);
        }

        string? glued = null;
        if (body.Count > 0)
        {
            var last = WithoutGlued(body[^1]);
            glued = last.Length < body[^1].Length ? body[^1][last.Length..].Trim() : null;
            body[^1] = last;
        }

        return new FurnitureCut(body, kept, glued, [.. removed, .. glued is null ? [] : new[] { glued }, .. paragraphs.Skip(end)]);
    }

    private static int TailStart(IReadOnlyList<string> paragraphs)
    {
        var prose = 0;
        var start = paragraphs.Count;
        for (var i = paragraphs.Count - 1; i >= 0 && prose < ProseParagraphs; i--)
        {
            if (FurnitureHeadings.IsWholeLine(paragraphs[i]))
                start = i;
            else if (WordCount.Of(paragraphs[i]) >= ProseWords)
                prose++;
        }

        return start;
    }

    private static string WithoutGlued(string paragraph)
    {
        while (FurnitureHeadings.Unambiguous.FirstOrDefault(heading => IsGlued(paragraph, heading)) is { } glued)
            paragraph = paragraph[..^glued.Length].TrimEnd();
        return paragraph;
    }

    private static bool IsGlued(string paragraph, string heading) =>
        paragraph.EndsWith(heading, StringComparison.OrdinalIgnoreCase)
        && char.IsUpper(paragraph[^heading.Length])
        && paragraph.AsSpan(0, paragraph.Length - heading.Length).TrimEnd() is [.., '.' or '!' or '?' or '…' or '”' or '"' or '’' or '\'' or ')' or '»' or '。'];
}
