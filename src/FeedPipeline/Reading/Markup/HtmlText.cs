using System.Collections.Frozen;

namespace FeedPipeline.Reading.Markup;

/// <summary>Writes text and tags as HTML.</summary>
internal static class HtmlText
{
    private static readonly FrozenSet<string> VoidElements = FrozenSet.ToFrozenSet(
        ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"], StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Elements = FrozenSet.ToFrozenSet(
        ["a", "abbr", "article", "aside", "b", "blockquote", "body", "center", "cite", "code", "dd", "del", "div", "dl", "dt", "em", "figcaption", "figure",
         "font", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "html", "i", "iframe", "ins", "li", "main", "nav", "object", "ol", "p", "pre",
         "q", "s", "script", "section", "small", "span", "strike", "strong", "style", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "tt", "u",
         "ul", "video"],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Plain text as HTML.</summary>
    public static string? Escape(string? text)
    {
        if (text is null || text.AsSpan().IndexOfAny('&', '<', '>') < 0)
            return text;
        using var html = new TextBuffer();
        AppendEscaped(html, text);
        return html.Span.ToString();
    }

    public static void AppendEscaped(TextBuffer html, ReadOnlySpan<char> text)
    {
        for (var next = text.IndexOfAny('&', '<', '>'); next >= 0; next = text.IndexOfAny('&', '<', '>'))
        {
            html.Append(text[..next]);
            html.Append(text[next] switch { '&' => "&amp;", '<' => "&lt;", _ => "&gt;" });
            text = text[(next + 1)..];
        }

        html.Append(text);
    }

    public static void AppendStart(TextBuffer html, string name, TagAttributes attributes)
    {
        html.Append('<');
        html.Append(name);
        for (var i = 0; i < attributes.Count; i++)
        {
            html.Append(' ');
            html.Append(attributes.Name(i));
            html.Append("=\"");
            AppendQuoted(html, attributes.Value(i));
            html.Append('"');
        }

        html.Append(IsVoid(name) ? " />" : ">");
    }

    public static void AppendEnd(TextBuffer html, string name)
    {
        if (IsVoid(name))
            return;
        html.Append("</");
        html.Append(name);
        html.Append('>');
    }

    /// <summary>True for elements that HTML writes without an end tag (WHATWG HTML section 13.1.2).</summary>
    public static bool IsVoid(string name) => VoidElements.Contains(name);

    /// <summary>True for elements that stand unescaped in broken feeds.</summary>
    public static bool IsElement(string name) => IsVoid(name) || Elements.Contains(name);

    private static void AppendQuoted(TextBuffer html, ReadOnlySpan<char> value)
    {
        for (var next = value.IndexOfAny('&', '"'); next >= 0; next = value.IndexOfAny('&', '"'))
        {
            html.Append(value[..next]);
            html.Append(value[next] == '&' ? "&amp;" : "&quot;");
            value = value[(next + 1)..];
        }

        html.Append(value);
    }
}
