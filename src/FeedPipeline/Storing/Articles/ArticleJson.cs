using System.Text.Json;
using System.Text.Json.Nodes;
using FeedPipeline.Articles;

namespace FeedPipeline.Storing.Articles;

/// <summary>A row of <c>article</c> as JSON: the table's column names, in the table's order.</summary>
public static class ArticleJson
{
    /// <summary>Every column.</summary>
    public static JsonObject Of(StoredArticle article)
    {
        var row = new JsonObject();
        foreach (var (column, value) in Parts(article))
            row[column] = value?.DeepClone();
        return row;
    }

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Parts(StoredArticle article)
    {
        foreach (var part in JsonSerializer.SerializeToNode(article, TableJson.Options)!.AsObject())
        {
            if (part is { Key: "content", Value: JsonObject content })
            {
                foreach (var field in content)
                    yield return field;
            }
            else
            {
                yield return part;
            }
        }
    }
}
