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

    /// <summary>The feed's own values first, wherever they stand; then, with them known, the items.</summary>
    private static FeedDocument Read(ReadOnlyMemory<byte> json, ReadingContext context, ProblemList problems)
    {
        var properties = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        var options = new JsonReaderOptions { MaxDepth = context.Options.MaxDepth, AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };
        var reader = new Utf8JsonReader(json.Span, options);
        var hasItems = false;
        var items = reader;
        JsonException? broken = null;
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                return NotAFeed("JSON, but not a JSON feed", problems);
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.GetString() ?? "";
                reader.Read();
                if (name == "items" && reader.TokenType == JsonTokenType.StartArray)
                {
                    hasItems = true;
                    items = reader;
                    reader.Skip();
                }
                else
                {
                    properties[name] = JsonElement.ParseValue(ref reader);
                }
            }
        }
        catch (JsonException wrong)
        {
            broken = wrong;
        }

        if (Format(properties, hasItems) is not { } format)
            return NotAFeed(broken is null ? "JSON, but not a JSON feed" : $"broken JSON at line {Line(broken)}, not a feed", problems);

        var values = new JsonValues(json, context, problems);
        var feed = ToFeed(format, properties, values, problems);
        if (hasItems)
            ReadItems(ref items, feed, values);
        if (broken is not null)
            problems.Add("broken JSON: the rest was left out", Line(broken), Column(broken));
        else if (!json.Span[(int)reader.BytesConsumed..].Trim(" \t\r\n"u8).IsEmpty)
            problems.Add("text after the feed");
        return feed.ToDocument(isComplete: broken is null);
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

    private static void ReadItems(ref Utf8JsonReader reader, FeedDraft feed, JsonValues values)
    {
        try
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                values.Start = (int)reader.TokenStartIndex;
                using var item = JsonDocument.ParseValue(ref reader);
                if (item.RootElement.ValueKind == JsonValueKind.Object)
                    feed.Add(ReadItem(item.RootElement, values));
                else
                    values.Problem("an item that is not an object was left out");
            }
        }
        catch (JsonException)
        {
            // The first reading has met it too, and reports it.
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

    private static FeedDraft ToFeed(string format, Dictionary<string, JsonElement> properties, JsonValues values, ProblemList problems)
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
        return feed;
    }
}
