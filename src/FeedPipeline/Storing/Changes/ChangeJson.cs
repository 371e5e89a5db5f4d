using System.Text.Json;
using System.Text.Json.Nodes;
using FeedPipeline.Articles;
using FeedPipeline.Consumers;

namespace FeedPipeline.Storing.Changes;

/// <summary>A change as JSON: its cursor, the log's column names, and the article where it was asked for.</summary>
public static class ChangeJson
{
    /// <summary>One object.</summary>
    public static JsonObject Of(LoggedChange logged, bool withArticle)
    {
        var row = new JsonObject { ["cursor"] = logged.Cursor };
        foreach (var (column, value) in JsonSerializer.SerializeToNode(logged.Change, TableJson.Options)!.AsObject())
            row[column] = value?.DeepClone();
        if (withArticle)
            row["article"] = logged.Article is { } article ? ArticleJson.Of(article) : null;
        return row;
    }

    /// <summary>The change that <see cref="Of"/> wrote, without its article.</summary>
    public static LoggedChange Read(string cursor, string json) => new(cursor, JsonSerializer.Deserialize<Change>(json, TableJson.Options)!);
}
