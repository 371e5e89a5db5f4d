using System.Text;
using AngleSharp.Dom;
using FeedPipeline.Articles.Wording;

namespace FeedPipeline.Normalizing;

/// <summary>XHTML built from a short list of elements. Nothing is taken over as it stands, and sanitising twice changes nothing.</summary>
public sealed class SanitisedHtml
{
    private readonly StringBuilder output = new();
    private readonly HtmlFragment fragment;
    private readonly InlineXhtml inline;

    private SanitisedHtml(HtmlFragment fragment)
    {
        this.fragment = fragment;
        inline = new InlineXhtml(output);
    }

    /// <summary>Well-formed, without a root element; null when nothing readable is left.</summary>
    public static string? Of(string html) => Of(HtmlFragment.Parse(html));

    /// <summary>The same for a tree, whose nodes may have been taken out.</summary>
    internal static string? Of(HtmlFragment fragment)
    {
        var sanitised = new SanitisedHtml(fragment);
        sanitised.WriteChildren(fragment.Root, Wrapper.Paragraph, 0);
        return sanitised.inline.Written == 0 ? null : sanitised.output.ToString();
    }

    private void WriteChildren(IElement container, Wrapper wrapper, int depth)
    {
        if (depth > HtmlFragment.MaxDepth)
            return;
        foreach (var piece in fragment.Pieces(container))
        {
            if (piece.Container is null)
                WriteRun(piece.Run, wrapper);
            else
                WriteElement(piece.Container, wrapper, depth + 1);
        }
    }

    private void WriteElement(IElement element, Wrapper wrapper, int depth)
    {
        switch (element.LocalName)
        {
            case "h1" or "h2":
                WriteChildren(element, Wrapper.Heading(2), depth);
                break;
            case ['h', >= '3' and <= '6']:
                WriteChildren(element, Wrapper.Heading(element.LocalName[1] - '0'), depth);
                break;
            case "pre":
                WriteChildren(element, Wrapper.Preformatted, depth);
                break;
            case "blockquote" or "ul" or "ol" or "table":
                WriteWhole(element, element.LocalName is "ul" or "ol" ? Wrapper.ListItem : Wrapper.Paragraph, depth);
                break;
            case "li" when IsIn(element, "ul", "ol"):
            case "caption" when IsIn(element, "table"):
                WriteWhole(element, Inside(element), depth);
                break;
            case "thead" or "tbody" or "tfoot" or "tr":
                WritePart(element, Wrapper.Paragraph, depth);
                break;
            case "td" or "th":
                WritePart(element, Inside(element), depth);
                break;
            case var _ when HtmlFragment.IsFigure(element):
                WriteFigure(element, wrapper, depth);
                break;
            case var _ when wrapper == Wrapper.Figure && HtmlFragment.IsCaption(element):
                WriteNamed("figcaption", element, Inside(element), depth);
                break;
            default:
                WriteChildren(element, wrapper, depth);
                break;
        }
    }

    // Left out when nothing in it can be read.
    private void WriteWhole(IElement element, Wrapper wrapper, int depth) => WriteNamed(element.LocalName, element, wrapper, depth);

    private void WriteNamed(string name, IElement element, Wrapper wrapper, int depth)
    {
        var (start, written) = (output.Length, inline.Written);
        output.Append('<').Append(name).Append('>');
        WriteChildren(element, wrapper, depth);
        if (inline.Written == written)
            output.Length = start;
        else
            output.Append("</").Append(name).Append('>');
    }

    // Kept even when empty, because its place in the table means something.
    private void WritePart(IElement element, Wrapper wrapper, int depth)
    {
        output.Append('<').Append(element.LocalName).Append('>');
        WriteChildren(element, wrapper, depth);
        output.Append("</").Append(element.LocalName).Append('>');
    }

    private void WriteFigure(IElement element, Wrapper wrapper, int depth)
    {
        var (start, pictures) = (output.Length, inline.Pictures);
        output.Append("<figure>");
        WriteChildren(element, Wrapper.Figure, depth);
        output.Append("</figure>");
        if (inline.Pictures > pictures)
            return;
        output.Length = start;
        WriteChildren(element, wrapper, depth);
    }

    private void WriteRun(IReadOnlyList<INode> run, Wrapper wrapper)
    {
        var (start, written) = (output.Length, inline.Written);
        // In a figure its pictures stand bare, and only text is a paragraph.
        if (wrapper == Wrapper.Figure && PlainText.Clean(HtmlFragment.TextOf(run)).Length == 0)
            wrapper = Wrapper.None;
        output.Append(wrapper.Open);
        inline.Write(run, wrapper == Wrapper.Preformatted);
        if (inline.Written == written)
            output.Length = start;
        else
            output.Append(wrapper.Close);
    }

    private Wrapper Inside(IElement element) => fragment.IsContainer(element) ? Wrapper.Paragraph : Wrapper.None;

    private static bool IsIn(IElement element, params ReadOnlySpan<string> parents) => element.ParentElement is { } parent && parents.Contains(parent.LocalName);

    /// <summary>What goes around a run, by the element it stands in.</summary>
    private sealed record Wrapper(string Kind, string Open, string Close)
    {
        public static readonly Wrapper None = new("none", "", "");
        public static readonly Wrapper Paragraph = new("p", "<p>", "</p>");
        public static readonly Wrapper Figure = new("figure", "<p>", "</p>");
        public static readonly Wrapper ListItem = new("li", "<li>", "</li>");
        public static readonly Wrapper Preformatted = new("pre", "<pre>", "</pre>");

        public static Wrapper Heading(int level) => new("h", $"<h{level}>", $"</h{level}>");
    }
}
