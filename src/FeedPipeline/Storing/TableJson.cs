using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using FeedPipeline.Storing.Articles;

namespace FeedPipeline.Storing;

/// <summary>JSON with the tables' names and words: what the command line, the API and the jsonb columns have in common.</summary>
public static class TableJson
{
    /// <summary>snake_case names, enums as names, one line, text readable in any script.</summary>
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = TableNaming.Instance,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(TableNaming.Instance, allowIntegerValues: false) },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { ArticleJson.Flatten } },
    };
}
