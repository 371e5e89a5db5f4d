using System.Globalization;
using Microsoft.OpenApi;

namespace FeedPipeline.Web.Asking;

/// <summary>A query parameter: how it is read, and what is said of it, to those who get it wrong and in the description of the API.</summary>
/// <param name="Name">In the query.</param>
/// <param name="Says">What it does, in one sentence.</param>
/// <param name="Range">What it may be, as it follows "is".</param>
/// <param name="Read">Its value; null when the text is none.</param>
/// <param name="Schema">The same as JSON schema.</param>
internal sealed record QueryParameter(string Name, string Says, string Range, Func<string, object?> Read, Func<OpenApiSchema> Schema)
{
    // With and without seconds and their fractions; a zone is stated, or it is UTC.
    private static readonly string[] Times = ["yyyy-MM-dd", "yyyy-MM-ddTHH:mmK", "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK"];

    /// <summary>A whole number.</summary>
    public static QueryParameter Whole(string name, string says, int from, int to, int? otherwise = null) => new(
        name,
        says,
        string.Create(CultureInfo.InvariantCulture, $"a whole number from {from} to {to}"),
        text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= from && value <= to ? value : null,
        () => new OpenApiSchema
        {
            Type = JsonSchemaType.Integer,
            Minimum = from.ToString(CultureInfo.InvariantCulture),
            Maximum = to.ToString(CultureInfo.InvariantCulture),
            Default = otherwise is { } usual ? usual : null,
        });

    /// <summary>The id of something.</summary>
    public static QueryParameter Id(string name, string says) => new(
        name,
        says,
        "an id: a whole number from 1",
        text => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0 ? value : null,
        () => new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int64", Minimum = "1" });

    /// <summary>A time.</summary>
    public static QueryParameter Time(string name, string says) => new(
        name,
        says,
        "a time such as 2026-01-31 or 2026-01-31T12:00:00Z",
        text => ReadTime(text),
        () => new OpenApiSchema { Type = JsonSchemaType.String, Examples = ["2026-01-31T12:00:00Z"], Pattern = @"^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,7})?)?(Z|[+-]\d{2}:\d{2})?)?$" });

    /// <summary>One of these words.</summary>
    public static QueryParameter Choice(string name, string says, string? otherwise, params string[] words) => new(
        name,
        says,
        "one of " + string.Join(", ", words),
        text => words.Contains(text, StringComparer.Ordinal) ? text : null,
        () => new OpenApiSchema { Type = JsonSchemaType.String, Enum = [.. words.Select(word => (System.Text.Json.Nodes.JsonNode)word)], Default = otherwise });

    /// <summary>A text without control characters.</summary>
    public static QueryParameter Text(string name, string says, int most) => new(
        name,
        says,
        string.Create(CultureInfo.InvariantCulture, $"a text of 1 to {most} characters, none of them a control character"),
        text => text.Length > 0 && text.Length <= most && !text.Any(char.IsControl) ? text : null,
        () => new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = most });

    private static object? ReadTime(string text) =>
        // A plus that nobody escaped arrives as a space.
        DateTimeOffset.TryParseExact(text.Replace(' ', '+'), Times, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time.ToUniversalTime() : null;
}
