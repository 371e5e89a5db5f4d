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
        Number("id", article => article.Id, isNullable: false),
        Words("headline", article => article.Content.Headline),
        Words("dek", article => article.Content.Dek),
        Words("byline", article => article.Content.Byline),
        Words("authors", article => Json(article.Content.Authors, Texts)),
        Time("published_at", article => article.Content.PublishedAt),
        Words("published_precision", article => PlainJson.Name(article.Content.PublishedPrecision)),
        Number("published_offset_minutes", article => (long?)article.Content.PublishedOffset?.TotalMinutes),
        Time("modified_at", article => article.Content.ModifiedAt),
        Words("photo_credit", article => article.Content.PhotoCredit),
        Words("photo_caption", article => article.Content.PhotoCaption),
        Words("photo_url", article => article.Content.PhotoUrl),
        Words("body", article => article.Content.Body),
        Words("body_html", article => article.Content.BodyHtml),
        Words("body_source", article => PlainJson.Name(article.Content.BodySource)),
        Words("language", article => article.Content.Language),
        Words("url", article => article.Content.Url),
        Words("canonical_url", article => article.Content.CanonicalUrl),
        Words("section", article => article.Content.Section),
        Words("tags", article => Json(article.Content.Tags, Texts)),
        Words("guid", article => article.Content.Guid),
        Words("access", article => PlainJson.Name(article.Content.Access)),
        Words("rights", article => article.Content.Rights),
        Words("enclosures", article => Json(article.Content.Enclosures, ArticleJson.WriteEnclosures)),
        Number("word_count", article => article.Content.WordCount, isNullable: false),
        Words("provenance", article => Json(article.Content.Provenance, ArticleJson.WriteProvenance)),
        Number("feed_id", article => article.FeedId, isNullable: false),
        Number("revision", article => article.Revision, isNullable: false),
        Number("copy_of", article => article.CopyOf),
        Number("merged_into", article => article.MergedInto),
        Number("story_id", article => article.StoryId),
        Time("removed_at", article => article.RemovedAt),
        Time("first_seen_at", article => article.FirstSeenAt),
        Time("updated_at", article => article.UpdatedAt),
        Time("stated_at", article => article.StatedAt),
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
            count += await WriteGroupAsync(file, group, stop);
            written?.Invoke(count);
            (group, characters) = ([], 0);
        }

        return count + (group.Count > 0 ? await WriteGroupAsync(file, group, stop) : 0);
    }

    private static async Task<int> WriteGroupAsync(ParquetWriter file, List<StoredArticle> articles, CancellationToken stop)
    {
        using var group = file.CreateRowGroup();
        foreach (var column in Columns)
        {
            stop.ThrowIfCancellationRequested();
            await column.Write(group, articles);
        }

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

    private static Column Words(string name, Func<StoredArticle, string?> cell)
    {
        var field = new DataField<string>(name);
        return new Column(field, (group, articles) => group.WriteAsync(field, [.. articles.Select(article => cell(article)!)]));
    }

    private static Column Number(string name, Func<StoredArticle, long?> cell, bool isNullable = true)
    {
        var field = new DataField(name, typeof(long), isNullable);
        return new Column(field, (group, articles) => isNullable
            ? group.WriteAsync<long>(field, articles.Select(cell).ToArray().AsMemory())
            : group.WriteAsync<long>(field, articles.Select(article => cell(article)!.Value).ToArray()));
    }

    private static Column Time(string name, Func<StoredArticle, DateTimeOffset?> cell)
    {
        var field = new DateTimeDataField(name, DateTimeFormat.DateAndTimeMicros, isAdjustedToUTC: true, unit: null, isNullable: true);
        return new Column(field, (group, articles) => group.WriteAsync<DateTime>(field, articles.Select(article => cell(article)?.UtcDateTime).ToArray().AsMemory()));
    }

    private sealed record Column(DataField Field, Func<ParquetRowGroupWriter, List<StoredArticle>, Task> Write);
}
