using System.Collections.Frozen;
using System.Text;

namespace FeedPipeline.Reading.Markup;

/// <summary>Writes text and tags as HTML.</summary>
internal static class HtmlText
{
    /// <summary>Plain text as HTML.</summary>
    public static string? Escape(string? text)
    {
        if (text is null || text.AsSpan().IndexOfAny('&', '<', '>') < 0)
            return text;
        var html = new StringBuilder(text.Length + 16);
        AppendEscaped(html, text);
        return html.ToString();
    }

    public static void AppendEscaped(StringBuilder html, ReadOnlySpan<char> text)
    {
        while (true)
        {
            var next = text.IndexOfAny('&', '<', '>');
            if (next < 0)
            {
                html.Append(text);
                return;
            }

            html.Append(text[..next]).Append(text[next] switch { '&' => "&amp;", '<' => "&lt;", _ => "&gt;" });
            text = text[(next + 1)..];
        }
    }

    public static void AppendStart(StringBuilder html, IMarkup markup)
    {
        html.Append('<').Append(markup.Name);
        foreach (var attribute in markup.Attributes)
        {
            html.Append(' ');
            if (attribute.Prefix.Length > 0)
                html.Append(attribute.Prefix).Append(':');
            html.Append(attribute.Name).Append("=\"");
            html.Append(attribute.Value.Replace("&", "&amp;", StringComparison.Ordinal).Replace("\"", "&quot;", StringComparison.Ordinal)).Append('"');
        }

        html.Append(IsVoid(markup.Name) ? " />" : ">");
    }

    public static void AppendEnd(StringBuilder html, string name)
    {
        if (!IsVoid(name))
            html.Append("</").Append(name).Append('>');
    }

    /// <summary>True for elements that HTML writes without an end tag (WHATWG HTML section 13.1.2).</summary>
    public static bool IsVoid(string name) => name.Length <= 6 && name.ToLowerInvariant() is
        "area" or "base" or "br" or "col" or "embed" or "hr" or "img" or "input" or "link" or "meta" or "source" or "track" or "wbr";

    /// <summary>True for elements that stand unescaped in broken feeds.</summary>
    public static bool IsElement(string name) => IsVoid(name) || Elements.Contains(name);

    private static readonly FrozenSet<string> Elements = FrozenSet.ToFrozenSet(
        ["a", "abbr", "article", "aside", "b", "blockquote", "body", "center", "cite", "code", "dd", "del", "div", "dl", "dt", "em", "figcaption", "figure",
         "font", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "html", "i", "iframe", "ins", "li", "main", "nav", "object", "ol", "p", "pre",
         "q", "s", "script", "section", "small", "span", "strike", "strong", "style", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "tt", "u",
         "ul", "video"],
        StringComparer.OrdinalIgnoreCase);
}
