using System.Text;

namespace FeedPipeline.EndToEnd.Hostile;

/// <summary>Rows 35 to 44, 46, 47 and 49: documents.</summary>
internal static class FeedTricks
{
    private const string Item = "<item><guid isPermaLink=\"false\">one</guid><title>Harbour report</title><link>http://127.0.0.1/one</link><description>All is quiet in the harbour.</description></item>";

    private static readonly string[] Read = ["stored", "unchanged"];
    private static readonly string[] ReadOrRefused = ["stored", "unchanged", "not_a_feed"];
    private static readonly string[] Refused = ["not_a_feed"];

    /// <summary>All of them; <paramref name="sentinel"/> is an address that must never be asked.</summary>
    public static IEnumerable<Trick> All(string sentinel) =>
    [
        Xml(35, "xml-lol", ReadOrRefused, Rss(Item.Replace("quiet", "&g;", StringComparison.Ordinal), "<!DOCTYPE rss [<!ENTITY a \"lol\">" + string.Concat(Enumerable.Range(1, 6).Select(i =>
            $"<!ENTITY {(char)('a' + i)} \"{string.Concat(Enumerable.Repeat($"&{(char)('a' + i - 1)};", 10))}\">")) + "]>")),
        Xml(35, "xml-quad", ReadOrRefused, Rss(Item.Replace("quiet", string.Concat(Enumerable.Repeat("&a;", 1000)), StringComparison.Ordinal), "<!DOCTYPE rss [<!ENTITY a \"" + new string('a', 100_000) + "\">]>")),
        .. new[] { ("file", "<!ENTITY x SYSTEM \"file:///etc/passwd\">"), ("http", $"<!ENTITY x SYSTEM \"{sentinel}/x\">"), ("param", $"<!ENTITY % x SYSTEM \"{sentinel}/x.dtd\"> %x;") }
            .Select(entity => Xml(36, $"xml-xxe-{entity.Item1}", ReadOrRefused, Rss(Item.Replace("quiet", "&x;", StringComparison.Ordinal), $"<!DOCTYPE rss [{entity.Item2}]>"))),
        Xml(36, "xml-dtd", ReadOrRefused, Rss(Item, $"<!DOCTYPE rss SYSTEM \"{sentinel}/rss.dtd\">")),
        Xml(36, "xml-doctype", Read, Rss(Item, "<!DOCTYPE rss PUBLIC \"-//Netscape Communications//DTD RSS 0.91//EN\" \"http://my.netscape.com/publish/formats/rss-0.91.dtd\">")) with { Articles = 1 },
        Xml(37, "xml-deep", ReadOrRefused, Rss(Item + string.Concat(Enumerable.Repeat("<a>", 100_000)))),
        Xml(38, "xml-attributes", ReadOrRefused, Rss(Item + "<item " + string.Concat(Enumerable.Range(0, 100_000).Select(i => $"a{i}='1' ")) + "/>")),
        Xml(38, "xml-attribute-long", ReadOrRefused, Rss(Item + "<item a='" + new string('x', 9_000_000) + "'/>")),
        Xml(38, "xml-name-long", ReadOrRefused, Rss(Item + "<" + new string('x', 1_000_000) + "/>")),
        Xml(38, "xml-namespaces", ReadOrRefused, Rss(Item + "<item " + string.Concat(Enumerable.Range(0, 10_000).Select(i => $"xmlns:n{i}='u{i}' ")) + "/>")),
        Xml(39, "xml-xinclude", Read, Rss(Item + $"<item><xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"{sentinel}/x\"/></item>")),
        Xml(39, "xml-stylesheet", Read, Rss(Item, $"<?xml-stylesheet href=\"{sentinel}/x.xsl\" type=\"text/xsl\"?>")) with { Articles = 1 },
        .. new[] { ("control", "\u0001\u0008"), ("ffff", "\uffff"), ("amp", "a & b"), ("nbsp", "a&nbsp;b"), ("nul", "\0") }
            .Select(text => Xml(40, $"xml-{text.Item1}", Read, Rss(Item.Replace("quiet", text.Item2, StringComparison.Ordinal))) with { Articles = 1 }),
        Bytes(40, "xml-surrogates", Read, [.. "<rss version='2.0'><channel><title>x</title>"u8, .. Encoding.Latin1.GetBytes(Item.Replace("quiet", "\u00ed\u00a0\u0080", StringComparison.Ordinal)), .. "</channel></rss>"u8], "application/xml") with { Articles = 1 },
        Bytes(41, "encoding-utf16-unmarked", Read, Encoding.BigEndianUnicode.GetBytes(Rss(Item)), "application/xml; charset=utf-16be") with { Articles = 1 },
        Bytes(41, "encoding-mark-against-declaration", Read, [0xef, 0xbb, 0xbf, .. Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"iso-8859-1\"?>" + Rss(Item))], "application/xml") with { Articles = 1 },
        Bytes(41, "encoding-header-against-declaration", Read, Encoding.Latin1.GetBytes("<?xml version=\"1.0\" encoding=\"utf-8\"?>" + Rss(Item.Replace("quiet", "caf\u00e9", StringComparison.Ordinal))), "application/xml; charset=iso-8859-1") with { Articles = 1 },
        Bytes(41, "encoding-latin-as-utf8", Read, Encoding.Latin1.GetBytes(Rss(Item.Replace("quiet", "caf\u00e9", StringComparison.Ordinal))), "application/xml; charset=utf-8") with { Articles = 1 },
        Bytes(41, "encoding-unknown", Read, Encoding.UTF8.GetBytes(Rss(Item)), "application/xml; charset=x-klingon") with { Articles = 1 },
        Bytes(41, "encoding-utf7", ReadOrRefused, "+ADw-rss version=+ACI-2.0+ACI-+AD4-"u8.ToArray(), "application/xml; charset=utf-7"),
        Bytes(41, "encoding-ebcdic", Refused, [0x4c, 0xa7, 0x94, 0x93, 0x40, 0xa5, 0x85, 0x99], "application/xml"),
        Bytes(42, "html", Refused, "<!doctype html><html><head><title>Not here</title></head><body>Sorry</body></html>"u8.ToArray(), "text/html"),
        Bytes(42, "json-error", Refused, "{\"error\":\"no such feed\"}"u8.ToArray(), "application/json"),
        Bytes(42, "image", Refused, [0x89, .. "PNG\r\n"u8, 0x1a, 0x0a, 0, 0, 0, 13], "image/png"),
        Bytes(42, "empty", Refused, [], "application/rss+xml"),
        Bytes(42, "blank", Refused, Encoding.ASCII.GetBytes(new string(' ', 10_000)), "application/rss+xml"),
        Xml(43, "items-flood", Read, Rss(string.Concat(Enumerable.Range(0, 5_000).Select(i => $"<item><guid>g{i}</guid><title>T{i}</title></item>")))) with { Articles = 5_000 },
        Xml(43, "items-deluge", Read, Rss(string.Concat(Enumerable.Range(0, 200_000).Select(i => $"<item><guid>g{i}</guid></item>")))),
        Xml(43, "title-long", Read, Rss(Item.Replace("Harbour report", new string('t', 1_000_000), StringComparison.Ordinal))),
        Xml(43, "categories-flood", Read, Rss(Item.Replace("</item>", string.Concat(Enumerable.Range(0, 100_000).Select(i => $"<category>c{i}</category>")) + "</item>", StringComparison.Ordinal))),
        Xml(43, "enclosures-flood", Read, Rss(Item.Replace("</item>", string.Concat(Enumerable.Range(0, 10_000).Select(i => $"<enclosure url='http://127.0.0.1/{i}.mp3' type='audio/mpeg' length='1'/>")) + "</item>", StringComparison.Ordinal))),
        .. new[] { ("bad", "Someday"), ("future", "Wed, 28 Jul 2099 10:00:00 GMT"), ("1970", "Thu, 01 Jan 1970 00:00:00 GMT"), ("zone", "Wed, 28 Jul 2021 10:00:00 +9900"), ("nonsense", "99 Foo 99999 99:99:99") }
            .Select(date => Xml(44, $"date-{date.Item1}", Read, Rss(Item.Replace("/one", $"/{date.Item1}", StringComparison.Ordinal).Replace("</item>", $"<pubDate>{date.Item2}</pubDate></item>", StringComparison.Ordinal))) with { Articles = 1 }),
        new(46, "feed-swap", ["stored"], (asked, stop) => AnswerAsync(asked, asked.Count < 3
            ? "<rss version='2.0'><channel><title>Harbour Post</title><link>http://127.0.0.1/</link>" + Item + "</channel></rss>"
            : "<rss version='2.0'><channel><title>Cheap pills</title><link>http://pills.example/</link>" + string.Concat(Enumerable.Range(0, 10).Select(i => $"<item><guid isPermaLink='false'>p{i}</guid><title>Pill {i}</title><link>http://pills.example/{i}</link></item>")) + "</channel></rss>", stop)) { Articles = 1, Quarantined = 10 },
        new(47, "window", ["stored"], (asked, stop) => AnswerAsync(asked, Rss(string.Concat(Enumerable.Range(Math.Max(1, Math.Min(asked.Count, 8) - 4), Math.Min(Math.Min(asked.Count, 8), 5)).Select(i =>
            $"<item><guid isPermaLink='false'>w{i}</guid><title>Window {i}</title></item>"))), stop)) { Articles = 8 },
        new(49, "poison", ReadOrRefused, (asked, stop) => AnswerAsync(asked, Poisoned(asked.Count), stop)),
    ];

    private static string Rss(string items, string prolog = "") =>
        $"{prolog}<rss version=\"2.0\"><channel><title>Hostile documents</title><link>http://127.0.0.1/</link>{items}</channel></rss>";

    private static Trick Xml(int row, string name, string[] outcomes, string document) => Bytes(row, name, outcomes, Encoding.UTF8.GetBytes(document), "application/rss+xml");

    private static Trick Bytes(int row, string name, string[] outcomes, byte[] body, string type) =>
        new(row, name, outcomes, (asked, stop) => asked.AnswerAsync("200 OK", body, stop, $"Content-Type: {type}"));

    private static Task AnswerAsync(Conversation asked, string document, CancellationToken stop) =>
        asked.AnswerAsync("200 OK", Encoding.UTF8.GetBytes(document), stop, "Content-Type: application/rss+xml");

    /// <summary>A good document with some of its characters exchanged, doubled or cut off; another one at every request.</summary>
    private static string Poisoned(int seed)
    {
        var random = new Random(seed);
        var document = new StringBuilder(Rss(string.Concat(Enumerable.Repeat(Item, 5)), "<?xml version=\"1.0\"?>"));
        for (var change = 0; change < 20; change++)
        {
            var at = random.Next(document.Length);
            _ = random.Next(4) switch
            {
                0 => document.Remove(at, Math.Min(random.Next(30), document.Length - at)),
                1 => document.Insert(at, "<>&\"'/![]-?="[random.Next(12)]),
                2 => document.Insert(at, document.ToString(0, Math.Min(at, 200))),
                _ => document.Replace(document[at], (char)random.Next(1, 0x2fff), at, 1),
            };
        }

        return document.ToString();
    }
}
