using System.Globalization;
using System.Text;
using Spectre.Console.Rendering;

namespace FeedPipeline.Worker.Commands;

/// <summary>Cells in aligned columns. Where the width is limited, the last column is wrapped at words and long ones before it are cut off; where it is not, every row is one line.</summary>
internal static class TextTable
{
    private const int Gap = 2;
    private const int LeastLast = 24;
    private const int LeastOther = 8;

    /// <summary>The lines, each in pieces by column, the last piece without blanks behind it; a piece without column is padding.</summary>
    /// <param name="rows">Cells without control characters; all rows have as many.</param>
    /// <param name="width">Characters of a line; null for any.</param>
    public static IEnumerable<IReadOnlyList<(string Text, int Column)>> Lines(IReadOnlyList<IReadOnlyList<string>> rows, int? width)
    {
        if (rows.Count == 0)
            yield break;

        var last = rows[0].Count - 1;
        var widths = Widths(rows, width);
        var isNumber = Enumerable.Range(0, last + 1).Select(column => rows.Skip(1).Any(row => row[column].Length > 0) && rows.Skip(1).All(row => row[column] is "-" or "" || IsNumber(row[column]))).ToArray();
        foreach (var row in rows)
        {
            var wrapped = Wrapped(row[last], widths[last]);
            for (var line = 0; line < wrapped.Count; line++)
            {
                var pieces = new List<(string Text, int Column)>();
                for (var column = 0; column < last; column++)
                    pieces.Add((Padded(line == 0 ? Cut(row[column], widths[column]) : string.Empty, widths[column], isNumber[column]) + new string(' ', Gap), column));
                pieces.Add((isNumber[last] ? Padded(wrapped[line], Math.Min(widths[last], rows.Max(other => Cells(other[last]))), toRight: true) : wrapped[line], last));
                yield return Trimmed(pieces);
            }
        }
    }

    /// <summary>Places that a text takes on a terminal: two for a Chinese character.</summary>
    private static int Cells(string text) => new Segment(text).CellCount();

    private static int[] Widths(IReadOnlyList<IReadOnlyList<string>> rows, int? limit)
    {
        var widths = Enumerable.Range(0, rows[0].Count).Select(column => rows.Max(row => Cells(row[column]))).ToArray();
        if (limit is not { } most)
            return widths;

        var last = widths.Length - 1;
        // An address is one word: it is cut nowhere, so it may have half of the line.
        var longest = rows.SelectMany(row => row[last].Split(' ')).Max(Cells);
        var least = Math.Min(widths[last], Math.Max(LeastLast, Math.Min(longest, most / 2)));
        int Rest() => most - (Gap * last) - widths.Take(last).Sum();
        // The widest gives way first, so that short columns stay whole.
        while (Rest() < least && widths.Take(last).DefaultIfEmpty().Max() > LeastOther)
            widths[Array.IndexOf(widths, widths.Take(last).Max())]--;
        widths[last] = Math.Max(Math.Min(widths[last], Rest()), least);
        return widths;
    }

    private static IReadOnlyList<string> Wrapped(string text, int width)
    {
        if (Cells(text) <= width)
            return [text];

        var (lines, line) = (new List<string>(), new StringBuilder());
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && Cells(line.ToString()) + 1 + Cells(word) > width)
            {
                lines.Add(line.ToString());
                line.Clear();
            }

            // A word longer than a line, as an address is, is left whole: it may be wanted for copying.
            line.Append(line.Length == 0 ? "" : " ").Append(word);
        }

        lines.Add(line.ToString());
        return lines;
    }

    private static string Cut(string text, int width)
    {
        if (Cells(text) <= width)
            return text;
        var cut = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (Cells(cut.ToString()) + Cells(rune.ToString()) > width - 1)
                break;
            cut.Append(rune);
        }

        return cut.Append('…').ToString();
    }

    private static string Padded(string text, int width, bool toRight)
    {
        var blanks = new string(' ', Math.Max(0, width - Cells(text)));
        return toRight ? blanks + text : text + blanks;
    }

    private static IReadOnlyList<(string Text, int Column)> Trimmed(List<(string Text, int Column)> pieces)
    {
        while (pieces.Count > 0 && pieces[^1].Text.AsSpan().TrimEnd(' ').IsEmpty)
            pieces.RemoveAt(pieces.Count - 1);
        if (pieces.Count > 0)
            pieces[^1] = pieces[^1] with { Text = pieces[^1].Text.TrimEnd(' ') };
        return pieces;
    }

    private static bool IsNumber(string text) => double.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out _);
}
