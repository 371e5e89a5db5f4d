using System.Text.Json.Nodes;
using FeedPipeline.Articles;
using FeedPipeline.Storing;
using FeedPipeline.Tests.Publishing.Formats;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace FeedPipeline.Tests.Articles;

public sealed class ArticleJsonTests
{
    [Fact]
    public void Every_column_of_the_table_is_a_member()
    {
        using var db = new FeedPipelineDb(new DbContextOptionsBuilder<FeedPipelineDb>().UseNpgsql("Host=nowhere").Options);
        var article = db.Model.FindEntityType(typeof(StoredArticle))!;
        var table = StoreObjectIdentifier.Table("article");
        var columns = article.GetProperties().Concat(article.GetComplexProperties().Single().ComplexType.GetProperties()).Select(property => property.GetColumnName(table)!);

        var members = ArticleJson.Of(SampleArticles.Full).AsObject().Select(member => member.Key);

        Assert.Equal(columns.Order(StringComparer.Ordinal), members.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Values_have_the_tables_words()
    {
        var json = ArticleJson.Of(SampleArticles.Full).AsObject();

        Assert.Equal("page", (string?)json["body_source"]);
        Assert.Equal("minute", (string?)json["published_precision"]);
        Assert.Equal("-05:00:00", (string?)json["published_offset"]);
        Assert.Equal("feed:title", (string?)json["provenance"]!["headline"]);
        Assert.Equal(12345, (long?)json["enclosures"]![0]!["length"]);
        Assert.True(json.ContainsKey("copy_of") && json["copy_of"] is null);
    }

    [Fact]
    public async Task Several_are_lines()
    {
        var lines = (await SampleArticles.WriteAllAsync(SampleArticles.Formats.Json, SampleArticles.Full, SampleArticles.Bare)).Split('\n');

        Assert.Equal(["7", "8"], lines.Take(2).Select(line => JsonNode.Parse(line)!["id"]!.ToJsonString()));
        Assert.Equal("", lines[2]);
    }
}
