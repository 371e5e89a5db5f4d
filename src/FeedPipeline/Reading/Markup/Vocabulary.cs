using System.Collections.Frozen;

namespace FeedPipeline.Reading.Markup;

/// <summary>The namespaces that mean something here.</summary>
internal enum Vocabulary
{
    /// <summary>A namespace without meaning here.</summary>
    Unknown,
    Rss,
    Atom,
    Rdf,
    DublinCore,
    DublinCoreTerms,
    Content,
    Media,
    Itunes,
    Syndication,
    FeedBurner,
    Xhtml,
    Thread,
    Slash,
    WellFormedWeb,
    GeoRss,
    Gml,
    Geo,
    License,
    Podcast,
    GooglePlay,
    History,
    Sitemap,
    SitemapNews,
    SitemapImage,
}

/// <summary>Namespaces by address, forgiving case, scheme and closing slash; by their usual prefix when nobody declared it.</summary>
internal static class Vocabularies
{
    private static readonly FrozenDictionary<string, Vocabulary> ByAddress = new Dictionary<string, Vocabulary>
    {
        ["purl.org/rss/1.0"] = Vocabulary.Rss,
        ["purl.org/rss/1.0/modules/rss091"] = Vocabulary.Rss,
        ["purl.org/net/rss1.1"] = Vocabulary.Rss,
        ["my.netscape.com/rdf/simple/0.9"] = Vocabulary.Rss,
        ["channel.netscape.com/rdf/simple/0.9"] = Vocabulary.Rss,
        ["my.netscape.com/publish/formats/rss-0.91.dtd"] = Vocabulary.Rss,
        ["backend.userland.com/rss"] = Vocabulary.Rss,
        ["backend.userland.com/rss2"] = Vocabulary.Rss,
        ["backend.userland.com/rss091"] = Vocabulary.Rss,
        ["backend.userland.com/rss092"] = Vocabulary.Rss,
        ["blogs.law.harvard.edu/tech/rss"] = Vocabulary.Rss,
        ["cyber.law.harvard.edu/rss"] = Vocabulary.Rss,
        ["www.w3.org/2005/atom"] = Vocabulary.Atom,
        ["purl.org/atom/ns"] = Vocabulary.Atom,
        ["purl.org/atom/1.0"] = Vocabulary.Atom,
        ["www.w3.org/1999/02/22-rdf-syntax-ns"] = Vocabulary.Rdf,
        ["purl.org/dc/elements/1.1"] = Vocabulary.DublinCore,
        ["purl.org/dc/elements/1.0"] = Vocabulary.DublinCore,
        ["purl.org/dc"] = Vocabulary.DublinCore,
        ["purl.org/metadata/dublin_core"] = Vocabulary.DublinCore,
        ["purl.org/dc/terms"] = Vocabulary.DublinCoreTerms,
        ["purl.org/rss/1.0/modules/dcterms"] = Vocabulary.DublinCoreTerms,
        ["purl.org/rss/1.0/modules/content"] = Vocabulary.Content,
        ["purl.org/rss/modules/content"] = Vocabulary.Content,
        ["search.yahoo.com/mrss"] = Vocabulary.Media,
        ["www.rssboard.org/media-rss"] = Vocabulary.Media,
        ["tools.search.yahoo.com/mrss"] = Vocabulary.Media,
        ["www.itunes.com/dtds/podcast-1.0.dtd"] = Vocabulary.Itunes,
        ["example.com/dtds/podcast-1.0.dtd"] = Vocabulary.Itunes,
        ["purl.org/rss/1.0/modules/syndication"] = Vocabulary.Syndication,
        ["rssnamespace.org/feedburner/ext/1.0"] = Vocabulary.FeedBurner,
        ["www.w3.org/1999/xhtml"] = Vocabulary.Xhtml,
        ["purl.org/syndication/thread/1.0"] = Vocabulary.Thread,
        ["purl.org/syndication/history/1.0"] = Vocabulary.History,
        ["purl.org/rss/1.0/modules/slash"] = Vocabulary.Slash,
        ["wellformedweb.org/commentapi"] = Vocabulary.WellFormedWeb,
        ["www.georss.org/georss"] = Vocabulary.GeoRss,
        ["www.georss.org/georss/10"] = Vocabulary.GeoRss,
        ["www.opengis.net/gml"] = Vocabulary.Gml,
        ["www.w3.org/2003/01/geo/wgs84_pos"] = Vocabulary.Geo,
        ["backend.userland.com/creativecommonsrssmodule"] = Vocabulary.License,
        ["cyber.law.harvard.edu/rss/creativecommonsrssmodule.html"] = Vocabulary.License,
        ["web.resource.org/cc"] = Vocabulary.License,
        ["creativecommons.org/ns"] = Vocabulary.License,
        ["podcastindex.org/namespace/1.0"] = Vocabulary.Podcast,
        ["github.com/podcastindex-org/podcast-namespace/blob/main/docs/1.0.md"] = Vocabulary.Podcast,
        ["www.google.com/schemas/play-podcasts/1.0"] = Vocabulary.GooglePlay,
        ["www.google.com/schemas/play-podcasts/1.0/play-podcasts.xsd"] = Vocabulary.GooglePlay,
        ["www.sitemaps.org/schemas/sitemap/0.9"] = Vocabulary.Sitemap,
        ["www.google.com/schemas/sitemap/0.84"] = Vocabulary.Sitemap,
        ["www.google.com/schemas/sitemap-news/0.9"] = Vocabulary.SitemapNews,
        ["www.google.com/schemas/sitemap-image/1.1"] = Vocabulary.SitemapImage,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The vocabulary of a namespace address.</summary>
    public static Vocabulary OfAddress(string address)
    {
        var key = address.Trim().ToLowerInvariant();
        var scheme = key.IndexOf("://", StringComparison.Ordinal);
        if (scheme > 0)
            key = key[(scheme + 3)..];
        return ByAddress.GetValueOrDefault(key.TrimEnd('/', '#'));
    }

    /// <summary>The vocabulary that an undeclared prefix usually stands for.</summary>
    public static Vocabulary OfPrefix(string prefix) => prefix.ToLowerInvariant() switch
    {
        "rss" => Vocabulary.Rss,
        "atom" or "a10" or "atom10" => Vocabulary.Atom,
        "rdf" => Vocabulary.Rdf,
        "dc" => Vocabulary.DublinCore,
        "dcterms" => Vocabulary.DublinCoreTerms,
        "content" => Vocabulary.Content,
        "media" => Vocabulary.Media,
        "itunes" => Vocabulary.Itunes,
        "sy" => Vocabulary.Syndication,
        "feedburner" => Vocabulary.FeedBurner,
        "xhtml" => Vocabulary.Xhtml,
        "thr" => Vocabulary.Thread,
        "slash" => Vocabulary.Slash,
        "wfw" => Vocabulary.WellFormedWeb,
        "georss" => Vocabulary.GeoRss,
        "gml" => Vocabulary.Gml,
        "geo" => Vocabulary.Geo,
        "cc" or "creativecommons" => Vocabulary.License,
        "podcast" => Vocabulary.Podcast,
        "googleplay" => Vocabulary.GooglePlay,
        "fh" => Vocabulary.History,
        "news" => Vocabulary.SitemapNews,
        "image" => Vocabulary.SitemapImage,
        _ => Vocabulary.Unknown,
    };
}
