using System.Text.RegularExpressions;

namespace FeedPipeline.EndToEnd;

/// <summary>Texts in the seed article format, through a feed and the table and out again.</summary>
public sealed partial class SeedFormatTests
{
    private const string OwnText = """
        Harbour ferry returns after the long storm: Operator
        The first boats leave on Monday, but two piers stay closed
        By News Desk - March 4 2024

        (Photo credit: Harbour Authority)

        The ferry between the old town and the islands runs again from Monday.

        “We checked every pier twice,” the operator said on 2 March.

        Two piers stay closed until the summer.

        """;

    [SkippableFact]
    public async Task A_text_that_travels_as_HTML_comes_back_canonical() => await ComesBackAsync([OwnText]);

    [SkippableFact]
    public async Task The_two_documents_that_define_the_format_come_back_canonical()
    {
        var corpus = Environment.GetEnvironmentVariable("FEEDPIPELINE_CORPUS");
        var seeds = corpus is null ? null : Path.Combine(corpus, "..", "seeds");
        Skip.IfNot(Directory.Exists(seeds), "FEEDPIPELINE_CORPUS is not set");

        await ComesBackAsync([.. Directory.GetFiles(seeds!, "*.txt").Order(StringComparer.Ordinal).Select(File.ReadAllText)]);
    }

    private static async Task ComesBackAsync(IReadOnlyList<string> texts)
    {
        await using var here = await Installation.CreateAsync();
        here.Origin.Serve("feed.xml", Rss.Of("Seeds", texts.Select((text, number) => Item($"text-{number}", text))));
        await here.MustAsync("feeds", "add", here.Origin.Url + "/feed.xml");

        for (var number = 0; number < texts.Count; number++)
        {
            var canonical = await here.MustAsync("extract", here.Write($"{number}.txt", texts[number]), "--format", "text");
            Assert.Equal(canonical, await here.MustAsync("articles", "show", $"{number + 1}", "--format", "text"));
            Assert.Equal(canonical, await here.MustAsync("extract", here.Write($"{number}-canonical.txt", canonical), "--format", "text"));
            Assert.DoesNotContain("Most Popular", canonical, StringComparison.Ordinal);
        }
    }

    /// <summary>The item that a publisher's program makes of such a text: the header as fields, each line of the rest a paragraph.</summary>
    private static RssItem Item(string guid, string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var byline = BylineLine().Match(lines[2]);
        var body = string.Concat(lines[3..].Where(line => line != "Most Popular").Select(line => $"<p>{line}</p>"));
        return new RssItem(guid, lines[0], body + "<h3>Most Popular</h3>")
        {
            Description = lines[1],
            Creator = byline.Groups["who"].Value,
            PubDate = DateTime.Parse(byline.Groups["day"].Value, System.Globalization.CultureInfo.InvariantCulture).ToString("r"),
        };
    }

    [GeneratedRegex(@"^By (?<who>.+) - (?<day>.+)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex BylineLine();
}
