using System.Text;
using FeedPipeline.Documents;
using FeedPipeline.Reading;

namespace FeedPipeline.Tests.Reading;

/// <summary>Feeds from a few words of markup.</summary>
internal static class Feeds
{
    public static FeedDocument Read(string text, string? url = null) => Read(Encoding.UTF8.GetBytes(text), url: url);

    public static FeedDocument Read(byte[] body, string? charset = null, string? url = null, ReadingOptions? options = null) =>
        FeedReader.Read(new FetchedDocument { Body = body, Charset = charset, Url = url }, options ?? new());

    public static FeedDocument Rss(string channel, string? url = null) =>
        Read($"<rss version='2.0' {Namespaces}><channel>{channel}</channel></rss>", url);

    public static FeedItem RssItem(string item, string? url = null) => Assert.Single(Rss($"<item>{item}</item>", url).Items);

    public static FeedItem AtomEntry(string entry, string? url = null) =>
        Assert.Single(Read($"<feed xmlns='http://www.w3.org/2005/Atom' {Namespaces}><entry>{entry}</entry></feed>", url).Items);

    private const string Namespaces =
        """
        xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:content='http://purl.org/rss/1.0/modules/content/' xmlns:media='http://search.yahoo.com/mrss/'
        xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd' xmlns:atom='http://www.w3.org/2005/Atom' xmlns:sy='http://purl.org/rss/1.0/modules/syndication/'
        xmlns:feedburner='http://rssnamespace.org/feedburner/ext/1.0'
        """;
}
