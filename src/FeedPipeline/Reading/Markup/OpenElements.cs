namespace FeedPipeline.Reading.Markup;

/// <summary>The elements that are open, outermost first.</summary>
internal sealed class OpenElements
{
    private readonly List<(MarkupName Name, int Declarations)> elements = [];

    // How many open names share a bucket: a stray end tag is known for one without a search.
    private readonly int[] counts = new int[256];

    public int Count => elements.Count;

    public MarkupName Innermost => elements.Count == 0 ? MarkupName.None : elements[^1].Name;

    /// <summary>True while the innermost element has had no child.</summary>
    public bool IsLeaf { get; private set; }

    /// <summary>True when the innermost element has had text and no child since.</summary>
    public bool HasText { get; set; }

    public void Push(MarkupName name, int declarations)
    {
        (IsLeaf, HasText) = (true, false);
        elements.Add((name, declarations));
        counts[name.Bucket]++;
    }

    public (MarkupName Name, int Declarations) Pop()
    {
        (IsLeaf, HasText) = (false, false);
        var element = elements[^1];
        elements.RemoveAt(elements.Count - 1);
        counts[element.Name.Bucket]--;
        return element;
    }

    /// <summary>Place of the innermost element of that name, whatever its case; negative when none is open.</summary>
    public int Find(MarkupName name)
    {
        if (counts[name.Bucket] == 0)
            return -1;
        for (var i = elements.Count - 1; i >= 0; i--)
        {
            if (elements[i].Name.IsSame(name))
                return i;
        }

        return -1;
    }

    /// <summary>
    /// How many elements were left open before an element of this name: an <c>item</c> or <c>entry</c> only stands in a channel, list or feed, and an
    /// element that holds text ends where its sibling starts.
    /// </summary>
    public int CountUnclosedBefore(MarkupName name) => name.Lower switch
    {
        "item" or "entry" => MayHoldItems(name) ? 0 : CountInsideList(name.Lower),
        "title" or "link" or "guid" or "pubdate" or "id" or "updated" or "published" => IsTextOnly(Innermost) && !Innermost.IsSame(name) ? 1 : 0,
        "description" or "enclosure" or "category" => IsTextOnly(Innermost) ? 1 : 0,
        _ => 0,
    };

    // Atom content may hold a whole entry (RFC 4287 section 4.1.3), and so may elements of modules (FeedSync's conflicts).
    private bool MayHoldItems(MarkupName name) =>
        IsOpen(name) && (Innermost.Lower is "content" or "source" || (Innermost.Prefix != name.Prefix && !HasText));

    private bool IsOpen(MarkupName name) => elements.Exists(element => element.Name.Lower == name.Lower);

    private int CountInsideList(string name)
    {
        for (var i = elements.Count - 1; i >= 0; i--)
        {
            var outer = elements[i].Name.Lower;
            if (name == "entry" ? outer == "feed" : outer is "items" or "channel" or "rss" or "rdf")
                return elements.Count - 1 - i;
        }

        return 0;
    }

    private static bool IsTextOnly(MarkupName name) => name.Prefix.Length == 0 && name.Lower is "title" or "link" or "guid" or "pubdate" or "id" or "updated" or "published";
}
