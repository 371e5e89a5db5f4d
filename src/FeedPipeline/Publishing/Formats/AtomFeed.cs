using System.Globalization;
using System.Text;
using System.Xml;
using FeedPipeline.Articles;
using FeedPipeline.Documents;

namespace FeedPipeline.Publishing.Formats;

/// <summary>A list of articles as Atom 1.0 (RFC 4287).</summary>
public static class AtomFeed
{
    /// <summary>With its charset.</summary>
    public const string MediaType = "application/atom+xml; charset=utf-8";

    private const string Atom = "http://www.w3.org/2005/Atom";

    private static readonly XmlWriterSettings Settings = new() { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) };

    /// <summary>The whole document; <paramref name="output"/> stays open.</summary>
    public static async Task WriteAsync(Stream output, RepublishedFeed feed, IAsyncEnumerable<StoredArticle> articles, CancellationToken stop)
    {
        // What is ready is handed on as a whole: an XmlWriter would write to the network in the middle of an entry, and wait for it.
        using var ready = new MemoryStream();
        using var xml = XmlWriter.Create(ready, Settings);
        xml.WriteStartDocument();
        xml.WriteStartElement("feed", Atom);
        Text(xml, "id", feed.SelfUrl);
        Text(xml, "title", feed.Title);
        Text(xml, "updated", FieldWords.Time(feed.UpdatedAt.ToUniversalTime()));
        Link(xml, "self", feed.SelfUrl);
        Link(xml, "alternate", feed.HomeUrl);
        Link(xml, "next", feed.NextUrl);
        // Section 4.1.1: an entry may lack an author only where the feed has one.
        Author(xml, feed.Title);
        await foreach (var article in articles.WithCancellation(stop))
        {
            Entry(xml, article);
            await HandOnAsync(xml, ready, output, stop);
        }

        xml.WriteEndElement();
        xml.WriteEndDocument();
        await HandOnAsync(xml, ready, output, stop);
    }

    private static async Task HandOnAsync(XmlWriter xml, MemoryStream ready, Stream output, CancellationToken stop)
    {
        xml.Flush();
        await output.WriteAsync(ready.GetBuffer().AsMemory(0, (int)ready.Length), stop);
        ready.SetLength(0);
    }

    private static void Entry(XmlWriter xml, StoredArticle article)
    {
        var content = article.Content;
        xml.WriteStartElement("entry", Atom);
        if (content.Language is { } language)
            xml.WriteAttributeString("xml", "lang", null, FieldWords.Harmless(language));
        Text(xml, "id", FieldWords.Urn(article));
        Text(xml, "title", content.Headline);
        Text(xml, "updated", FieldWords.Time(article.UpdatedAt.ToUniversalTime()));
        // It has no word for a day without a time.
        if (content.PublishedPrecision is DatePrecision.Minute or DatePrecision.Second)
            Text(xml, "published", FieldWords.Time(FieldWords.Published(content)));
        Link(xml, "alternate", FieldWords.WebUri(content.Url));
        foreach (var name in content.Authors)
            Author(xml, name);
        foreach (var tag in content.Section is { } section ? content.Tags.Prepend(section) : content.Tags)
        {
            xml.WriteStartElement("category", Atom);
            xml.WriteAttributeString("term", FieldWords.Harmless(tag));
            xml.WriteEndElement();
        }

        Text(xml, "rights", content.Rights);
        Text(xml, "summary", content.Dek);
        Content(xml, content);
        foreach (var enclosure in content.Enclosures)
            Link(xml, "enclosure", FieldWords.WebUri(enclosure.Url), enclosure.Type, enclosure.Length);
        xml.WriteEndElement();
    }

    private static void Content(XmlWriter xml, Article content)
    {
        if ((content.BodyHtml ?? content.Body) is not { } body)
            return;
        xml.WriteStartElement("content", Atom);
        xml.WriteAttributeString("type", content.BodyHtml is null ? "text" : "html");
        xml.WriteString(FieldWords.Harmless(body));
        xml.WriteEndElement();
    }

    private static void Author(XmlWriter xml, string name)
    {
        xml.WriteStartElement("author", Atom);
        Text(xml, "name", name);
        xml.WriteEndElement();
    }

    private static void Link(XmlWriter xml, string rel, string? href, string? type = null, long? length = null)
    {
        if (href is null)
            return;
        xml.WriteStartElement("link", Atom);
        xml.WriteAttributeString("rel", rel);
        xml.WriteAttributeString("href", FieldWords.Harmless(href));
        if (type is not null)
            xml.WriteAttributeString("type", FieldWords.Harmless(type));
        if (length is { } bytes)
            xml.WriteAttributeString("length", bytes.ToString(CultureInfo.InvariantCulture));
        xml.WriteEndElement();
    }

    private static void Text(XmlWriter xml, string name, string? text)
    {
        if (text is not null)
            xml.WriteElementString(name, Atom, FieldWords.Harmless(text));
    }
}
