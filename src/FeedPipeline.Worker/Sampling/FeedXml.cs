using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace FeedPipeline.Worker.Sampling;

/// <summary>Writes the sample site's feeds: RSS 2.0 with the modules that news sites use, and Atom 1.0 (RFC 4287).</summary>
internal static class FeedXml
{
    private const string RssTitle = "The Sample Courier";
    private const string AtomTitle = "The Sample Courier Wire";
    private const string Description = "News of places that do not exist, to try FeedPipeline on.";

    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";
    private static readonly XNamespace Content = "http://purl.org/rss/1.0/modules/content/";
    private static readonly XNamespace DublinCore = "http://purl.org/dc/elements/1.1/";
    private static readonly XNamespace Media = "http://search.yahoo.com/mrss/";

    /// <summary>The file name of a feed.</summary>
    public static string NameOf(SampleFeed feed) => feed == SampleFeed.Rss ? "rss.xml" : "atom.xml";

    /// <summary>The media type of a feed.</summary>
    public static string TypeOf(SampleFeed feed) => feed == SampleFeed.Rss ? "application/rss+xml" : "application/atom+xml";

    /// <summary>The document of a feed.</summary>
    /// <param name="feed">Which.</param>
    /// <param name="articles">What it lists, the newest first; at least one.</param>
    /// <param name="origin">Scheme, host and port of every link, without a final slash.</param>
    public static byte[] Write(SampleFeed feed, IReadOnlyList<SampleArticle> articles, string origin)
    {
        var writer = new Writer(articles, origin);
        var document = feed == SampleFeed.Rss ? writer.Rss() : writer.AtomFeed();
        var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true }))
            document.WriteTo(xml);
        return bytes.ToArray();
    }

    private sealed class Writer(IReadOnlyList<SampleArticle> articles, string origin)
    {
        private DateTimeOffset UpdatedAt => articles.Max(article => article.UpdatedAt);

        public XElement Rss() => new(
            "rss",
            new XAttribute("version", "2.0"),
            new XAttribute(XNamespace.Xmlns + "content", Content),
            new XAttribute(XNamespace.Xmlns + "dc", DublinCore),
            new XAttribute(XNamespace.Xmlns + "media", Media),
            new XAttribute(XNamespace.Xmlns + "atom", Atom),
            new XElement(
                "channel",
                new XElement("title", RssTitle),
                new XElement("link", origin + "/"),
                new XElement("description", Description),
                new XElement("language", "en"),
                new XElement("lastBuildDate", Rfc822(UpdatedAt)),
                new XElement(Atom + "link", new XAttribute("rel", "self"), new XAttribute("type", TypeOf(SampleFeed.Rss)), new XAttribute("href", $"{origin}/{NameOf(SampleFeed.Rss)}")),
                articles.Select(Item)));

        public XElement AtomFeed() => new(
            Atom + "feed",
            new XAttribute(XNamespace.Xml + "lang", "en"),
            new XElement(Atom + "title", AtomTitle),
            new XElement(Atom + "subtitle", Description),
            new XElement(Atom + "id", Tag(NameOf(SampleFeed.Atom))),
            new XElement(Atom + "updated", Rfc3339(UpdatedAt)),
            new XElement(Atom + "link", new XAttribute("href", origin + "/")),
            new XElement(Atom + "link", new XAttribute("rel", "self"), new XAttribute("href", $"{origin}/{NameOf(SampleFeed.Atom)}")),
            articles.Select(Entry));

        private XElement Item(SampleArticle article) => new(
            "item",
            new XElement("title", article.Headline),
            new XElement("link", origin + article.PagePath),
            new XElement("guid", new XAttribute("isPermaLink", "false"), $"courier-{article.Key}"),
            new XElement("pubDate", Rfc822(article.PublishedAt)),
            article.Authors.Select(author => new XElement(DublinCore + "creator", author)),
            new XElement(DublinCore + "language", article.Language),
            article.Dek is null ? null : new XElement("description", Html.Text(article.Dek)),
            article.PhotoCredit is null ? null : Picture(article, article.PhotoCredit),
            new XElement(Content + "encoded", new XCData(Html.Body(article))));

        private XElement Entry(SampleArticle article) => new(
            Atom + "entry",
            new XAttribute(XNamespace.Xml + "lang", article.Language),
            new XElement(Atom + "title", article.Headline),
            new XElement(Atom + "link", new XAttribute("href", origin + article.PagePath)),
            new XElement(Atom + "id", Tag(article.Key)),
            new XElement(Atom + "published", Rfc3339(article.PublishedAt)),
            new XElement(Atom + "updated", Rfc3339(article.UpdatedAt)),
            article.Authors.DefaultIfEmpty(AtomTitle).Select(author => new XElement(Atom + "author", new XElement(Atom + "name", author))),
            article.Dek is null ? null : new XElement(Atom + "summary", article.Dek),
            new XElement(Atom + "content", new XAttribute("type", "html"), Html.Figure(article, origin) + Html.Body(article)));

        private XElement Picture(SampleArticle article, string credit) => new(
            Media + "content",
            new XAttribute("url", origin + article.PicturePath),
            new XAttribute("medium", "image"),
            new XAttribute("type", "image/svg+xml"),
            new XElement(Media + "credit", credit));

        /// <summary>RFC 4151, in a domain that is nobody's (RFC 2606).</summary>
        private static string Tag(string name) => $"tag:courier.example,2026:{name}";
    }

    private static string Rfc822(DateTimeOffset at) => at.ToString("r", CultureInfo.InvariantCulture);

    private static string Rfc3339(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
