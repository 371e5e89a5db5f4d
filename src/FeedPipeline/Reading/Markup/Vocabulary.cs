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
        _ => Vocabulary.Unknown,
    };
}
