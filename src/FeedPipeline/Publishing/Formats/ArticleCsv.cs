using System.Globalization;
using System.Text;
using FeedPipeline.Articles;

namespace FeedPipeline.Publishing.Formats;

/// <summary>RFC 4180, every cell quoted. What a spreadsheet would take for a formula is a text: it gets an apostrophe in front.</summary>
/// <remarks>Lists are joined by "; ". What no cell can hold (<c>body_html</c>, <c>enclosures</c>, <c>provenance</c>) is left to the JSON forms.</remarks>
internal static class ArticleCsv
{
    private static readonly (string Column, Func<StoredArticle, string?> Cell)[] Columns =
    [
        ("id", article => Number(article.Id)),
        ("headline", article => article.Content.Headline),
        ("dek", article => article.Content.Dek),
        ("byline", article => article.Content.Byline),
        ("authors", article => string.Join("; ", article.Content.Authors)),
        ("published_at", article => FieldWords.Time(article.Content.PublishedAt)),
        ("published_precision", article => PlainJson.Name(article.Content.PublishedPrecision)),
        ("modified_at", article => FieldWords.Time(article.Content.ModifiedAt)),
        ("photo_credit", article => article.Content.PhotoCredit),
        ("photo_caption", article => article.Content.PhotoCaption),
        ("photo_url", article => article.Content.PhotoUrl),
        ("body", article => article.Content.Body),
        ("body_source", article => PlainJson.Name(article.Content.BodySource)),
        ("language", article => article.Content.Language),
        ("url", article => article.Content.Url),
        ("canonical_url", article => article.Content.CanonicalUrl),
        ("section", article => article.Content.Section),
        ("tags", article => string.Join("; ", article.Content.Tags)),
        ("feed_id", article => Number(article.FeedId)),
        ("guid", article => article.Content.Guid),
        ("access", article => PlainJson.Name(article.Content.Access)),
        ("rights", article => article.Content.Rights),
        ("word_count", article => Number(article.Content.WordCount)),
        ("revision", article => Number(article.Revision)),
        ("copy_of", article => Number(article.CopyOf)),
        ("merged_into", article => Number(article.MergedInto)),
        ("story_id", article => Number(article.StoryId)),
        ("removed_at", article => FieldWords.Time(article.RemovedAt)),
        ("first_seen_at", article => FieldWords.Time(article.FirstSeenAt)),
        ("updated_at", article => FieldWords.Time(article.UpdatedAt)),
    ];

    /// <summary>The columns' names.</summary>
    public static string Head { get; } = Line(Columns.Select(column => column.Column));

    /// <summary>One line, which may hold line breaks within its quotes.</summary>
    public static string Row(StoredArticle article) => Line(Columns.Select(column => column.Cell(article)));

    private static string Line(IEnumerable<string?> cells)
    {
        var line = new StringBuilder();
        foreach (var cell in cells)
        {
            if (line.Length > 0)
                line.Append(',');
            line.Append('"');
            var text = FieldWords.Harmless(cell ?? "");
            if (IsFormula(text))
                line.Append('\'');
            line.Append(text.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
        }

        return line.Append("\r\n").ToString();
    }

    // Spreadsheets pass over spaces and marks in front, and read full-width signs like the narrow ones.
    private static bool IsFormula(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '\t' or '\n' or '=' or '+' or '-' or '@' or 0xFF1D or 0xFF0B or 0xFF0D or 0xFF20 or 0x2212)
                return true;
            if (!Rune.IsWhiteSpace(rune) && Rune.GetUnicodeCategory(rune) != UnicodeCategory.Format)
                return false;
        }

        return false;
    }

    private static string? Number(long? number) => number?.ToString(CultureInfo.InvariantCulture);
}
