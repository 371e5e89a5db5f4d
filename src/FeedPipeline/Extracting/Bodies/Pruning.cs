using System.Collections.Frozen;
using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace FeedPipeline.Extracting.Bodies;

/// <summary>Takes out of the tree what is not the article, before any text is made: precision comes from here.</summary>
internal sealed partial class Pruning(Prose prose)
{
    // An element with this share of the page's prose is not what its name says.
    private const double ProtectedShare = 0.35;

    private static readonly FrozenSet<string> Unread = Set(
        "script style template noscript iframe object embed svg canvas video audio map select textarea button input datalist progress meter link meta dialog figcaption math");

    private static readonly FrozenSet<string> Beside = Set("nav footer aside menu form");
    private static readonly FrozenSet<string> Roles = Set("navigation complementary dialog banner contentinfo search alert menu menubar toolbar tooltip alertdialog form");

    /// <summary>Removes from under <paramref name="root"/>.</summary>
    public void Prune(IElement root) => Walk(root, 0);

    private void Walk(IElement element, int depth)
    {
        List<INode>? removed = null;
        foreach (var child in element.ChildNodes)
        {
            if (child is not IElement inner)
                continue;
            if (depth > Pages.Page.MaxDepth || IsRemoved(inner))
                (removed ??= []).Add(inner);
            else
                Walk(inner, depth + 1);
        }

        foreach (var node in removed ?? [])
            element.RemoveChild(node);
    }

    private bool IsRemoved(IElement element)
    {
        var name = element.LocalName;
        if (Unread.Contains(name))
            return true;
        if (name is "html" or "body" or "main" or "p" or "h1" or "br")
            return name == "p" && IsHidden(element);
        var share = prose.Total == 0 ? 0 : (double)prose.Under(element) / prose.Total;
        var words = ClassNames.Of(element);
        if (share >= ProtectedShare)
            return ClassNames.IsTalk(words) && share < 0.9 && !ClassNames.IsBody(words) && name is not "article" && element.QuerySelector("h1, [itemprop=articleBody], article") is null;
        return Beside.Contains(name) || IsHidden(element)
            || (element.GetAttribute("role") is { } role && Roles.Contains(role))
            || ClassNames.IsJunk(words)
            || (name == "header" && element.QuerySelector("h1") is null && prose.Under(element) == 0)
            || (name == "figure" && element.QuerySelector("blockquote, pre, table") is null);
    }

    private static bool IsHidden(IElement element) =>
        element.HasAttribute("hidden") || element.GetAttribute("aria-hidden") == "true"
        || (element.GetAttribute("style") is { } style && HiddenStyle().IsMatch(style.Length > 1000 ? style[..1000] : style));

    private static FrozenSet<string> Set(string names) => names.Split(' ').ToFrozenSet(StringComparer.Ordinal);

    [GeneratedRegex(@"display\s*:\s*none|visibility\s*:\s*hidden", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex HiddenStyle();
}
