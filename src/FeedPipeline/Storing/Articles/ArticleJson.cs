using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using FeedPipeline.Articles;

namespace FeedPipeline.Storing.Articles;

/// <summary>A row of <c>article</c> as JSON: the table's column names, in the table's order.</summary>
public static class ArticleJson
{
    /// <summary>Every column.</summary>
    public static JsonObject Of(StoredArticle article) => JsonSerializer.SerializeToNode(article, TableJson.Options)!.AsObject();

    /// <summary>Lets the content's fields stand beside the others, as the columns do.</summary>
    internal static void Flatten(JsonTypeInfo type)
    {
        if (type.Type != typeof(StoredArticle))
            return;

        var fields = type.Options.GetTypeInfo(typeof(Article)).Properties;
        var place = type.Properties.Select((property, index) => (property, index)).First(column => column.property.PropertyType == typeof(Article)).index;
        type.Properties.RemoveAt(place);
        foreach (var field in fields)
        {
            var column = type.CreateJsonPropertyInfo(field.PropertyType, field.Name);
            var (get, attributes) = (field.Get!, field.AttributeProvider);
            column.Get = article => get(((StoredArticle)article).Content);
            column.AttributeProvider = attributes;
            type.Properties.Insert(place++, column);
        }
    }
}
