using System.Text.Json;
using FeedPipeline.Documents;
using FeedPipeline.Reading.Charsets;
using FeedPipeline.Reading.Markup;
using FeedPipeline.Reading.Values;

namespace FeedPipeline.Reading.Formats;

/// <summary>JSON Feed 1.0 and 1.1 (jsonfeed.org/version/1.1).</summary>
internal static class JsonFeedReader
{
    private static readonly JsonDocumentOptions Json = new()
    {
        MaxDepth = 32,
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
    };

    public static FeedDocument Read(string text, ReadingContext context, ProblemList problems)
    {
        try
        {
            using var json = JsonDocument.Parse(JsonEscapes.WithoutHalfPairs(text), Json);
            var root = json.RootElement;
            var format = Format(root);
            return format is null ? NotAFeed("JSON, but not a JSON feed", problems) : ReadFeed(root, format, context, problems);
        }
        catch (JsonException broken)
        {
            return NotAFeed($"broken JSON at line {broken.LineNumber + 1}, not a feed", problems);
        }
    }

    private static FeedDocument NotAFeed(string what, ProblemList problems) => new() { Problems = [new(what), .. problems.ToList()] };

    private static string? Format(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
            return null;
        var version = Text(root, "version") ?? "";
        if (version.Contains("jsonfeed.org", StringComparison.OrdinalIgnoreCase))
            return version.TrimEnd('/').EndsWith("1.1", StringComparison.Ordinal) ? "json1.1" : "json1.0";
        return root.TryGetProperty("items", out var items) && items.ValueKind == JsonValueKind.Array ? "json1.0" : null;
    }

    private static FeedDocument ReadFeed(JsonElement root, string format, ReadingContext context, ProblemList problems)
    {
        var feed = new FeedDraft(context.Options, problems)
        {
            Format = format,
            Title = HtmlText.Escape(Text(root, "title")),
            Link = Links.Absolute(Text(root, "home_page_url"), context.Base),
            Description = HtmlText.Escape(Text(root, "description")),
            Language = Text(root, "language") ?? context.Language,
        };
        feed.Authors.AddRange(Authors(root));
        foreach (var item in Children(root, "items"))
        {
            if (item.ValueKind == JsonValueKind.Object)
                feed.Add(ReadItem(item, context, problems));
            else
                problems.Add("an item that is not an object was left out");
        }

        return feed.ToDocument(isComplete: true);
    }

    private static ItemDraft ReadItem(JsonElement json, ReadingContext context, ProblemList problems)
    {
        var address = context.Base;
        var image = Text(json, "image") ?? Text(json, "banner_image");
        var item = new ItemDraft
        {
            Guid = Text(json, "id"),
            Title = HtmlText.Escape(Text(json, "title")),
            Link = Links.Absolute(Text(json, "url") ?? Text(json, "external_url"), address),
            Summary = HtmlText.Escape(Text(json, "summary")),
            Content = Links.MakeAbsolute(Text(json, "content_html"), address) ?? HtmlText.Escape(Text(json, "content_text")),
            Published = Date(json, "date_published", problems),
            Updated = Date(json, "date_modified", problems),
            Language = Text(json, "language"),
            ImageUrl = Links.Absolute(image, address),
        };
        item.Authors.AddRange(Authors(json));
        foreach (var tag in Children(json, "tags"))
            item.Categorize(Text(tag));
        foreach (var attachment in Children(json, "attachments"))
            item.Enclose(Links.Absolute(Text(attachment, "url"), address), Text(attachment, "mime_type"), Length(attachment));
        return item;
    }

    private static IEnumerable<string> Authors(JsonElement json)
    {
        var authors = Children(json, "authors").ToList();
        if (authors.Count == 0 && json.TryGetProperty("author", out var author))
            authors.Add(author);
        return authors.Select(one => Text(one, "name") ?? Text(one)).OfType<string>();
    }

    private static StatedDate? Date(JsonElement json, string name, ProblemList problems)
    {
        if (Text(json, name) is not { } text)
            return null;
        var date = DateText.Parse(text);
        if (date is null)
            problems.Add($"not a date in {name}: {Characters.Cut(text, 40)}");
        return date;
    }

    private static long? Length(JsonElement attachment) =>
        attachment.ValueKind == JsonValueKind.Object &&
        attachment.TryGetProperty("size_in_bytes", out var size) && size.ValueKind == JsonValueKind.Number &&
        size.TryGetInt64(out var length) && length >= 0 ? length : null;

    private static JsonElement.ArrayEnumerator Children(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray()
            : default;

    private static string? Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) ? Text(value) : null;

    private static string? Text(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Number)
            return value.GetRawText();
        if (value.ValueKind != JsonValueKind.String)
            return null;
        var text = Characters.Valid(value.GetString() ?? "").Trim();
        return text.Length == 0 ? null : text;
    }
}
