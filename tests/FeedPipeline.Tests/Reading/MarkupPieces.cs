using System.Text;
using System.Xml;
using FeedPipeline.Reading;
using FeedPipeline.Reading.Markup;

namespace FeedPipeline.Tests.Reading;

/// <summary>A document's elements, attributes and texts, a line each, as our reader and as .NET's own give them.</summary>
internal static class MarkupPieces
{
    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null };

    /// <summary>Pieces, and how many problems there were.</summary>
    public static (List<string> Pieces, IReadOnlyList<string> Problems) Ours(string text)
    {
        var problems = new ProblemList(1_000);
        using var markup = new MarkupReader(text.AsMemory(), 0, 0, new() { MaxDepth = 10_000, MaxAttributes = 10_000 }, problems);
        var pieces = new Pieces();
        while (markup.Read())
        {
            if (markup.Kind == MarkupKind.Text)
                pieces.AddText(markup.Text.ToString());
            else if (markup.Kind == MarkupKind.End)
                pieces.Add($"end {markup.Name.Local}");
            else
                pieces.Add($"start {markup.Name.Local} in {markup.Namespace.Address}{string.Concat(Attributes(markup.Attributes))}");
        }

        return (pieces.ToList(), [.. problems.ToList().Select(problem => problem.What)]);
    }

    /// <summary>Pieces of well-formed XML; for anything else null and what is wrong with it.</summary>
    public static (List<string>? Pieces, string Fault) Theirs(string text)
    {
        var pieces = new Pieces();
        try
        {
            using var xml = XmlReader.Create(new StringReader(text), Settings);
            while (xml.Read())
                Add(pieces, xml);
        }
        catch (XmlException broken)
        {
            return (null, broken.Message);
        }

        return (pieces.ToList(), "");
    }

    private static void Add(Pieces pieces, XmlReader xml)
    {
        switch (xml.NodeType)
        {
            case XmlNodeType.Element:
                var isEmpty = xml.IsEmptyElement;
                var (name, address, attributes) = (xml.LocalName, xml.NamespaceURI, "");
                while (xml.MoveToNextAttribute())
                {
                    if (xml.Name != "xmlns" && xml.Prefix != "xmlns")
                        attributes += $" {xml.Name}={xml.Value}";
                }

                pieces.Add($"start {name} in {address}{attributes}");
                if (isEmpty)
                    pieces.Add($"end {name}");
                break;
            case XmlNodeType.EndElement:
                pieces.Add($"end {xml.LocalName}");
                break;
            case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace when xml.Depth > 0:
                pieces.AddText(xml.Value);
                break;
        }
    }

    private static IEnumerable<string> Attributes(TagAttributes attributes)
    {
        for (var i = 0; i < attributes.Count; i++)
            yield return $" {attributes.Name(i)}={attributes.Value(i)}";
    }

    private sealed class Pieces
    {
        private readonly List<string> pieces = [];
        private readonly StringBuilder text = new();

        public void AddText(string part) => text.Append(part);

        public void Add(string piece)
        {
            if (text.Length > 0)
                pieces.Add($"text {text}");
            text.Clear();
            pieces.Add(piece);
        }

        public List<string> ToList() => pieces;
    }
}
