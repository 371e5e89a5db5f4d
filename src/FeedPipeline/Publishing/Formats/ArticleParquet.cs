using System.Buffers;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using FeedPipeline.Articles;
using Parquet;
using Parquet.Schema;

namespace FeedPipeline.Publishing.Formats;

/// <summary>Articles as an Apache Parquet file with the table's column names. Lists and objects are JSON texts, which every reader of Parquet can take apart.</summary>
public static class ArticleParquet
{
    private const int MaxRows = 5000;

    // A group is what a writer and every reader holds in memory.
    private const int MaxCharacters = 16 * 1024 * 1024;

    private static readonly Column[] Columns =
    [
        new Number("id", article => article.Id, IsNullable: false),
        new Words("headline", article => article.Content.Headline),
        new Words("dek", article => article.Content.Dek),
        new Words("byline", article => article.Content.Byline),
        new Words("authors", article => Json(article.Content.Authors, Texts)),
        new Time("published_at", article => article.Content.PublishedAt),
        new Words("published_precision", article => PlainJson.Name(article.Content.PublishedPrecision)),
        new Number("published_offset_minutes", article => (long?)article.Content.PublishedOffset?.TotalMinutes),
        new Time("modified_at", article => article.Content.ModifiedAt),
        new Words("photo_credit", article => article.Content.PhotoCredit),
        new Words("photo_caption", article => article.Content.PhotoCaption),
        new Words("photo_url", article => article.Content.PhotoUrl),
        new Words("body", article => article.Content.Body),
        new Words("body_html", article => article.Content.BodyHtml),
        new Words("body_source", article => PlainJson.Name(article.Content.BodySource)),
        new Words("language", article => article.Content.Language),
        new Words("url", article => article.Content.Url),
        new Words("canonical_url", article => article.Content.CanonicalUrl),
        new Words("section", article => article.Content.Section),
        new Words("tags", article => Json(article.Content.Tags, Texts)),
        new Words("guid", article => article.Content.Guid),
        new Words("access", article => PlainJson.Name(article.Content.Access)),
        new Words("rights", article => article.Content.Rights),
        new Words("enclosures", article => Json(article.Content.Enclosures, ArticleJson.WriteEnclosures)),
        new Number("word_count", article => article.Content.WordCount, IsNullable: false),
        new Words("provenance", article => Json(article.Content.Provenance, ArticleJson.WriteProvenance)),
        new Number("feed_id", article => article.FeedId, IsNullable: false),
        new Number("revision", article => article.Revision, IsNullable: false),
        new Number("copy_of", article => article.CopyOf),
        new Number("merged_into", article => article.MergedInto),
        new Number("story_id", article => article.StoryId),
        new Time("removed_at", article => article.RemovedAt),
        new Time("first_seen_at", article => article.FirstSeenAt),
        new Time("updated_at", article => article.UpdatedAt),
        new Time("stated_at", article => article.StatedAt),
    ];

    /// <summary>The number written. <paramref name="output"/> stays open.</summary>
    /// <param name="output">Where the file goes.</param>
    /// <param name="articles">Read one at a time, held by groups of at most 5,000 or 16 million characters of text.</param>
    /// <param name="written">Told the number after each group; null when nobody asks.</param>
    /// <param name="stop">Ends it between two articles.</param>
    public static async Task<long> WriteAsync(Stream output, IAsyncEnumerable<StoredArticle> articles, Action<long>? written, CancellationToken stop)
    {
        var schema = new ParquetSchema(Columns.Select(column => column.Field));
        var options = new ParquetOptions { CompressionMethod = CompressionMethod.Zstd, CompressionLevel = CompressionLevel.Fastest };
        await using var file = await ParquetWriter.CreateAsync(schema, output, options, append: false, stop);
        List<StoredArticle> group = [];
        var (count, characters) = (0L, 0);
        await foreach (var article in articles.WithCancellation(stop))
        {
            group.Add(article);
            characters += (article.Content.Body?.Length ?? 0) + (article.Content.BodyHtml?.Length ?? 0);
            if (group.Count < MaxRows && characters < MaxCharacters)
                continue;
            count += await WriteGroupAsync(file, group);
            written?.Invoke(count);
            (group, characters) = ([], 0);
        }

        return count + (group.Count > 0 ? await WriteGroupAsync(file, group) : 0);
    }

    private static async Task<int> WriteGroupAsync(ParquetWriter file, List<StoredArticle> articles)
    {
        using var group = file.CreateRowGroup();
        foreach (var column in Columns)
            await column.WriteAsync(group, articles);
        group.CompleteValidate();
        return articles.Count;
    }

    private static void Texts(Utf8JsonWriter json, IReadOnlyList<string> values)
    {
        json.WriteStartArray();
        foreach (var value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }

    private static string Json<T>(T value, Action<Utf8JsonWriter, T> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        PlainJson.Write(buffer, value, write);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private abstract record Column(DataField Field)
    {
        public abstract Task WriteAsync(ParquetRowGroupWriter group, List<StoredArticle> articles);
    }

    private sealed record Words(string Name, Func<StoredArticle, string?> Cell) : Column(new DataField<string>(Name))
    {
        public override Task WriteAsync(ParquetRowGroupWriter group, List<StoredArticle> articles) => group.WriteAsync(Field, [.. articles.Select(article => Cell(article)!)]);
    }

    private sealed record Number(string Name, Func<StoredArticle, long?> Cell, bool IsNullable = true) : Column(new DataField(Name, typeof(long), IsNullable))
    {
        public override Task WriteAsync(ParquetRowGroupWriter group, List<StoredArticle> articles) => IsNullable
            ? group.WriteAsync<long>(Field, articles.Select(Cell).ToArray().AsMemory())
            : group.WriteAsync<long>(Field, articles.Select(article => Cell(article)!.Value).ToArray());
    }

    private sealed record Time(string Name, Func<StoredArticle, DateTimeOffset?> Cell)
        : Column(new DateTimeDataField(Name, DateTimeFormat.DateAndTimeMicros, isAdjustedToUTC: true, unit: null, isNullable: true))
    {
        public override Task WriteAsync(ParquetRowGroupWriter group, List<StoredArticle> articles) =>
            group.WriteAsync<DateTime>(Field, articles.Select(article => Cell(article)?.UtcDateTime).ToArray().AsMemory());
    }
}
