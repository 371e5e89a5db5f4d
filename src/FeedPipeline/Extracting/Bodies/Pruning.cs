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

    // A marked body with less is a teaser, or the mark of something else.
    private const int MinMarkedChars = 700;
    private const double MinMarkedShare = 0.2;

    private readonly HashSet<string> distrusted = new(StringComparer.Ordinal);
    private IElement? marked;

    /// <summary>Removes from under <paramref name="root"/>.</summary>
    public void Prune(IElement root)
    {
        marked = Marked(root, null, 0);
        Distrust(marked ?? root);
        Walk(root, 0);
    }

    // What the publisher marks as the text, outside of what is named otherwise: how much stands elsewhere does not matter then.
    private IElement? Marked(IElement element, IElement? best, int depth)
    {
        foreach (var child in element.Children)
        {
            var chars = prose.Under(child);
            if (chars < Math.Max(MinMarkedChars, prose.Total * MinMarkedShare) || depth > Pages.Page.MaxDepth)
                continue;
            var words = ClassNames.Of(child);
            if (BodyFinder.IsNamedBody(child) && (best is null || chars > prose.Under(best)))
                best = child;
            else if (Reasons(child, words).Count == 0)
                best = Marked(child, best, depth + 1);
        }

        return best;
    }

    // A word that would take a large part of the prose away is not what it says on this page.
    private void Distrust(IElement root)
    {
        Dictionary<string, int> taken = new(StringComparer.Ordinal);
        Sum(root, taken, 0);
        foreach (var (word, chars) in taken)
        {
            if (chars > prose.Under(root) * ProtectedShare)
                distrusted.Add(word);
        }
    }

    // 0 to 1 of the marked body, or of the page where nothing is marked.
    private double Share(IElement element)
    {
        if (marked is null)
            return prose.Total == 0 ? 0 : (double)prose.Under(element) / prose.Total;
        if (element.Contains(marked))
            return 1;
        return marked.Contains(element) ? (double)prose.Under(element) / prose.Under(marked) : 0;
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
        var share = Share(element);
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
