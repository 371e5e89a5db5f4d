using System.Globalization;
using System.Text.Json;
using FeedPipeline.Articles;
using FeedPipeline.Deduplicating;
using FeedPipeline.Deduplicating.Copies;
using FeedPipeline.Storing;

namespace FeedPipeline.Worker.Commands;

/// <summary>A line of <c>compare</c>: the sketch of its text, or why it cannot be used.</summary>
/// <param name="Number">1 for the first.</param>
/// <param name="Id">As JSON: a string or a number; null when the line has none.</param>
/// <param name="Text">Its sketch; null when it cannot be used. Its id is the line's number.</param>
/// <param name="Error">What is wrong with it, in one line; null when nothing is.</param>
internal sealed record ComparedLine(int Number, string? Id, SketchedText? Text, string? Error)
{
    /// <summary>Reads a line; nothing that stands in it throws.</summary>
    public static ComparedLine Read(NdjsonLine line, DeduplicatingOptions options)
    {
        if (line.Bytes is null)
            return Wrong(line, null, $"longer than {NdjsonLines.MaxBytes / 1024 / 1024} MB");
        if (Parse(line.Bytes, out var problem) is not { } words)
            return Wrong(line, null, problem);
        if (Name(words.Id) is not { } id)
            return Wrong(line, null, "no \"id\" that is a string or a number");
        return Date(words.Published, out var published)
            ? new ComparedLine(line.Number, id, new SketchedText(line.Number, Sketcher.Sketch(words.Title, words.Text, options), published), null)
            : Wrong(line, id, $"\"published\" is no date: {words.Published}");
    }

    private static ComparedLine Wrong(NdjsonLine line, string? id, string problem) => new(line.Number, id, null, $"line {line.Number}: {problem}");

    private static ComparedWords? Parse(byte[] line, out string problem)
    {
        try
        {
            problem = "not a JSON object";
            return JsonSerializer.Deserialize<ComparedWords>(line, TableJson.Options);
        }
        catch (JsonException wrong)
        {
            problem = wrong.Path is { Length: > 2 } path ? $"{path[2..]} is not a text" : "not a JSON object";
            return null;
        }
    }

    /// <summary>Written anew, so that equal ids are equal whatever their escapes; null when it is none, or half of a character.</summary>
    private static string? Name(JsonElement id)
    {
        try
        {
            return id.ValueKind switch
            {
                JsonValueKind.String => JsonSerializer.Serialize(id.GetString(), TableJson.Options),
                JsonValueKind.Number => id.GetRawText(),
                _ => null,
            };
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Without an offset it is UTC; empty is none.</summary>
    private static bool Date(string? stated, out DateTimeOffset? date)
    {
        date = null;
        if (string.IsNullOrWhiteSpace(stated))
            return true;
        if (!DateTimeOffset.TryParse(stated, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var read))
            return false;
        date = read;
        return true;
    }

    /// <summary>The line's keys; others are ignored.</summary>
    private sealed record ComparedWords
    {
        public JsonElement Id { get; init; }

        public string? Title { get; init; }

        public string? Text { get; init; }

        public string? Published { get; init; }
    }
}
