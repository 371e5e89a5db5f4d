using NpgsqlTypes;

namespace FeedPipeline.Storing.Search;

/// <summary>A row of <c>article_search</c>: an article's words, as PostgreSQL's full-text search knows them.</summary>
public sealed class SearchedText
{
    /// <summary>The article.</summary>
    public long ArticleId { get; init; }

    /// <summary>The text search configuration that made the words out of the text: <c>english</c>, <c>simple</c>.</summary>
    public required string Config { get; init; }

    /// <summary>The words with their places; A of the headline, B of the dek, D of the body.</summary>
    public required NpgsqlTsVector Vector { get; init; }

    /// <summary>When we first saw the article, which never changes.</summary>
    public DateTimeOffset FirstSeenAt { get; init; }
}
