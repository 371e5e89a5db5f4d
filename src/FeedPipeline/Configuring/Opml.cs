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
    public IReadOnlyList<DeclaredFeed> Feeds { get; init; } = [];

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

    /// <summary>All feeds in the folders of their first labels, where other readers look for them, with what FeedPipeline knows beside the standard's attributes. Credentials have no place here.</summary>
    public static string Write(IEnumerable<DeclaredFeed> feeds)
    {
        var outlines = feeds.GroupBy(feed => feed.Feed.Tags is [var first, ..] ? first : null).SelectMany(folder => folder.Key is { } label && Writable(label) is { Length: > 0 } text
            ? [new XElement("outline", new XAttribute("text", text), new XAttribute("title", text), folder.Select(Outline))]
            : folder.Select(Outline));
        var document = new XElement("opml", new XAttribute("version", "2.0"), new XElement("head", new XElement("title", "Feeds")), new XElement("body", outlines));
        return $"""<?xml version="1.0" encoding="utf-8"?>{'\n'}{document}""";
    }

    private static XElement Outline(DeclaredFeed declared)
    {
        var feed = declared.Feed;
        var outline = new XElement("outline");
        Add("type", "rss");
        Add("text", feed.Name);
        Add("title", feed.Name);
        Add("xmlUrl", feed.Url);
        Add("htmlUrl", feed.SiteUrl);
        Add("category", feed.Tags.Count == 0 ? null : string.Join(',', feed.Tags));
        Add("schedule", feed.Schedule.ToString());
        Add("quiet", feed.Quiet?.ToString());
        Add("fullText", feed.FullText.ToString().ToLowerInvariant());
        Add("identity", feed.Identity?.ToString());
        Add("owner", feed.Owner);
        Add("paused", declared.IsPaused ? "true" : null);
        Add("keep", declared.KeepAge is { } age ? Keeping.Format(age) : null);
        Add("keepCount", declared.KeepCount?.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Add("tlsException", feed.TlsException);
        return outline;

        void Add(string name, string? value)
        {
            if (value is not null)
                outline.SetAttributeValue(name, Writable(value));
        }
    }

    private static Opml ReadOutlines(XmlReader reader)
    {
        if (reader.MoveToContent() != XmlNodeType.Element || !reader.LocalName.Equals("opml", StringComparison.OrdinalIgnoreCase))
            return new Opml { Refusal = $"not OPML: the root is <{reader.LocalName}>" };

        var feeds = new List<DeclaredFeed>();
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

        return new Opml { Feeds = [.. feeds.DistinctBy(feed => feed.Feed.Url)], Problems = problems };
    }

    private static void ReadOutline(XmlReader reader, List<string?> folders, List<DeclaredFeed> feeds, List<string> problems)
    {
        var line = (reader as IXmlLineInfo)?.LineNumber ?? 0;
        var title = reader.GetAttribute("title") ?? reader.GetAttribute("text");
        var url = reader.GetAttribute("xmlUrl") ?? reader.GetAttribute("xmlurl");
        if (url is not null)
        {
            if (FeedUrl.Refuse(url) is { } why)
                problems.Add(FormattableString.Invariant($"line {line}: {why}, left out: {url[..Math.Min(url.Length, MaxShown)]}"));
            else
                feeds.Add(Declared(reader, FeedUrl.Of(url), title, folders, line));
        }

        if (!reader.IsEmptyElement)
            folders.Add(url is null && folders.Count < MaxDepth ? title : null);
    }

    private static DeclaredFeed Declared(XmlReader reader, string url, string? title, IEnumerable<string?> folders, int line)
    {
        var categories = reader.GetAttribute("category")?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
        return new DeclaredFeed
        {
            Line = line,
            Feed = new Feed
            {
                Url = url,
                Name = FeedName.From(title, url),
                SiteUrl = reader.GetAttribute("htmlUrl"),
                Schedule = Schedule.Parse(reader.GetAttribute("schedule") ?? string.Empty) ?? Schedule.Adaptive.Instance,
                Quiet = QuietHours.Parse(reader.GetAttribute("quiet") ?? string.Empty),
                FullText = Named<FullText>(reader.GetAttribute("fullText")) ?? FullText.Auto,
                Identity = Named<Identity>(reader.GetAttribute("identity")),
                Owner = reader.GetAttribute("owner") is { Length: > 0 } owner ? owner : null,
                TlsException = reader.GetAttribute("tlsException") is { Length: > 0 } exception ? exception : null,
                Tags = [.. folders.OfType<string>().Concat(categories).Select(Label).Where(label => label.Length > 0).Distinct(StringComparer.Ordinal)],
            },
            IsPaused = reader.GetAttribute("paused") == "true",
            KeepAge = Keeping.Parse(reader.GetAttribute("keep") ?? string.Empty),
            KeepCount = int.TryParse(reader.GetAttribute("keepCount"), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var count) && count > 0 ? count : null,
        };
    }

    /// <summary>By its name only; null for any other word, and for a number.</summary>
    private static TEnum? Named<TEnum>(string? name)
        where TEnum : struct, Enum => Enum.GetValues<TEnum>().Where(value => value.ToString().Equals(name, StringComparison.OrdinalIgnoreCase)).Select(value => (TEnum?)value).FirstOrDefault();

    /// <summary>Without the characters that XML cannot hold (XML 1.0 section 2.2); a publisher's title may have some.</summary>
    private static string Writable(string text) =>
        string.Concat(text.EnumerateRunes().Where(rune => !rune.IsBmp || XmlConvert.IsXmlChar((char)rune.Value)));

    private static string Label(string folder)
    {
        var label = new StringBuilder(folder.Trim().TrimStart('/').ToLowerInvariant());
        return label.Replace(' ', '-').ToString();
    }
}
