using AngleSharp;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace FeedPipeline.Documents;

/// <summary>Parses HTML. Nothing is run or loaded.</summary>
internal static class HtmlTree
{
    // Its tables of element and selector names are half of what parsing a short text allocates, and the same for all.
    private static readonly IConfiguration Shared = Configuration.Default;

    /// <summary>The tree of a document.</summary>
    public static IHtmlDocument Parse(string html, HtmlParserOptions options) => new HtmlParser(options, BrowsingContext.New(Shared)).ParseDocument(html);
}
