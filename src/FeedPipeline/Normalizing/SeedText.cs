using System.Text;
using FeedPipeline.Articles;
using FeedPipeline.Articles.Wording;
using FeedPipeline.Documents;

namespace FeedPipeline.Normalizing;

/// <summary>The seed article format: headline, dek, byline line, credit line, paragraphs.</summary>
public static class SeedText
{
    private const int MaxDekLines = 3;
    private const int MaxRewrites = 4;

    /// <summary>Reads tolerantly: any line ends, any spacing between paragraphs, any part but the headline missing. Null when there is no line at all.</summary>
    public static SeedArticle? Read(string text)
    {
        var lines = Lines(text);
        if (lines.Count == 0)
            return null;

        var header = Header(lines);
        var next = header.End;
        var credit = next < lines.Count ? Articles.Wording.PhotoCredit.OfLine(lines[next].Text) : null;
        var cut = Furniture.Cut([.. lines.Skip(credit is null ? next : next + 1).Select(line => line.Text)]);
        return new SeedArticle
        {
            Headline = lines[0].Text,
            Dek = header.Dek,
            Byline = header.Line?.Byline,
            Authors = header.Line?.Byline is { } byline ? AuthorNames.Parse(byline) : [],
            Published = header.Line?.Day,
            PhotoCredit = credit,
            Paragraphs = cut.Body,
            Furniture = cut.Removed,
        };
    }

    /// <summary>The canonical text: one blank line between paragraphs, the day at the publisher's own offset, no furniture, one final newline.
    /// Reading it and writing it again gives the same text.</summary>
    public static string Write(Article article)
    {
        var text = Compose(article);
        // A body that begins with a byline line is read as one, so that is how it has to be written.
        for (var i = 0; i < MaxRewrites && Compose(Read(text)!.ToArticle()) is var again && again != text; i++)
            text = again;
        return text;
    }

    private static string Compose(Article article)
    {
        var paragraphs = Lines(article.Body ?? "").Select(line => line.Text).ToList();
        var dek = OneLine(article.Dek);
        var byline = BylineText(article);
        var credit = Articles.Wording.PhotoCredit.Clean(article.PhotoCredit);
        // Without anything below it, a line under the headline is the body.
        if (dek is { } only && byline is null && credit is null && paragraphs.Count == 0)
            (dek, paragraphs) = (null, [only]);

        var text = new StringBuilder(OneLine(article.Headline) ?? "Untitled").Append('\n');
        if (dek is not null)
            text.Append(dek).Append('\n');
        if (byline is not null)
            text.Append(byline).Append('\n');
        if (credit is not null)
            text.Append('\n').Append(Articles.Wording.PhotoCredit.Write(credit)).Append('\n');
        foreach (var paragraph in paragraphs)
            text.Append('\n').Append(paragraph).Append('\n');
        return text.ToString();
    }

    private static string? BylineText(Article article)
    {
        var names = article.Authors.Count > 0 ? OneLine(string.Join(", ", article.Authors)) : OneLine(article.Byline);
        var day = Day(article) is { } published ? StatedDay.Write(published) : null;
        return (names, day) switch
        {
            (null, _) => day,
            (_, null) => $"By {names}",
            _ => $"By {names} - {day}",
        };
    }

    private static DateOnly? Day(Article article)
    {
        if (article.PublishedAt is not { } at)
            return null;
        var offset = article.PublishedPrecision == DatePrecision.Day ? TimeSpan.Zero : article.PublishedOffset ?? TimeSpan.Zero;
        var isAtEndOfTime = at.UtcDateTime.Year is 1 or 9999;
        return DateOnly.FromDateTime(isAtEndOfTime ? at.UtcDateTime : at.UtcDateTime + offset);
    }

    private static string? OneLine(string? text) => text is not null && PlainText.Clean(text) is { Length: > 0 } line ? line : null;

    private static (string? Dek, BylineLine? Line, int End) Header(List<Line> lines)
    {
        var block = lines.FindIndex(1, line => line.AfterBlank) is var first and > 0 ? first : lines.Count;
        for (var i = 1; i <= MaxDekLines + 1 && i < lines.Count; i++)
        {
            // Prose may name people or a day; away from the headline only both together make a byline line.
            if (BylineLine.Parse(lines[i].Text) is { } line && (line.IsPlain || i < block))
                return (Joined(lines, i), line, i + 1);
        }

        var hasDek = block == 2 && lines.Count > 2 && Articles.Wording.PhotoCredit.OfLine(lines[1].Text) is null;
        return hasDek ? (lines[1].Text, null, 2) : (null, null, 1);
    }

    private static string? Joined(List<Line> lines, int end) => end == 1 ? null : string.Join(' ', lines.Take(1..end).Select(line => line.Text));

    private static List<Line> Lines(string text)
    {
        List<Line> lines = [];
        var afterBlank = false;
        foreach (var raw in text.AsSpan().EnumerateLines())
        {
            var line = PlainText.Clean(raw.ToString());
            if (line.Length > 0)
                lines.Add(new Line(line, afterBlank));
            afterBlank = line.Length == 0;
        }

        return lines;
    }

    private readonly record struct Line(string Text, bool AfterBlank);
}
