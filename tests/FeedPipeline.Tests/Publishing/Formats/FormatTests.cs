using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using FeedPipeline.Documents;
using FeedPipeline.Normalizing;
using FeedPipeline.Publishing.Formats;
using FeedPipeline.Reading;

namespace FeedPipeline.Tests.Publishing.Formats;

public sealed class FormatTests
{
    private static readonly string[] Required = ["id", "title", "updated"];

    private static readonly RepublishedFeed Feed = new()
    {
        Title = "Articles",
        SelfUrl = "https://pipe.example/articles.atom?limit=2&x=1",
        HomeUrl = "https://pipe.example/",
        NextUrl = "https://pipe.example/articles.atom?cursor=9",
        UpdatedAt = SampleArticles.Full.UpdatedAt,
    };

    [Fact]
    public void Linked_data_say_what_schema_org_has_words_for()
    {
        var json = JsonNode.Parse(SampleArticles.Write(SampleArticles.Formats.JsonLd, SampleArticles.Full))!;

        Assert.Equal("NewsArticle", (string?)json["@type"]);
        Assert.Equal("2026-03-03T23:30:00-05:00", (string?)json["datePublished"]);
        Assert.Equal("Cy Dow/Agency", (string?)json["image"]!["creditText"]);
        Assert.Equal("Bob Roy", (string?)json["author"]![1]!["name"]);
        Assert.True((bool?)json["isAccessibleForFree"]);
    }

    [Fact]
    public void Linked_data_state_a_day_as_a_day()
    {
        var day = SampleArticles.Full.Content with { PublishedAt = new DateTimeOffset(2026, 3, 4, 0, 0, 0, TimeSpan.Zero), PublishedPrecision = DatePrecision.Day };

        var json = JsonNode.Parse(SampleArticles.Write(SampleArticles.Formats.JsonLd, SampleArticles.Stored(1, day)))!;

        Assert.Equal("2026-03-04", (string?)json["datePublished"]);
    }

    [Fact]
    public async Task Several_texts_can_be_taken_apart_again()
    {
        var texts = (await SampleArticles.WriteAllAsync(SampleArticles.Formats.Text, SampleArticles.Full, SampleArticles.Bare)).Split("\f\n");

        Assert.Equal([SeedText.Write(SampleArticles.Full.Content), SeedText.Write(SampleArticles.Bare.Content), ""], texts);
    }

    [Fact]
    public async Task A_table_has_a_head_and_rows_of_its_width()
    {
        var odd = SampleArticles.Stored(9, SampleArticles.Bare.Content with { Headline = "He said \"no\", twice", Body = "One\n\nTwo" });

        var rows = Csv.Read(await SampleArticles.WriteAllAsync(SampleArticles.Formats.Csv, SampleArticles.Full, odd));

        Assert.Equal(3, rows.Count);
        Assert.All(rows, row => Assert.Equal(rows[0].Count, row.Count));
        Assert.Equal("He said \"no\", twice", rows[2][rows[0].IndexOf("headline")]);
        Assert.Equal("One\n\nTwo", rows[2][rows[0].IndexOf("body")]);
        Assert.Equal("Ann Lee; Bob Roy", rows[1][rows[0].IndexOf("authors")]);
    }

    [Fact]
    public async Task Our_own_reader_reads_the_Atom_feed()
    {
        using var output = new MemoryStream();
        await AtomFeed.WriteAsync(output, Feed, new[] { SampleArticles.Full, SampleArticles.Bare }.ToAsyncEnumerable(), CancellationToken.None);

        var xml = XDocument.Parse(Encoding.UTF8.GetString(output.ToArray()));
        XNamespace atom = "http://www.w3.org/2005/Atom";
        Assert.Equal(2, xml.Root!.Elements(atom + "entry").Count());
        Assert.All(xml.Root.Elements(atom + "entry"), entry => Assert.All(Required, name => Assert.NotNull(entry.Element(atom + name))));
        Assert.Equal("https://pipe.example/articles.atom?limit=2&x=1", (string?)xml.Root.Element(atom + "link")!.Attribute("href"));
        var read = FeedReader.Read(new FetchedDocument { Body = output.ToArray(), Url = Feed.SelfUrl }, new ReadingOptions());
        Assert.Equal(["Harbour reopens after storm", "Untitled notice"], read.Items.Select(item => item.Title));
        Assert.Empty(read.Problems);
    }

    [Fact]
    public async Task Our_own_reader_reads_the_JSON_Feed()
    {
        using var output = new MemoryStream();
        await JsonFeed.WriteAsync(output, Feed, new[] { SampleArticles.Full, SampleArticles.Bare }.ToAsyncEnumerable(), CancellationToken.None);

        var json = JsonNode.Parse(output.ToArray())!;
        Assert.Equal("https://jsonfeed.org/version/1.1", (string?)json["version"]);
        Assert.Equal("", (string?)json["items"]![1]!["content_text"]);
        Assert.Equal("application/octet-stream", (string?)json["items"]![0]!["attachments"]![1]!["mime_type"]);
        var read = FeedReader.Read(new FetchedDocument { Body = output.ToArray(), Url = Feed.SelfUrl }, new ReadingOptions());
        Assert.Equal(["Harbour reopens after storm", "Untitled notice"], read.Items.Select(item => item.Title));
        Assert.Empty(read.Problems);
    }
}
