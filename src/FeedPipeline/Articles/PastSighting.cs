namespace FeedPipeline.Articles;

/// <summary>What is stored of an item that a feed lists or listed: enough to make its keys again.</summary>
/// <param name="ArticleId">The article.</param>
/// <param name="Guid">As the feed stated it.</param>
/// <param name="Url">As the feed linked it.</param>
/// <param name="Headline">As the article has it now.</param>
/// <param name="PublishedAt">As the article has it now.</param>
public sealed record PastSighting(long ArticleId, string? Guid, string? Url, string Headline, DateTimeOffset? PublishedAt);
