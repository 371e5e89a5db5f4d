using System.Text.Json;
using System.Text.Json.Nodes;
using FeedPipeline.Articles;
using FeedPipeline.Documents;
using Json.Schema;

namespace FeedPipeline.Tests.Publishing.Formats;

public sealed class NinjsTests
{
    private static readonly JsonSchema Schema = JsonSchema.FromText(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Publishing/Formats/Fixtures/ninjs-3.0.schema.json")));

    public static TheoryData<string> Articles => ["full", "bare", "credit only", "withdrawn", "day", "odd addresses"];

    [Theory]
    [MemberData(nameof(Articles))]
    public void Every_article_is_valid(string which)
    {
        var ninjs = Of(Sample(which));

        var judged = Schema.Evaluate(JsonSerializer.SerializeToElement(ninjs), new EvaluationOptions { OutputFormat = OutputFormat.List, RequireFormatValidation = true });

        var faults = judged.Details?.Where(detail => detail.Errors is not null).SelectMany(detail => detail.Errors!.Select(error => $"{detail.InstanceLocation}: {error.Value}")) ?? [];
        Assert.True(judged.IsValid, string.Join('\n', faults));
    }

    [Fact]
    public void The_schema_refuses_what_ninjs_does_not_know()
    {
        var ninjs = Of(SampleArticles.Full);
        ninjs["headline"] = "as in schema.org";

        Assert.False(Schema.Evaluate(JsonSerializer.SerializeToElement(ninjs)).IsValid);
    }

    [Fact]
    public void Fields_stand_where_the_standard_has_them()
    {
        var ninjs = Of(SampleArticles.Full);

        Assert.Equal("Harbour reopens after storm", (string?)ninjs["headlines"]![0]!["value"]);
        Assert.Equal("dek", (string?)ninjs["descriptions"]![0]!["role"]);
        Assert.Equal("2026-03-03T23:30:00-05:00", (string?)ninjs["contentCreated"]);
        Assert.Equal("creditline", (string?)ninjs["associations"]![0]!["descriptions"]![1]!["role"]);
        Assert.Equal("audio", (string?)ninjs["associations"]![1]!["type"]);
        Assert.Equal("2", (string?)ninjs["version"]);
        Assert.Equal("full", (string?)ninjs["representationType"]);
    }

    [Fact]
    public void The_uri_stays_and_is_nobody_elses()
    {
        var again = SampleArticles.Stored(7, SampleArticles.Full.Content with { Headline = "Changed" });

        Assert.Equal((string?)Of(SampleArticles.Full)["uri"], (string?)Of(again)["uri"]);
        Assert.NotEqual((string?)Of(SampleArticles.Full)["uri"], (string?)Of(SampleArticles.Bare)["uri"]);
    }

    private static JsonObject Of(StoredArticle article) => JsonNode.Parse(SampleArticles.Write(SampleArticles.Formats.Ninjs, article))!.AsObject();

    private static StoredArticle Sample(string which) => which switch
    {
        "bare" => SampleArticles.Bare,
        "credit only" => SampleArticles.Stored(9, SampleArticles.Bare.Content with { PhotoCredit = "Agency" }),
        "withdrawn" => new StoredArticle { Id = 10, Content = SampleArticles.Full.Content, RemovedAt = DateTimeOffset.UnixEpoch, Revision = 1 },
        "day" => SampleArticles.Stored(11, SampleArticles.Full.Content with { PublishedPrecision = DatePrecision.Day, PublishedAt = new DateTimeOffset(2026, 3, 4, 0, 0, 0, TimeSpan.Zero) }),
        "odd addresses" => SampleArticles.Stored(12, SampleArticles.Full.Content with
        {
            Url = "https://bücher.example/ä b?q=\"<>\"",
            PhotoUrl = "javascript:hit()",
            Enclosures = [new Enclosure("relative.mp3"), new Enclosure("https://a.example/a b.mp3", "AUDIO/mpeg", -1)],
        }),
        _ => SampleArticles.Full,
    };
}
