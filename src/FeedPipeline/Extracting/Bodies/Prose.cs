using AngleSharp.Dom;

namespace FeedPipeline.Extracting.Bodies;

/// <summary>How much running text stands under each element: characters of texts outside links that are long enough to be sentences.</summary>
internal sealed class Prose
{
    private const int MinChars = 40;
    private readonly Dictionary<INode, int> chars = [];

    private Prose()
    {
    }

    /// <summary>Characters of prose on the whole page.</summary>
    public int Total { get; private set; }

    /// <summary>Measures a tree.</summary>
    public static Prose Of(IElement root)
    {
        var prose = new Prose();
        prose.Total = prose.Measure(root, 0);
        return prose;
    }

    /// <summary>Characters of prose under an element.</summary>
    public int Under(IElement element) => chars.GetValueOrDefault(element);

    private int Measure(IElement element, int depth)
    {
        if (depth > Pages.Page.MaxDepth || element.LocalName is "a" or "script" or "style" or "nav" or "button" or "select" or "textarea")
            return 0;
        var sum = 0;
        var run = 0;
        foreach (var child in element.ChildNodes)
        {
            if (child is IText text)
                run += text.Data.AsSpan().Trim().Length;
            else if (child is IElement inner)
            {
                if (inner.LocalName is "em" or "strong" or "b" or "i" or "span" or "a")
                    run += inner.LocalName == "a" ? 0 : Inline(inner);
                sum += Measure(inner, depth + 1);
            }
        }

        if (run >= MinChars)
            sum += run;
        if (sum > 0)
            chars[element] = sum;
        return sum;
    }

    private static int Inline(IElement element)
    {
        var sum = 0;
        foreach (var child in element.ChildNodes)
        {
            if (child is IText { Data.Length: < MinChars } text)
                sum += text.Data.AsSpan().Trim().Length;
        }

        return sum;
    }
}
