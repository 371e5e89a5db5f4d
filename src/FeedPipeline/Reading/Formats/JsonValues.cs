using System.Text;
using System.Text.Json;
using FeedPipeline.Documents;
using FeedPipeline.Reading.Charsets;
using FeedPipeline.Reading.Values;

namespace FeedPipeline.Reading.Formats;

/// <summary>Values of a JSON feed: trimmed, cut to their limits, addresses made absolute, dates read; what is wrong is a problem of the item at hand.</summary>
internal sealed class JsonValues(ReadOnlyMemory<byte> document, ReadingContext context, ProblemList problems)
{
    public ReadingOptions Options => context.Options;

    public string? Language => context.Language;

    /// <summary>First byte of the item at hand.</summary>
    public int Start { get; set; }

    /// <summary>Notes what is wrong with the item at hand.</summary>
    public void Problem(string what)
    {
        var before = document.Span[..Start];
        problems.Add(what, before.Count((byte)'\n') + 1, Encoding.UTF8.GetCharCount(before[(before.LastIndexOf((byte)'\n') + 1)..]) + 1);
    }

    public string? Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) ? Text(value) : null;

    /// <summary>A string or a number; null for anything else, and when empty.</summary>
    public string? Text(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Number)
            return value.GetRawText();
        if (value.ValueKind != JsonValueKind.String)
            return null;
        var text = Characters.Valid(value.GetString() ?? "").Trim();
        if (text.Length > Options.MaxTextLength)
        {
            Problem($"a text is longer than {Options.MaxTextLength} characters; the rest was left out");
            text = Characters.Cut(text, Options.MaxTextLength);
        }

        return text.Length == 0 ? null : text;
    }

    public string? Html(JsonElement json, string name) => Links.MakeAbsolute(Text(json, name), context.Base);

    public string? Url(JsonElement json, string name) => Absolute(Text(json, name));

    public string? Absolute(string? address) => Links.Absolute(address, context.Base);

    public StatedDate? Date(JsonElement json, string name)
    {
        if (Text(json, name) is not { } text)
            return null;
        var date = DateText.Parse(text, out var isCarried);
        if (date is null || isCarried)
            Problem($"{(isCarried ? "a date that does not exist" : "not a date")} in {name}: {Characters.Cut(text, 40)}");
        return date;
    }

    /// <summary>Names of <c>authors</c> (1.1), else of <c>author</c> (1.0).</summary>
    public IEnumerable<string> Authors(JsonElement json) =>
        Authors(json.TryGetProperty("authors", out var authors) ? authors : default, json.TryGetProperty("author", out var author) ? author : default);

    /// <inheritdoc cref="Authors(JsonElement)"/>
    public IEnumerable<string> Authors(JsonElement authors, JsonElement author)
    {
        IEnumerable<JsonElement> all = authors.ValueKind == JsonValueKind.Array && authors.GetArrayLength() > 0 ? authors.EnumerateArray() : [author];
        return all.Select(one => Text(one, "name") ?? Text(one)).OfType<string>();
    }

    public static JsonElement.ArrayEnumerator Children(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray()
            : default;
}
