using System.Xml;

namespace FeedPipeline.Reading.Markup;

/// <summary>Well-formed XML; anything else throws <see cref="XmlException"/>. No DTD is obeyed and nothing outside the text is fetched.</summary>
internal sealed class StrictMarkup : IMarkup, IDisposable
{
    private readonly XmlReader xml;
    private readonly List<MarkupAttribute> attributes = [];
    private readonly int linesBefore;
    private bool isEmpty;

    public StrictMarkup(string text, int start)
    {
        linesBefore = text.AsSpan(0, start).Count('\n');
        var characters = new StringReader(start == 0 ? text : text[start..]);
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Ignore,
            XmlResolver = null,
            MaxCharactersFromEntities = 1_024,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
        };
        xml = XmlReader.Create(characters, settings);
    }

    public MarkupKind Kind { get; private set; }

    public string Prefix => xml.Prefix;

    public string Name => xml.LocalName;

    public string NamespaceUri => xml.NamespaceURI;

    public string Text => xml.Value;

    public IReadOnlyList<MarkupAttribute> Attributes => attributes;

    public bool IsComplete => true;

    public int Line => linesBefore + ((IXmlLineInfo)xml).LineNumber;

    public int Column => ((IXmlLineInfo)xml).LinePosition;

    public bool Read()
    {
        if (isEmpty)
        {
            isEmpty = false;
            Kind = MarkupKind.End;
            return true;
        }

        while (xml.Read())
        {
            switch (xml.NodeType)
            {
                case XmlNodeType.Element:
                    Kind = MarkupKind.Start;
                    isEmpty = xml.IsEmptyElement;
                    ReadAttributes();
                    return true;
                case XmlNodeType.EndElement:
                    Kind = MarkupKind.End;
                    return true;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace:
                    Kind = MarkupKind.Text;
                    return true;
            }
        }

        return false;
    }

    public void Dispose() => xml.Dispose();

    private void ReadAttributes()
    {
        attributes.Clear();
        while (xml.MoveToNextAttribute())
        {
            if (xml.Prefix is not "xmlns" && !(xml.Prefix.Length == 0 && xml.LocalName is "xmlns"))
                attributes.Add(new(xml.Prefix, xml.LocalName, xml.Value));
        }

        xml.MoveToElement();
    }
}
