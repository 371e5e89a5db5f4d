using System.Runtime.InteropServices;

namespace FeedPipeline.Reading.Markup;

/// <summary>The elements that are open, outermost first, and the namespaces in force.</summary>
internal sealed class OpenElements
{
    private readonly List<(string Prefix, string Name, int Declarations)> elements = [];
    private readonly Dictionary<string, int> counts = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(string Prefix, string Address)> declarations = [("xml", "http://www.w3.org/XML/1998/namespace")];

    public int Count => elements.Count;

    public string Innermost => elements[^1].Name;

    public void Push(string prefix, string name, IReadOnlyList<(string Prefix, string Address)> declared)
    {
        elements.Add((prefix, name, declared.Count));
        CollectionsMarshal.GetValueRefOrAddDefault(counts, Key(prefix, name), out _)++;
        declarations.AddRange(declared);
    }

    public (string Prefix, string Name) Pop()
    {
        var (prefix, name, declared) = elements[^1];
        elements.RemoveAt(elements.Count - 1);
        counts[Key(prefix, name)]--;
        declarations.RemoveRange(declarations.Count - declared, declared);
        return (prefix, name);
    }

    /// <summary>Place of the innermost element of that name, whatever its case; negative when none is open.</summary>
    public int Find(string prefix, string name)
    {
        // Without the counts, every stray end tag would search the whole nesting.
        if (counts.GetValueOrDefault(Key(prefix, name)) == 0)
            return -1;
        return elements.FindLastIndex(element =>
            element.Name.Equals(name, StringComparison.OrdinalIgnoreCase) && element.Prefix.Equals(prefix, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>How many elements must have been left open, because an <c>item</c> or <c>entry</c> only stands in a channel, list or feed.</summary>
    public int CountInside(string name)
    {
        var place = elements.FindLastIndex(element => name == "entry"
            ? element.Name == "feed"
            : element.Name is "items" or "Items" or "channel" or "Channel" or "rss" or "RDF");
        return place < 0 ? 0 : elements.Count - 1 - place;
    }

    /// <summary>The namespace of a prefix; null when it was never declared.</summary>
    public string? AddressOf(string prefix)
    {
        for (var i = declarations.Count - 1; i >= 0; i--)
        {
            if (declarations[i].Prefix == prefix)
                return declarations[i].Address;
        }

        return null;
    }

    private static string Key(string prefix, string name) => prefix.Length == 0 ? name : $"{prefix}:{name}";
}
