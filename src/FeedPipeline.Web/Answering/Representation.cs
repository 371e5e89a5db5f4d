using System.Text.Json;
using FeedPipeline.Articles;
using FeedPipeline.Storing;

namespace FeedPipeline.Web.Answering;

/// <summary>A form of articles that clients can ask for.</summary>
/// <param name="MediaType">By which they ask.</param>
/// <param name="Write">Writes one article.</param>
/// <param name="IsLines">A list of them is an object a line, not one object.</param>
internal sealed record Representation(string MediaType, Action<Utf8JsonWriter, StoredArticle> Write, bool IsLines = false)
{
    /// <summary>All of them, the usual one first.</summary>
    public static IReadOnlyList<Representation> All { get; } =
    [
        new(Answers.Json, Row),
        new(Answers.Ndjson, Row, IsLines: true),
    ];

    /// <summary>The one of this media type.</summary>
    public static Representation Of(string mediaType) => All.Single(one => one.MediaType == mediaType);

    private static void Row(Utf8JsonWriter json, StoredArticle article) => JsonSerializer.Serialize(json, article, TableJson.Options);
}
