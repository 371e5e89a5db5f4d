using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens.Struct;
using FeedPipeline.Articles.Wording;
using FeedPipeline.Documents;

namespace FeedPipeline.Normalizing;

/// <summary>An item's HTML as a tree, and how the tree falls into blocks. Nothing is run or loaded.</summary>
internal sealed partial class HtmlFragment
{
    /// <summary>Deepest nesting that is walked; beyond <see cref="HtmlLimits"/> for hostile trees only.</summary>
    public const int MaxDepth = 400;

    private static readonly FrozenSet<string> BlockNames = Set(
        "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr "
        + "li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul");

    private static readonly FrozenSet<string> UnreadNames = Set(
        "script style template noscript iframe svg math object embed video audio canvas map select textarea button input head title meta link");

    private static readonly FrozenSet<string> AttributeNames = Set("href src alt class style hidden width height aria-hidden");

    private static readonly HtmlParserOptions Options = new()
    {
        IsScripting = false,
        SkipComments = true,
        SkipProcessingInstructions = true,
        DisableElementPositionTracking = true,
        MaximumDepth = MaxDepth,
        ShouldEmitAttribute = static (ref StructHtmlToken _, ReadOnlyMemory<char> name) => AttributeNames.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name.Span),
    };

    private readonly HashSet<INode> containers = [];

    private HtmlFragment(IElement root)
    {
        Root = root;
        foreach (var element in root.Descendants<IElement>().Prepend(root))
        {
            if (HasParts(element.ChildNodes))
                MarkContainers(element);
        }
    }

    /// <summary>The element around everything.</summary>
    public IElement Root { get; }

    /// <summary>Parses any text; what is no HTML is text.</summary>
    public static HtmlFragment Parse(string html)
    {
        (html, var hasBlocks) = HtmlLimits.Apply(html);
        // Plain text marks its paragraphs by blank lines, which HTML would take for spaces.
        if (!hasBlocks && html.Contains('\n', StringComparison.Ordinal))
            html = WithBreaks(html);
        var document = HtmlTree.Parse("<body>" + html, Options);
        return new HtmlFragment(document.Body ?? document.DocumentElement);
    }

    /// <summary>Whether readers would see any text.</summary>
    public bool HasText => PlainText.Clean(TextOf([Root])).Length > 0;

    /// <summary>Plain text on one line; null when there is none.</summary>
    public static string? TextOf(string? html)
    {
        if (html is null)
            return null;
        var text = html.AsSpan().ContainsAny('<', '&') ? PlainText.Clean(TextOf([Parse(html).Root])) : PlainText.Clean(html);
        return text.Length == 0 ? null : text;
    }

    /// <summary>Text of the nodes as written; a line break is a space, or a line break inside <c>pre</c>.</summary>
    public static string TextOf(IEnumerable<INode> nodes)
    {
        var text = new StringBuilder();
        foreach (var node in nodes)
            Append(node, text, 0);
        return text.ToString();
    }

    /// <summary>What a container holds, in order: runs of inline nodes, and the elements between them that are containers themselves.</summary>
    public IEnumerable<HtmlPiece> Pieces(IElement container)
    {
        List<INode> run = [];
        var children = container.ChildNodes;
        for (var i = 0; i < children.Length; i++)
        {
            var child = children[i];
            if (!IsShown(child))
                continue;
            var splits = child is IElement element && (IsBlock(element) || containers.Contains(element));
            if (!splits && (container.LocalName == "pre" || !IsDoubleBreak(children, i)))
            {
                run.Add(child);
                continue;
            }

            if (run.Count > 0)
                yield return new HtmlPiece(run, null);
            run = [];
            if (splits)
                yield return new HtmlPiece([], (IElement)child);
        }

        if (run.Count > 0)
            yield return new HtmlPiece(run, null);
    }

    /// <summary>Whether the element holds more than one run.</summary>
    public bool IsContainer(IElement element) => containers.Contains(element);

    /// <summary>Whether readers see the node: text, and elements that are neither hidden nor there for machines.</summary>
    public static bool IsShown(INode node) => node switch
    {
        IText => true,
        IElement element => !UnreadNames.Contains(element.LocalName) && !IsHidden(element) && !IsTrackingPixel(element),
        _ => false,
    };

    /// <summary>A figure, or what WordPress writes instead of one.</summary>
    public static bool IsFigure(IElement element) => element.LocalName == "figure" || element.ClassList.Contains("wp-caption");

    /// <summary>A figure's caption, or what WordPress writes instead of one.</summary>
    public static bool IsCaption(IElement element) => element.LocalName == "figcaption" || element.ClassList.Contains("wp-caption-text");

    /// <summary>Address of a picture that readers can be shown; null otherwise.</summary>
    public static string? ImageUrl(IElement element) =>
        element.LocalName == "img" && element.GetAttribute("src") is { } source && PlainText.Clean(source) is var url && IsWebAddress(url) ? url : null;

    /// <summary>Whether the address begins with http: or https:.</summary>
    public static bool IsWebAddress(string url) =>
        url.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || url.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    private static string WithBreaks(string text)
    {
        var broken = new StringBuilder(text.Length);
        foreach (var line in text.AsSpan().EnumerateLines())
            broken.Append(line.IsWhiteSpace() ? "<br><br>" : line).Append('\n');
        return broken.ToString();
    }

    private static void Append(INode node, StringBuilder text, int depth)
    {
        if (node is IText { Data: var data })
        {
            text.Append(data);
            return;
        }

        if (!IsShown(node) || depth > MaxDepth)
            return;
        var parts = IsBreak(node) || IsBlock((IElement)node);
        if (parts)
            text.Append('\n');
        foreach (var child in node.ChildNodes)
            Append(child, text, depth + 1);
        if (parts)
            text.Append('\n');
    }

    private void MarkContainers(IElement element)
    {
        for (INode? node = element; node is not null && containers.Add(node) && node != Root;)
            node = node.Parent;
    }

    private static bool HasParts(INodeList children)
    {
        for (var i = 0; i < children.Length; i++)
        {
            if ((children[i] is IElement element && IsBlock(element)) || IsDoubleBreak(children, i))
                return true;
        }

        return false;
    }

    // By index: asking a node for its sibling searches the parent's list.
    private static bool IsDoubleBreak(INodeList children, int at)
    {
        if (!IsBreak(children[at]))
            return false;
        var next = at + 1;
        while (next < children.Length && children[next] is IText { Data: var data } && string.IsNullOrWhiteSpace(data))
            next++;
        return next < children.Length && IsBreak(children[next]);
    }

    private static bool IsBlock(IElement element) => BlockNames.Contains(element.LocalName);

    private static bool IsBreak(INode node) => node is IElement { LocalName: "br" };

    private static bool IsHidden(IElement element) =>
        element.HasAttribute("hidden") || element.GetAttribute("aria-hidden") == "true"
        || (element.GetAttribute("style") is { } style && HiddenStyle().IsMatch(style.Length > 1000 ? style[..1000] : style));

    private static bool IsTrackingPixel(IElement element) =>
        element.LocalName == "img" && (IsTiny(element.GetAttribute("width")) || IsTiny(element.GetAttribute("height")));

    private static bool IsTiny(string? pixels) =>
        pixels is not null && double.TryParse(pixels.Replace("px", "", StringComparison.OrdinalIgnoreCase), NumberStyles.Float, CultureInfo.InvariantCulture, out var size) && size is >= 0 and <= 3;

    private static FrozenSet<string> Set(string names) => names.Split(' ').ToFrozenSet(StringComparer.Ordinal);

    [GeneratedRegex(@"display\s*:\s*none|visibility\s*:\s*hidden", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex HiddenStyle();
}

/// <summary>A part of a container.</summary>
/// <param name="Run">Neighbouring inline nodes that are one paragraph; empty for a container.</param>
/// <param name="Container">An element with runs of its own; null for a run.</param>
internal sealed record HtmlPiece(IReadOnlyList<INode> Run, IElement? Container);
