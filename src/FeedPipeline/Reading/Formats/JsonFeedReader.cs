using System.Buffers;
using System.Text;
using System.Text.Json;
using FeedPipeline.Documents;
using FeedPipeline.Reading.Markup;
using FeedPipeline.Reading.Values;

namespace FeedPipeline.Reading.Formats;

/// <summary>JSON Feed 1.0 and 1.1 (jsonfeed.org/version/1.1), item by item: what is broken further on costs no item before it.</summary>
internal static class JsonFeedReader
{
    private static readonly JsonReaderOptions Json = new() { MaxDepth = 32, AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>Reads an object; <paramref name="text"/> is mended in place.</summary>
    public static FeedDocument Read(Span<char> text, ReadingContext context, ProblemList problems)
    {
        if (JsonText.Mend(text) is >= 0 and var broken)
        {
            var (line, column) = TextPlace.In(text, broken);
            problems.Add("control character in a string", line, column);
        }

        var lent = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        try
        {
            return Read(lent.AsMemory(0, Encoding.UTF8.GetBytes(text, lent)), context, problems);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(lent);
        }
    }

    private static FeedDocument Read(ReadOnlyMemory<byte> json, ReadingContext context, ProblemList problems)
    {
        var reader = new Utf8JsonReader(json.Span, Json);
        var values = new JsonValues(json, context, problems);
        var properties = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        List<ItemDraft>? items = null;
        var isComplete = false;
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                return NotAFeed("JSON, but not a JSON feed", problems);
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.GetString() ?? "";
                reader.Read();
                if (name == "items" && reader.TokenType == JsonTokenType.StartArray)
                    ReadItems(ref reader, items ??= [], values);
                else
                    properties[name] = JsonElement.ParseValue(ref reader);
            }

            isComplete = true;
            if (reader.Read())
                problems.Add("text after the feed");
        }
        catch (JsonException wrong) when (isComplete)
        {
            problems.Add("text after the feed", Line(wrong), Column(wrong));
        }
        catch (JsonException wrong) when (Format(properties, items is not null) is not null)
        {
            problems.Add("broken JSON: the rest was left out", Line(wrong), Column(wrong));
        }
        catch (JsonException wrong)
        {
            return NotAFeed($"broken JSON at line {Line(wrong)}, not a feed", problems);
        }

        return Format(properties, items is not null) is { } format
            ? ToFeed(format, properties, items ?? [], values, problems).ToDocument(isComplete)
            : NotAFeed("JSON, but not a JSON feed", problems);
    }

    private static int Line(JsonException wrong) => (int)(wrong.LineNumber ?? 0) + 1;

    private static int Column(JsonException wrong) => (int)(wrong.BytePositionInLine ?? 0) + 1;

    private static FeedDocument NotAFeed(string what, ProblemList problems) => new() { Problems = [new(what), .. problems.ToList()] };

    private static string? Format(Dictionary<string, JsonElement> properties, bool hasItems)
    {
        var version = properties.TryGetValue("version", out var stated) && stated.ValueKind == JsonValueKind.String ? stated.GetString() ?? "" : "";
        if (version.Contains("jsonfeed.org", StringComparison.OrdinalIgnoreCase))
            return version.TrimEnd('/').EndsWith("1.1", StringComparison.Ordinal) ? "json1.1" : "json1.0";
        return hasItems ? "json1.0" : null;
    }

    private static void ReadItems(ref Utf8JsonReader reader, List<ItemDraft> items, JsonValues values)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            values.Start = (int)reader.TokenStartIndex;
            using var item = JsonDocument.ParseValue(ref reader);
            if (item.RootElement.ValueKind == JsonValueKind.Object)
                items.Add(ReadItem(item.RootElement, values));
            else
                values.Problem("an item that is not an object was left out");
        }
    }

    private static ItemDraft ReadItem(JsonElement json, JsonValues values)
    {
        var item = new ItemDraft
        {
            Guid = values.Text(json, "id"),
            Title = HtmlText.Escape(values.Text(json, "title")),
            Link = values.Url(json, "url") ?? values.Url(json, "external_url"),
            Summary = HtmlText.Escape(values.Text(json, "summary")),
            Content = values.Html(json, "content_html") ?? HtmlText.Escape(values.Text(json, "content_text")),
            Published = values.Date(json, "date_published"),
            Updated = values.Date(json, "date_modified"),
            Language = values.Text(json, "language"),
            ImageUrl = values.Url(json, "image") ?? values.Url(json, "banner_image"),
        };
        foreach (var author in values.Authors(json))
            item.Sign(author);
        foreach (var tag in JsonValues.Children(json, "tags"))
            item.Categorize(values.Text(tag));
        foreach (var attachment in JsonValues.Children(json, "attachments"))
        {
            item.Enclose(values.Url(attachment, "url"), values.Text(attachment, "mime_type"), Numbers.Length(values.Text(attachment, "size_in_bytes")));
            item.Duration ??= Numbers.Duration(values.Text(attachment, "duration_in_seconds"));
        }

        return item;
    }

    private static FeedDraft ToFeed(string format, Dictionary<string, JsonElement> properties, List<ItemDraft> items, JsonValues values, ProblemList problems)
    {
        string? Text(string name) => properties.TryGetValue(name, out var value) ? values.Text(value) : null;
        var feed = new FeedDraft(values.Options, problems)
        {
            Format = format,
            Title = HtmlText.Escape(Text("title")),
            Link = values.Absolute(Text("home_page_url")),
            Description = HtmlText.Escape(Text("description")),
            Language = Text("language") ?? values.Language,
            SelfUrl = values.Absolute(Text("feed_url")),
            NextPageUrl = values.Absolute(Text("next_url")),
        };
        foreach (var author in values.Authors(properties.GetValueOrDefault("authors"), properties.GetValueOrDefault("author")))
            feed.Sign(author);
        if (properties.TryGetValue("hubs", out var hubs) && hubs.ValueKind == JsonValueKind.Array)
            feed.HubUrls.AddRange(hubs.EnumerateArray().Select(hub => values.Url(hub, "url")).OfType<string>());
        foreach (var item in items)
            feed.Add(item);
        return feed;
    }
}
