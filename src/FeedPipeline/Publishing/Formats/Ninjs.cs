using System.Globalization;
using System.Text.Json;
using FeedPipeline.Articles;
using FeedPipeline.Documents;

namespace FeedPipeline.Publishing.Formats;

/// <summary>IPTC ninjs 3.0. Roles that it leaves to us: <c>main</c>, <c>dek</c>, <c>richtext</c>, <c>caption</c>, <c>creditline</c>.</summary>
/// <remarks>It has no word for a day without a time: <c>contentCreated</c> is 00:00 UTC then. Labels and provenance have no place in it.</remarks>
public static class Ninjs
{
    private const string Schema = "http://www.iptc.org/std/ninjs/ninjs-schema_3.0.json";

    /// <summary>One object.</summary>
    public static void Write(Utf8JsonWriter json, StoredArticle article)
    {
        var content = article.Content;
        var urn = FieldWords.Urn(article);
        var hasPicture = content is not { PhotoUrl: null, PhotoCredit: null, PhotoCaption: null };
        json.WriteStartObject();
        json.WriteString("uri", urn);
        WriteStandard(json);
        json.WriteString("type", "text");
        json.WriteString("representationType", content is { BodySource: not BodySource.Summary, Access: Access.Free, Body: not null } ? "full" : "partial");
        json.WriteString("profile", hasPicture ? "text-photo" : "text-only");
        json.WriteString("version", article.Revision.ToString(CultureInfo.InvariantCulture));
        json.WriteString("firstCreated", FieldWords.Time(article.FirstSeenAt));
        json.WriteString("versionCreated", FieldWords.Time(article.UpdatedAt));
        json.WriteIfAny("contentCreated", FieldWords.Time(FieldWords.Published(content)));
        json.WriteString("pubStatus", article.RemovedAt is null ? "usable" : "canceled");
        json.WriteIfAny("copyrightNotice", content.Rights);
        json.WriteIfAny("language", content.Language);
        json.WriteIfAny("by", content.Byline);
        WriteRoles(json, "headlines", ("main", content.Headline));
        WriteRoles(json, "descriptions", ("dek", content.Dek));
        WriteBodies(json, content);
        WriteNamed(json, "people", [.. content.Authors.Select(author => (author, "author"))]);
        WriteNamed(json, "subjects", [.. Subjects(content)]);
        WriteAltIds(json, article);
        WriteRenditions(json, "web", content.Url, "text/html", length: null);
        WriteAssociations(json, content, urn, hasPicture);
        json.WriteEndObject();
    }

    private static void WriteStandard(Utf8JsonWriter json)
    {
        json.WriteStartObject("standard");
        json.WriteString("name", "ninjs");
        json.WriteString("version", "3.0");
        json.WriteString("schema", Schema);
        json.WriteEndObject();
    }

    private static void WriteRoles(Utf8JsonWriter json, string name, params ReadOnlySpan<(string Role, string? Value)> values)
    {
        var isEmpty = true;
        foreach (var (role, value) in values)
        {
            if (value is null)
                continue;
            if (isEmpty)
                json.WriteStartArray(name);
            isEmpty = false;
            json.WriteStartObject();
            json.WriteString("role", role);
            json.WriteString("value", value);
            json.WriteEndObject();
        }

        if (!isEmpty)
            json.WriteEndArray();
    }

    private static void WriteBodies(Utf8JsonWriter json, Article content)
    {
        if (content is { Body: null, BodyHtml: null })
            return;
        json.WriteStartArray("bodies");
        if (content.Body is { } text)
        {
            json.WriteStartObject();
            json.WriteString("role", "main");
            json.WriteString("contentType", "text/plain");
            json.WriteNumber("charCount", text.Length);
            json.WriteNumber("wordCount", content.WordCount);
            json.WriteString("value", text);
            json.WriteEndObject();
        }

        if (content.BodyHtml is { } html)
        {
            json.WriteStartObject();
            json.WriteString("role", "richtext");
            json.WriteString("contentType", "application/xhtml+xml");
            json.WriteString("value", html);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static IEnumerable<(string Name, string Rel)> Subjects(Article content)
    {
        if (content.Section is { } section)
            yield return (section, "section");
        foreach (var tag in content.Tags)
            yield return (tag, "tag");
    }

    private static void WriteNamed(Utf8JsonWriter json, string name, IReadOnlyList<(string Name, string Rel)> values)
    {
        if (values.Count == 0)
            return;
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStartObject();
            json.WriteString("name", value.Name);
            json.WriteString("rel", value.Rel);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteAltIds(Utf8JsonWriter json, StoredArticle article) => WriteRoles(
        json,
        "altIds",
        ("articleId", article.Id.ToString(CultureInfo.InvariantCulture)),
        ("link", article.Content.Url),
        ("canonicalUrl", article.Content.CanonicalUrl),
        ("guid", article.Content.Guid));

    private static void WriteRenditions(Utf8JsonWriter json, string name, string? url, string? type, long? length)
    {
        if (FieldWords.WebUri(url) is not { } uri)
            return;
        json.WriteStartArray("renditions");
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteString("href", uri);
        json.WriteIfAny("contentType", type);
        if (length is >= 0)
            json.WriteNumber("sizeInBytes", length.Value);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteAssociations(Utf8JsonWriter json, Article content, string urn, bool hasPicture)
    {
        var enclosures = content.Enclosures.Where(enclosure => FieldWords.WebUri(enclosure.Url) is not null).ToList();
        if (!hasPicture && enclosures.Count == 0)
            return;
        json.WriteStartArray("associations");
        if (hasPicture)
        {
            json.WriteStartObject();
            json.WriteString("name", "lead image");
            json.WriteString("rel", "main");
            json.WriteString("uri", FieldWords.WebUri(content.PhotoUrl) ?? $"{urn}#photo");
            json.WriteString("type", "picture");
            json.WriteIfAny("by", content.PhotoCredit);
            WriteRoles(json, "descriptions", ("caption", content.PhotoCaption), ("creditline", content.PhotoCredit));
            WriteRenditions(json, "main", content.PhotoUrl, type: null, length: null);
            json.WriteEndObject();
        }

        foreach (var enclosure in enclosures)
            WriteEnclosure(json, enclosure);
        json.WriteEndArray();
    }

    private static void WriteEnclosure(Utf8JsonWriter json, Enclosure enclosure)
    {
        json.WriteStartObject();
        json.WriteString("name", "enclosure");
        json.WriteString("rel", "enclosure");
        json.WriteString("uri", FieldWords.WebUri(enclosure.Url));
        json.WriteIfAny("type", Kind(enclosure.Type));
        WriteRenditions(json, "main", enclosure.Url, enclosure.Type, enclosure.Length);
        json.WriteEndObject();
    }

    private static string? Kind(string? type) => type?.Split('/')[0].ToLowerInvariant() switch
    {
        "audio" => "audio",
        "video" => "video",
        "image" => "picture",
        _ => null,
    };
}
