using System.Text;
using System.Xml;
using System.Xml.Linq;
using FeedPipeline.Feeds;

namespace FeedPipeline.Configuring;

/// <summary>A list of feeds as other programs exchange it (OPML 2.0, opml.org/spec2.opml).</summary>
public sealed record Opml
{
    /// <summary>Characters of a file; a hundred thousand feeds need a third of it.</summary>
    private const long MaxCharacters = 100_000_000;

    /// <summary>Characters of a wrong address that are shown.</summary>
    private const int MaxShown = 80;

    /// <summary>Folders in folders that are followed.</summary>
    private const int MaxDepth = 32;

    /// <summary>Each address once, in the file's order; folders are labels.</summary>
    public IReadOnlyList<Feed> Feeds { get; init; } = [];

    /// <summary>Outlines that were left out, a line each.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>Why the file cannot be used at all; null when it can.</summary>
    public string? Refusal { get; init; }

    /// <summary>Reads a file; never throws on its content.</summary>
    public static Opml Read(byte[] bytes)
    {
        try
        {
            var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null, MaxCharactersInDocument = MaxCharacters };
            using var reader = XmlReader.Create(new MemoryStream(bytes), settings);
            return ReadOutlines(reader);
        }
        catch (XmlException malformed)
        {
            return new Opml { Refusal = $"not OPML: {malformed.Message}" };
        }
    }

    /// <summary>All feeds, with what FeedPipeline knows beside the standard's attributes.</summary>
    public static string Write(IEnumerable<FeedStatus> feeds)
    {
        var outlines = feeds.Select(feed => new XElement(
            "outline",
            new XAttribute("type", "rss"),
            new XAttribute("text", Writable(feed.Name)),
            new XAttribute("title", Writable(feed.Name)),
            new XAttribute("xmlUrl", Writable(feed.Url)),
            feed.SiteUrl is null ? null : new XAttribute("htmlUrl", Writable(feed.SiteUrl)),
            feed.Tags.Count == 0 ? null : new XAttribute("category", Writable(string.Join(',', feed.Tags))),
            new XAttribute("schedule", Writable(feed.Schedule)),
            new XAttribute("fullText", feed.FullText)));
        var document = new XElement("opml", new XAttribute("version", "2.0"), new XElement("head", new XElement("title", "Feeds")), new XElement("body", outlines));
        return $"""<?xml version="1.0" encoding="utf-8"?>{'\n'}{document}""";
    }

    private static Opml ReadOutlines(XmlReader reader)
    {
        if (reader.MoveToContent() != XmlNodeType.Element || !reader.LocalName.Equals("opml", StringComparison.OrdinalIgnoreCase))
            return new Opml { Refusal = $"not OPML: the root is <{reader.LocalName}>" };

        var feeds = new List<Feed>();
        var problems = new List<string>();
        var folders = new List<string?>();
        while (reader.Read())
        {
            if (reader.NodeType is not (XmlNodeType.Element or XmlNodeType.EndElement) || reader.LocalName != "outline")
                continue;
            if (reader.NodeType == XmlNodeType.EndElement)
                folders.RemoveAt(folders.Count - 1);
            else
                ReadOutline(reader, folders, feeds, problems);
        }

        return new Opml { Feeds = [.. feeds.DistinctBy(feed => feed.Url)], Problems = problems };
    }

    private static void ReadOutline(XmlReader reader, List<string?> folders, List<Feed> feeds, List<string> problems)
    {
        var line = (reader as IXmlLineInfo)?.LineNumber ?? 0;
        var title = reader.GetAttribute("title") ?? reader.GetAttribute("text");
        var url = reader.GetAttribute("xmlUrl") ?? reader.GetAttribute("xmlurl");
        if (url is not null)
        {
            if (FeedUrl.Refuse(url) is { } why)
                problems.Add(FormattableString.Invariant($"line {line}: {why}, left out: {url[..Math.Min(url.Length, MaxShown)]}"));
            else
                feeds.Add(Feed(reader, FeedUrl.Of(url), title, folders));
        }

        if (!reader.IsEmptyElement)
            folders.Add(url is null && folders.Count < MaxDepth ? title : null);
    }

    private static Feed Feed(XmlReader reader, string url, string? title, IEnumerable<string?> folders)
    {
        var categories = reader.GetAttribute("category")?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
        return new Feed
        {
            Url = url,
            Name = FeedName.From(title, url),
            SiteUrl = reader.GetAttribute("htmlUrl"),
            Schedule = Schedule.Parse(reader.GetAttribute("schedule") ?? string.Empty) ?? Schedule.Adaptive.Instance,
            FullText = Mode(reader.GetAttribute("fullText")),
            Tags = [.. folders.OfType<string>().Concat(categories).Select(Label).Where(label => label.Length > 0).Distinct(StringComparer.Ordinal)],
        };
    }

    /// <summary>By its name only; the usual one for any other word.</summary>
    private static FullText Mode(string? name) =>
        Enum.GetValues<FullText>().FirstOrDefault(mode => mode.ToString().Equals(name, StringComparison.OrdinalIgnoreCase), FullText.Auto);

    /// <summary>Without the characters that XML cannot hold (XML 1.0 section 2.2); a publisher's title may have some.</summary>
    private static string Writable(string text) =>
        string.Concat(text.EnumerateRunes().Where(rune => !rune.IsBmp || XmlConvert.IsXmlChar((char)rune.Value)));

    private static string Label(string folder)
    {
        var label = new StringBuilder(folder.Trim().TrimStart('/').ToLowerInvariant());
        return label.Replace(' ', '-').ToString();
    }
}
