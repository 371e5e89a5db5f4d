using System.Text;
using System.Text.Unicode;
using FeedPipeline.Reading.Markup;

namespace FeedPipeline.Reading.Formats;

/// <summary>Atom's text constructs and contents (RFC 4287 sections 3.1 and 4.1.3) as HTML, and those of Atom 0.3 with their modes.</summary>
internal static class AtomText
{
    private enum Form
    {
        Plain,
        Html,
        Markup,
        Base64,
    }

    /// <summary>The current element's value as HTML; null when empty, or when it holds no text at all.</summary>
    public static string? Read(MarkupCursor cursor) => FormOf(cursor) switch
    {
        Form.Markup => cursor.Xhtml(),
        Form.Html => cursor.Html(),
        Form.Base64 => FromBase64(cursor),
        _ => HtmlText.Escape(cursor.Text()),
    };

    private static Form FormOf(MarkupCursor cursor)
    {
        var type = (cursor.Attribute("type") ?? "text").ToLowerInvariant();
        switch (cursor.Attribute("mode")?.ToLowerInvariant())
        {
            case "base64":
                return Form.Base64;
            case "xml":
                return Form.Markup;
            case "escaped":
                return type.Contains("html", StringComparison.Ordinal) ? Form.Html : Form.Plain;
        }

        return type switch
        {
            "html" or "text/html" => Form.Html,
            "text" or "text/plain" => Form.Plain,
            "xhtml" or "application/xhtml+xml" => Form.Markup,
            _ when type.EndsWith("xml", StringComparison.Ordinal) => Form.Markup,
            _ when type.StartsWith("text/", StringComparison.Ordinal) => Form.Plain,
            _ when type.Contains('/', StringComparison.Ordinal) => Form.Base64,
            _ => Form.Plain,
        };
    }

    private static string? FromBase64(MarkupCursor cursor)
    {
        var isHtml = (cursor.Attribute("type") ?? "").Contains("html", StringComparison.OrdinalIgnoreCase);
        if (cursor.Text() is not { } text)
            return null;
        var bytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, bytes, out var length) || !Utf8.IsValid(bytes.AsSpan(0, length)))
            return HtmlText.Escape(text);
        var decoded = Charsets.Characters.Valid(Encoding.UTF8.GetString(bytes, 0, length));
        return isHtml ? decoded : HtmlText.Escape(decoded);
    }
}
