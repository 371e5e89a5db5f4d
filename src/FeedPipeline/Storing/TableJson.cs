using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using FeedPipeline.Articles;

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
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { Flatten } },
    };

    /// <summary>Lets the fields of an article's content stand beside its other columns, as they do in the table.</summary>
    private static void Flatten(JsonTypeInfo type)
    {
        if (type.Type != typeof(StoredArticle))
            return;

        var place = type.Properties.Select((property, index) => (property, index)).First(column => column.property.PropertyType == typeof(Article)).index;
        type.Properties.RemoveAt(place);
        foreach (var field in type.Options.GetTypeInfo(typeof(Article)).Properties)
        {
            var get = field.Get!;
            var column = type.CreateJsonPropertyInfo(field.PropertyType, field.Name);
            column.Get = article => get(((StoredArticle)article).Content);
            column.AttributeProvider = field.AttributeProvider;
            type.Properties.Insert(place++, column);
        }
    }
}
