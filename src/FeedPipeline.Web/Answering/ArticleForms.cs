using FeedPipeline.Publishing.Formats;

namespace FeedPipeline.Web.Answering;

/// <summary>The forms of articles that clients can ask for, by media type; the first is the usual one.</summary>
internal static class ArticleForms
{
    /// <summary>Of a list.</summary>
    public static string[] Many { get; } = [Answers.Json, Answers.Ndjson, "application/vnd.iptc.ninjs+json", "application/ld+json"];

    /// <summary>Of one article.</summary>
    public static string[] One { get; } = [Answers.Json, "application/vnd.iptc.ninjs+json", "application/ld+json", "text/plain"];

    /// <summary>The format of this media type.</summary>
    public static ArticleFormat Of(this ArticleFormats formats, string mediaType) => mediaType == Answers.Ndjson
        ? formats.Json
        : formats.All.First(format => format.MediaType.StartsWith(mediaType, StringComparison.Ordinal));
}
