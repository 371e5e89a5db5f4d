using System.Net;
using System.Text;
using AngleSharp.Dom;
using FeedPipeline.Documents;
using FeedPipeline.Extracting.Pages;

namespace FeedPipeline.Extracting.Bodies;

/// <summary>A paragraph with its own markup, as a block that can stand alone.</summary>
internal static class BlockHtml
{
    /// <summary>Not yet sanitised; addresses are absolute.</summary>
    public static PageBlock Of(Block block, Page page)
    {
        var inner = new StringBuilder();
        foreach (var node in block.Nodes)
            inner.Append(node is IElement element ? Absolute(element, page).OuterHtml : WebUtility.HtmlEncode(node.TextContent));
        var html = block.Kind switch
        {
            BlockKind.Heading => $"<h{Math.Max(2, block.Level)}>{inner}</h{Math.Max(2, block.Level)}>",
            BlockKind.Quotation => $"<blockquote><p>{inner}</p></blockquote>",
            BlockKind.ListItem => $"<ul><li>{inner}</li></ul>",
            BlockKind.Preformatted => $"<pre>{inner}</pre>",
            _ when block.Container.LocalName == "tr" => $"<table><tbody><tr>{inner}</tr></tbody></table>",
            _ => $"<p>{inner}</p>",
        };
        return new PageBlock(block.Kind, block.Text, html);
    }

    /// <summary>A paragraph that has no markup.</summary>
    public static PageBlock Of(string text) => new(BlockKind.Paragraph, text, $"<p>{WebUtility.HtmlEncode(text)}</p>");

    private static IElement Absolute(IElement element, Page page)
    {
        Rewrite(element, page);
        foreach (var link in element.QuerySelectorAll("a[href]"))
            Rewrite(link, page);
        return element;
    }

    private static void Rewrite(IElement element, Page page)
    {
        if (element.LocalName == "a" && element.GetAttribute("href") is { } href && page.Absolute(href) is { } address)
            element.SetAttribute("href", address);
    }
}
