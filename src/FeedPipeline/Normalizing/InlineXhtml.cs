using System.Security;
using System.Text;
using AngleSharp.Dom;
using FeedPipeline.Articles.Wording;

namespace FeedPipeline.Normalizing;

/// <summary>Writes runs of inline nodes as XHTML. Tags are opened only when text follows, so nothing empty is ever written.</summary>
internal sealed class InlineXhtml(StringBuilder output)
{
    private readonly StringBuilder text = new();
    private readonly List<(string Name, string Tag, bool IsOpen)> elements = [];
    private bool isPreformatted;
    private bool endsInSpace;
    private bool breakIsDue;
    private bool hasStarted;

    /// <summary>Texts and pictures written so far.</summary>
    public int Written { get; private set; }

    /// <summary>Pictures written so far.</summary>
    public int Pictures { get; private set; }

    /// <summary>Writes one run, its lines kept inside <c>pre</c>.</summary>
    public void Write(IReadOnlyList<INode> run, bool preformatted)
    {
        (isPreformatted, endsInSpace, breakIsDue, hasStarted) = (preformatted, true, false, false);
        foreach (var node in run)
            Visit(node, 0);
        Flush(isEnd: true);
    }

    private void Visit(INode node, int depth)
    {
        if (node is IText { Data: var data })
            AddText(data);
        else if (node is IElement element && HtmlFragment.IsShown(node) && depth <= HtmlFragment.MaxDepth)
            Visit(element, depth);
    }

    private void Visit(IElement element, int depth)
    {
        if (element.LocalName == "br")
            AddBreak();
        else if (element.LocalName == "img")
            AddPicture(element);
        else if (Tag(element) is { } tag && !elements.Exists(outer => outer.Name == tag.Name))
            Enclose(element, tag, depth);
        else
            Children(element, depth);
    }

    private void Enclose(IElement element, (string Name, string Tag) tag, int depth)
    {
        elements.Add((tag.Name, tag.Tag, false));
        Children(element, depth);
        var closed = elements[^1];
        if (closed.IsOpen)
        {
            Flush(isEnd: false);
            output.Append("</").Append(closed.Name).Append('>');
        }

        elements.RemoveAt(elements.Count - 1);
    }

    private void Children(IElement element, int depth)
    {
        foreach (var child in element.ChildNodes)
            Visit(child, depth + 1);
    }

    private void AddText(string data)
    {
        if (IsBlank(data))
        {
            text.Append(data);
            return;
        }

        OpenElements();
        text.Append(data);
    }

    private void AddBreak()
    {
        if (isPreformatted)
        {
            text.Append('\n');
            return;
        }

        Flush(isEnd: true);
        (breakIsDue, endsInSpace) = (hasStarted, true);
    }

    private void AddPicture(IElement image)
    {
        if (HtmlFragment.ImageUrl(image) is not { } url)
            return;
        OpenElements();
        Flush(isEnd: false);
        Begin();
        output.Append("<img src=\"").Append(Escaped(url)).Append("\" alt=\"").Append(Escaped(PlainText.Clean(image.GetAttribute("alt") ?? ""))).Append("\"/>");
        (endsInSpace, Pictures) = (false, Pictures + 1);
    }

    private void OpenElements()
    {
        if (elements.Count == 0 || elements[^1].IsOpen)
            return;
        Flush(isEnd: false);
        if (breakIsDue)
            Begin();
        for (var i = 0; i < elements.Count; i++)
        {
            if (elements[i].IsOpen)
                continue;
            output.Append(elements[i].Tag);
            elements[i] = elements[i] with { IsOpen = true };
        }
    }

    private void Flush(bool isEnd)
    {
        var clean = isPreformatted ? PlainText.CleanLines(text.ToString()) : PlainText.CleanInside(text.ToString());
        text.Clear();
        if (isPreformatted && !hasStarted)
            clean = clean.TrimStart('\n');
        if (!isPreformatted && endsInSpace)
            clean = clean.TrimStart(' ');
        if (isEnd)
            clean = clean.TrimEnd();
        if (clean.Length == 0)
            return;
        endsInSpace = clean[^1] == ' ';
        Begin();
        output.Append(Escaped(clean));
    }

    private void Begin()
    {
        if (breakIsDue)
            output.Append("<br/>");
        (breakIsDue, hasStarted, Written) = (false, true, Written + 1);
    }

    private bool IsBlank(string data) => (isPreformatted ? PlainText.CleanLines(data) : PlainText.Clean(data)).AsSpan().Trim().IsEmpty;

    private static (string Name, string Tag)? Tag(IElement element) => element.LocalName switch
    {
        "em" or "i" => ("em", "<em>"),
        "strong" or "b" => ("strong", "<strong>"),
        "code" or "tt" or "kbd" or "samp" => ("code", "<code>"),
        "a" when Address(element) is { } address => ("a", $"<a href=\"{Escaped(address)}\" rel=\"noopener nofollow\">"),
        _ => null,
    };

    private static string? Address(IElement link)
    {
        var address = PlainText.Clean(link.GetAttribute("href") ?? "");
        return HtmlFragment.IsWebAddress(address) || address.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) ? address : null;
    }

    private static string Escaped(string value) => SecurityElement.Escape(value).Replace("&apos;", "'", StringComparison.Ordinal);
}
