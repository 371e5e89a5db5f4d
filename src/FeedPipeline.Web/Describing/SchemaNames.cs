using FeedPipeline.Articles;
using FeedPipeline.Feeds;
using FeedPipeline.Web.Api;

namespace FeedPipeline.Web.Describing;

/// <summary>What the description calls types: the words of the API, not of the code.</summary>
internal static class SchemaNames
{
    /// <summary>Null for the usual name.</summary>
    public static string? Of(Type type)
    {
        if (type == typeof(StoredArticle))
            return "Article";
        if (type == typeof(FeedStatus))
            return "Feed";
        return type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Listed<>) ? $"{Of(type.GenericTypeArguments[0]) ?? type.GenericTypeArguments[0].Name}List" : null;
    }
}
