using System.Text.Json;
using FeedPipeline.Articles;

namespace FeedPipeline.Publishing.Formats;

/// <summary>A list of articles as JSON Feed 1.1.</summary>
public static class JsonFeed
{
    /// <summary>Always UTF-8.</summary>
    public const string MediaType = "application/feed+json";

    private const int Buffered = 64 * 1024;

    /// <summary>The whole document; <paramref name="output"/> stays open.</summary>
    public static async Task WriteAsync(Stream output, RepublishedFeed feed, IAsyncEnumerable<StoredArticle> articles, CancellationToken stop)
    {
        await using var json = PlainJson.To(output);
        json.WriteStartObject();
        json.WriteString("version", "https://jsonfeed.org/version/1.1");
        json.WriteString("title", feed.Title);
        json.WriteIfAny("home_page_url", feed.HomeUrl);
        json.WriteString("feed_url", feed.SelfUrl);
        json.WriteIfAny("next_url", feed.NextUrl);
        json.WriteStartArray("items");
        await foreach (var article in articles.WithCancellation(stop))
        {
            WriteItem(json, article);
            if (json.BytesPending >= Buffered)
                await json.FlushAsync(stop);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteItem(Utf8JsonWriter json, StoredArticle article)
    {
        var content = article.Content;
        json.WriteStartObject();
        json.WriteString("id", FieldWords.Urn(article));
        json.WriteIfAny("url", FieldWords.WebUri(content.Url));
        json.WriteString("title", content.Headline);
        json.WriteIfAny("summary", content.Dek);
        // One of the two is required.
        json.WriteIfAny("content_html", content.BodyHtml);
        if (content.Body is not null || content.BodyHtml is null)
            json.WriteString("content_text", content.Body ?? "");
        json.WriteIfAny("image", FieldWords.WebUri(content.PhotoUrl));
        json.WriteIfAny("date_published", FieldWords.Time(FieldWords.Published(content)));
        json.WriteString("date_modified", FieldWords.Time(article.UpdatedAt));
        WriteAuthors(json, content);
        json.WriteIfAny("tags", content.Tags);
        json.WriteIfAny("language", content.Language);
        WriteAttachments(json, content);
        json.WriteEndObject();
    }

    private static void WriteAuthors(Utf8JsonWriter json, Article content)
    {
        if (content.Authors.Count == 0)
            return;
        json.WriteStartArray("authors");
        foreach (var author in content.Authors)
        {
            json.WriteStartObject();
            json.WriteString("name", author);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteAttachments(Utf8JsonWriter json, Article content)
    {
        var enclosures = content.Enclosures.Where(enclosure => FieldWords.WebUri(enclosure.Url) is not null).ToList();
        if (enclosures.Count == 0)
            return;
        json.WriteStartArray("attachments");
        foreach (var enclosure in enclosures)
        {
            json.WriteStartObject();
            json.WriteString("url", FieldWords.WebUri(enclosure.Url));
            // Required, also where the feed named none.
            json.WriteString("mime_type", enclosure.Type ?? "application/octet-stream");
            if (enclosure.Length is { } bytes)
                json.WriteNumber("size_in_bytes", bytes);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
