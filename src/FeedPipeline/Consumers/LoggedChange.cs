using FeedPipeline.Articles;

namespace FeedPipeline.Consumers;

/// <summary>An entry of the change log as consumers get it.</summary>
/// <param name="Cursor">Its place in the order of commits: what a consumer saves when it is done with it.</param>
/// <param name="Change">The entry.</param>
public sealed record LoggedChange(string Cursor, Change Change)
{
    /// <summary>The article as it is now; null when it was not asked for, or is gone.</summary>
    public StoredArticle? Article { get; init; }
}
