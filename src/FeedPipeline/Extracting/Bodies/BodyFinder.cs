using AngleSharp.Dom;
using FeedPipeline.Documents;
using FeedPipeline.Extracting.Pages;

namespace FeedPipeline.Extracting.Bodies;

/// <summary>Finds the article's text in a page: several whole candidates, and a choice between them.</summary>
internal static class BodyFinder
{
    private const double MinShareOfBest = 0.6;

    /// <summary>The best candidate; null when the page holds no text.</summary>
    public static Candidate? Find(Page page, PageHints hints, Surroundings known, ExtractingOptions options)
    {
        new Pruning(Prose.Of(page.Body)).Prune(page.Body);
        var tree = BlockTree.Of(BlockReader.Read(page.Body, options.MaxBlocks));
        var judge = Judge.Of(page, hints);
        var trimming = new HeadAndTail(known, judge);
        return Roots(tree)
            .Select(root => new Candidate(trimming.Trim(Scraps.Without(tree, root.Element)), root.Source))
            .Where(candidate => candidate.Blocks.Count > 0)
            .MaxBy(judge.Score);
    }

    private static IEnumerable<(IElement Element, string Source)> Roots(BlockTree tree)
    {
        if (tree.Blocks.Count == 0)
            yield break;
        var best = tree.Elements.OrderByDescending(pair => pair.Value.Weight).ThenBy(pair => pair.Value.Count).ThenByDescending(pair => Depth(pair.Key)).First();
        yield return (best.Key, "page:prose");
        var named = tree.Elements.Where(pair => pair.Value.Weight >= best.Value.Weight * MinShareOfBest && IsNamedBody(pair.Key))
            .OrderByDescending(pair => pair.Value.Weight).ThenBy(pair => pair.Value.Count).FirstOrDefault();
        if (named.Key is not null && named.Key != best.Key)
            yield return (named.Key, best.Key.Contains(named.Key) ? "dom:body-container" : "dom:wide-body-container");
        var article = tree.Elements.Where(pair => pair.Key.LocalName == "article" && pair.Value.Weight >= best.Value.Weight * MinShareOfBest)
            .OrderByDescending(pair => pair.Value.Weight).FirstOrDefault();
        if (article.Key is not null && article.Key != best.Key && article.Key != named.Key && best.Key.Contains(article.Key))
            yield return (article.Key, "dom:article");
        var main = tree.Elements.Where(pair => pair.Key.LocalName == "main" && pair.Value.Weight >= best.Value.Weight * MinShareOfBest)
            .OrderByDescending(pair => pair.Value.Weight).FirstOrDefault();
        if (main.Key is not null && main.Key != best.Key && best.Key.Contains(main.Key))
            yield return (main.Key, "dom:main");
    }

    /// <summary>Whether the publisher marks it as the article's text.</summary>
    public static bool IsNamedBody(IElement element) =>
        element.GetAttribute("itemprop")?.Contains("articleBody", StringComparison.OrdinalIgnoreCase) == true
        || element.GetAttribute("property")?.EndsWith("articleBody", StringComparison.Ordinal) == true
        || ClassNames.IsBody(ClassNames.Of(element));

    private static int Depth(IElement element)
    {
        var depth = 0;
        for (IElement? outer = element; outer is not null; outer = outer.ParentElement)
            depth++;
        return depth;
    }
}
