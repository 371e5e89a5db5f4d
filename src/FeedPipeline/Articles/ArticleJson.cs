using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using FeedPipeline.Documents;

namespace FeedPipeline.Articles;

/// <summary>A row of <c>article</c> as JSON: every column, under its name.</summary>
public static class ArticleJson
{
    /// <summary>As a part of other JSON.</summary>
    public static JsonNode Of(StoredArticle article)
    {
        var buffer = new ArrayBufferWriter<byte>();
        PlainJson.Write(buffer, article, Write);
        return JsonNode.Parse(buffer.WrittenSpan)!;
    }

    /// <summary>One object.</summary>
    public static void Write(Utf8JsonWriter json, StoredArticle article)
    {
        json.WriteStartObject();
        json.WriteNumber("id", article.Id);
        WriteContent(json, article.Content);
        json.WriteNumber("feed_id", article.FeedId);
        json.WriteNumber("revision", article.Revision);
        WriteNumber(json, "copy_of", article.CopyOf);
        WriteNumber(json, "merged_into", article.MergedInto);
        WriteNumber(json, "story_id", article.StoryId);
        WriteTime(json, "removed_at", article.RemovedAt);
        WriteTime(json, "first_seen_at", article.FirstSeenAt);
        WriteTime(json, "updated_at", article.UpdatedAt);
        WriteTime(json, "stated_at", article.StatedAt);
        json.WriteEndObject();
    }

    private static void WriteContent(Utf8JsonWriter json, Article article)
    {
        json.WriteString("headline", article.Headline);
        json.WriteString("dek", article.Dek);
        json.WriteString("byline", article.Byline);
        json.WriteTexts("authors", article.Authors);
        WriteTime(json, "published_at", article.PublishedAt);
        json.WriteString("published_precision", PlainJson.Name(article.PublishedPrecision));
        json.WriteString("published_offset", article.PublishedOffset?.ToString("c"));
        WriteTime(json, "modified_at", article.ModifiedAt);
        json.WriteString("photo_credit", article.PhotoCredit);
        json.WriteString("photo_caption", article.PhotoCaption);
        json.WriteString("photo_url", article.PhotoUrl);
        json.WriteString("body", article.Body);
        json.WriteString("body_html", article.BodyHtml);
        json.WriteString("body_source", PlainJson.Name(article.BodySource));
        json.WriteString("language", article.Language);
        json.WriteString("url", article.Url);
        json.WriteString("canonical_url", article.CanonicalUrl);
        json.WriteString("section", article.Section);
        json.WriteTexts("tags", article.Tags);
        json.WriteString("guid", article.Guid);
        json.WriteString("access", PlainJson.Name(article.Access));
        json.WriteString("rights", article.Rights);
        json.WritePropertyName("enclosures");
        WriteEnclosures(json, article.Enclosures);
        json.WriteNumber("word_count", article.WordCount);
        json.WritePropertyName("provenance");
        WriteProvenance(json, article.Provenance);
    }

    /// <summary>One list.</summary>
    internal static void WriteEnclosures(Utf8JsonWriter json, IReadOnlyList<Enclosure> enclosures)
    {
        json.WriteStartArray();
        foreach (var enclosure in enclosures)
        {
            json.WriteStartObject();
            json.WriteString("url", enclosure.Url);
            json.WriteString("type", enclosure.Type);
            WriteNumber(json, "length", enclosure.Length);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>One object.</summary>
    internal static void WriteProvenance(Utf8JsonWriter json, IReadOnlyDictionary<string, string> provenance)
    {
        json.WriteStartObject();
        foreach (var (field, source) in provenance)
            json.WriteString(field, source);
        json.WriteEndObject();
    }

    private static void WriteTime(Utf8JsonWriter json, string name, DateTimeOffset? at)
    {
        if (at is { } known)
            json.WriteString(name, known);
        else
            json.WriteNull(name);
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, long? number)
    {
        if (number is { } known)
            json.WriteNumber(name, known);
        else
            json.WriteNull(name);
    }
}
