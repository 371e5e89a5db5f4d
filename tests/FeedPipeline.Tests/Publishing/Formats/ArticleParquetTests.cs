using FeedPipeline.Publishing.Formats;
using Parquet;
using Parquet.Schema;

namespace FeedPipeline.Tests.Publishing.Formats;

public sealed class ArticleParquetTests
{
    [Fact]
    public async Task A_file_has_groups_of_bounded_size_and_gives_back_what_was_written()
    {
        using var output = new MemoryStream();
        var written = await ArticleParquet.WriteAsync(output, Enumerable.Range(0, 6000).Select(i => i % 2 == 0 ? SampleArticles.Full : SampleArticles.Bare).ToAsyncEnumerable(), null, default);

        output.Position = 0;
        await using var file = await ParquetReader.CreateAsync(output);
        Assert.Equal((6000, 2), (written, file.RowGroupCount));
        using var group = file.OpenRowGroupReader(1);
        var headline = new string?[1000];
        var copies = new long?[1000];
        await group.ReadAsync(Field(file, "headline"), headline.AsMemory());
        await group.ReadAsync<long>(Field(file, "copy_of"), copies.AsMemory());
        Assert.Equal("Harbour reopens after storm", headline[0]);
        Assert.Null(copies[0]);
        var authors = new string?[1000];
        await group.ReadAsync(Field(file, "authors"), authors.AsMemory());
        Assert.Equal("""["Ann Lee","Bob Roy"]""", authors[0]);
        var published = new DateTime?[1000];
        await group.ReadAsync<DateTime>(Field(file, "published_at"), published.AsMemory());
        Assert.Equal(SampleArticles.Full.Content.PublishedAt!.Value.UtcDateTime, published[0]);
        Assert.Null(published[1]);
    }

    private static DataField Field(ParquetReader file, string name) => file.Schema.GetDataFields().Single(field => field.Name == name);
}
