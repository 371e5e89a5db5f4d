using AngleSharp.Dom;
using FeedPipeline.Articles.Wording;
using FeedPipeline.Documents;
using FeedPipeline.Extracting.Bodies;
using FeedPipeline.Extracting.Fields;
using FeedPipeline.Extracting.Pages;

namespace FeedPipeline.Extracting.Ruling;

/// <summary>A page under an operator's rule. A selector that finds nothing leaves the field to be found as on any other page.</summary>
internal static class RuledPage
{
    /// <summary>Takes out what the rule removes.</summary>
    public static void Remove(Page page, PageRule rule)
    {
        foreach (var element in rule.Remove.SelectMany(selector => page.Document.QuerySelectorAll(selector)).ToList())
            element.Remove();
    }

    /// <summary>The fields that the rule finds, over those that were found without it.</summary>
    public static ArticlePage Fields(ArticlePage found, Page page, PageRule rule)
    {
        var byline = Text("byline");
        var image = First("image") is { } element && page.Absolute(element.GetAttribute("content") ?? element.GetAttribute("src") ?? element.GetAttribute("href")) is { } url ? new Found(url, "rule:image") : null;
        return found with
        {
            Headline = Text("headline") ?? found.Headline,
            Dek = Text("dek") ?? found.Dek,
            Byline = byline ?? found.Byline,
            Authors = byline is null ? found.Authors : AuthorNames.Parse(byline.Text),
            Published = First("published") is { } stated && PageDate.Parse(stated.GetAttribute("datetime") ?? stated.GetAttribute("content") ?? stated.TextContent) is { } date ? new FoundDate(date, "rule:published") : found.Published,
            ImageUrl = image ?? found.ImageUrl,
            ImageCaption = Text("caption") ?? found.ImageCaption,
            ImageCredit = Text("credit") ?? found.ImageCredit,
            Section = Text("section") ?? found.Section,
        };

        IElement? First(string field) => rule.Fields.TryGetValue(field, out var selector) ? page.Document.QuerySelector(selector) : null;

        Found? Text(string field) => First(field) is { } element && PlainText.Clean(element.GetAttribute("content") ?? element.TextContent) is { Length: > 0 } text ? new Found(text, $"rule:{field}") : null;
    }

    /// <summary>The body that the rule finds; null when it names none, or finds none on this page.</summary>
    public static IReadOnlyList<PageBlock>? Body(Page page, PageRule rule, ExtractingOptions options)
    {
        if (rule.Body is null)
            return null;
        var roots = page.Document.QuerySelectorAll(rule.Body);
        var blocks = roots.Where(root => !roots.Any(other => other != root && other.Contains(root)))
            .SelectMany(root => BlockReader.Read(root, options.MaxBlocks)).Select(block => BlockHtml.Of(block, page)).ToList();
        return blocks.Count == 0 ? null : blocks;
    }

    /// <summary>The page with the rule's replacements made.</summary>
    public static ArticlePage Replaced(ArticlePage page, PageRule rule)
    {
        if (rule.Replace.Count == 0)
            return page;
        return page with
        {
            Headline = page.Headline is { } headline && Replaced(headline.Text, rule) is { Length: > 0 } title ? headline with { Text = title } : page.Headline,
            Dek = page.Dek is { } dek ? Replaced(dek.Text, rule) is { Length: > 0 } text ? dek with { Text = text } : null : null,
            Body = [.. page.Body.Select(block => Replaced(block, rule)).OfType<PageBlock>()],
        };
    }

    // What changed has lost its markup: a pattern over text says nothing about tags.
    private static PageBlock? Replaced(PageBlock block, PageRule rule)
    {
        var text = Replaced(block.Text, rule);
        return text == block.Text ? block : text.Length == 0 ? null : BlockHtml.Of(text) with { Kind = block.Kind };
    }

    private static string Replaced(string text, PageRule rule) =>
        PlainText.Clean(rule.Replace.Aggregate(text, (current, replacement) => replacement.Pattern.Replace(current, replacement.With)));
}
