using System.Text.Json;
using FeedPipeline.Articles;

namespace FeedPipeline.Publishing.Formats;

/// <summary>schema.org <c>NewsArticle</c> as JSON-LD.</summary>
/// <remarks>Authors have no type, because nobody says whether they are people or desks.</remarks>
public static class NewsArticleJsonLd
{
    /// <summary>One object.</summary>
    public static void Write(Utf8JsonWriter json, StoredArticle article)
    {
        var content = article.Content;
        json.WriteStartObject();
        json.WriteString("@context", "https://schema.org");
        json.WriteString("@type", "NewsArticle");
        json.WriteString("@id", FieldWords.Urn(article));
        json.WriteNumber("identifier", article.Id);
        json.WriteIfAny("url", FieldWords.WebUri(content.Url));
        json.WriteIfAny("mainEntityOfPage", FieldWords.WebUri(content.CanonicalUrl));
        json.WriteString("headline", content.Headline);
        json.WriteIfAny("description", content.Dek);
        WriteAuthors(json, content);
        json.WriteIfAny("creditText", content.Byline);
        json.WriteIfAny("datePublished", FieldWords.Date(content));
        json.WriteIfAny("dateModified", FieldWords.Time(content.ModifiedAt));
        json.WriteIfAny("inLanguage", content.Language);
        json.WriteIfAny("articleSection", content.Section);
        json.WriteIfAny("keywords", content.Tags);
        WriteImage(json, content);
        json.WriteIfAny("articleBody", content.Body);
        json.WriteNumber("wordCount", content.WordCount);
        json.WriteBoolean("isAccessibleForFree", content.Access == Access.Free);
        json.WriteIfAny("copyrightNotice", content.Rights);
        WriteMedia(json, content);
        json.WriteNumber("version", article.Revision);
        if (article.RemovedAt is not null)
            json.WriteString("creativeWorkStatus", "Withdrawn");
        json.WriteEndObject();
    }

    private static void WriteAuthors(Utf8JsonWriter json, Article content)
    {
        if (content.Authors.Count == 0)
            return;
        json.WriteStartArray("author");
        foreach (var author in content.Authors)
        {
            json.WriteStartObject();
            json.WriteString("name", author);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteImage(Utf8JsonWriter json, Article content)
    {
        if (content is { PhotoUrl: null, PhotoCredit: null, PhotoCaption: null })
            return;
        json.WriteStartObject("image");
        json.WriteString("@type", "ImageObject");
        json.WriteIfAny("url", FieldWords.WebUri(content.PhotoUrl));
        json.WriteIfAny("caption", content.PhotoCaption);
        json.WriteIfAny("creditText", content.PhotoCredit);
        json.WriteEndObject();
    }

    private static void WriteMedia(Utf8JsonWriter json, Article content)
    {
        var enclosures = content.Enclosures.Where(enclosure => FieldWords.WebUri(enclosure.Url) is not null).ToList();
        if (enclosures.Count == 0)
            return;
        json.WriteStartArray("associatedMedia");
        foreach (var enclosure in enclosures)
        {
            json.WriteStartObject();
            json.WriteString("@type", "MediaObject");
            json.WriteString("contentUrl", FieldWords.WebUri(enclosure.Url));
            json.WriteIfAny("encodingFormat", enclosure.Type);
            if (enclosure.Length is { } bytes)
                json.WriteString("contentSize", FormattableString.Invariant($"{bytes} B"));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
