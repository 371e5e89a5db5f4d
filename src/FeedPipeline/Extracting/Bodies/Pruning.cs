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

    private readonly HashSet<string> distrusted = new(StringComparer.Ordinal);

    /// <summary>Removes from under <paramref name="root"/>.</summary>
    public void Prune(IElement root)
    {
        Distrust(root);
        Walk(root, 0);
    }

    // A word that would take a large part of the page's prose away is not what it says on this page.
    private void Distrust(IElement root)
    {
        Dictionary<string, int> taken = new(StringComparer.Ordinal);
        Sum(root, taken, 0);
        foreach (var (word, chars) in taken)
        {
            if (chars > prose.Total * ProtectedShare)
                distrusted.Add(word);
        }
    }

    private void Sum(IElement element, Dictionary<string, int> taken, int depth)
    {
        foreach (var child in element.Children)
        {
            if (prose.Under(child) == 0 || depth > Pages.Page.MaxDepth)
                continue;
            var reasons = Reasons(child);
            foreach (var reason in reasons)
                taken[reason] = taken.GetValueOrDefault(reason) + prose.Under(child);
            if (reasons.Count == 0)
                Sum(child, taken, depth + 1);
        }
    }

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
        var words = ClassNames.Of(element);
        if (ClassNames.IsConsent(words))
            return element.QuerySelector("h1") is null;
        var share = prose.Total == 0 ? 0 : (double)prose.Under(element) / prose.Total;
        if (share >= ProtectedShare)
            return ClassNames.IsTalk(words) && share < 0.9 && !ClassNames.IsBody(words) && name is not "article" && element.QuerySelector("h1, [itemprop=articleBody], article") is null;
        return Reasons(element, words).Exists(reason => !distrusted.Contains(reason))
            || (name == "header" && element.QuerySelector("h1") is null && prose.Under(element) == 0)
            || (name == "figure" && element.QuerySelector("blockquote, pre, table") is null);
    }

    private static List<string> Reasons(IElement element, IReadOnlyList<string>? words = null)
    {
        List<string> reasons = [.. ClassNames.Junk(words ?? ClassNames.Of(element))];
        if (Beside.Contains(element.LocalName))
            reasons.Add($"<{element.LocalName}>");
        if (IsHidden(element))
            reasons.Add("<hidden>");
        if (element.GetAttribute("role") is { } role && Roles.Contains(role))
            reasons.Add(role);
        return reasons;
    }

    private static bool IsHidden(IElement element) =>
        element.HasAttribute("hidden") || element.GetAttribute("aria-hidden") == "true"
        || (element.GetAttribute("style") is { } style && HiddenStyle().IsMatch(style.Length > 1000 ? style[..1000] : style));

    private static FrozenSet<string> Set(string names) => names.Split(' ').ToFrozenSet(StringComparer.Ordinal);

    [GeneratedRegex(@"display\s*:\s*none|visibility\s*:\s*hidden", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex HiddenStyle();
}
