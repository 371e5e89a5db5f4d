using FeedPipeline.Articles;
using FeedPipeline.Storing.Search;
using Microsoft.EntityFrameworkCore;

namespace FeedPipeline.Storing.Articles;

/// <summary>Which articles a listing is about; the newest to us come first.</summary>
public sealed record ArticleQuery
{
    /// <summary>The feed that brought it first.</summary>
    public long? FeedId { get; init; }

    /// <summary>The story it belongs to.</summary>
    public long? StoryId { get; init; }

    /// <summary>BCP 47; <c>en</c> means <c>en-GB</c> too.</summary>
    public string? Language { get; init; }

    /// <summary>First seen then or later.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>First seen before.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>False leaves out what is a copy of another article.</summary>
    public bool Copies { get; init; } = true;

    /// <summary>The article's address in its canonical form.</summary>
    public string? CanonicalUrl { get; init; }

    /// <summary>Words in the syntax of search engines: <c>"of the moon" or mars -probe</c>; null for all articles.</summary>
    public string? Words { get; init; }

    /// <summary>Only what follows this article in the listing.</summary>
    public ListPlace? After { get; init; }

    /// <summary>The articles meant, in order, whatever their words.</summary>
    internal IQueryable<StoredArticle> Apply(IQueryable<StoredArticle> articles) =>
        Filter(articles).OrderByDescending(article => article.FirstSeenAt).ThenByDescending(article => article.Id);

    /// <summary>The articles meant, in whatever order, and whatever their words.</summary>
    public IQueryable<StoredArticle> Filter(IQueryable<StoredArticle> articles)
    {
        if (FeedId is { } feedId)
            articles = articles.Where(article => article.FeedId == feedId);
        if (StoryId is { } storyId)
            articles = articles.Where(article => article.StoryId == storyId);
        if (Language is { } language)
            articles = InLanguage(articles, language);
        if (Since?.ToUniversalTime() is { } since)
            articles = articles.Where(article => article.FirstSeenAt >= since);
        if (Until?.ToUniversalTime() is { } until)
            articles = articles.Where(article => article.FirstSeenAt < until);
        if (!Copies)
            articles = articles.Where(article => article.CopyOf == null);
        if (CanonicalUrl is { } address)
            articles = articles.Where(article => article.Content.CanonicalUrl == address);
        if (After is { } after)
        {
            articles = articles.Where(article =>
                EF.Functions.LessThan(ValueTuple.Create(article.FirstSeenAt, article.Id), ValueTuple.Create(after.At, after.Id)));
        }

        return articles;
    }

    /// <summary>The words of articles from the time that is meant, whatever else is.</summary>
    internal IQueryable<SearchedText> InTime(IQueryable<SearchedText> texts)
    {
        if (Since?.ToUniversalTime() is { } since)
            texts = texts.Where(text => text.FirstSeenAt >= since);
        if (Until?.ToUniversalTime() is { } until)
            texts = texts.Where(text => text.FirstSeenAt < until);
        return After is { } after
            ? texts.Where(text => EF.Functions.LessThan(ValueTuple.Create(text.FirstSeenAt, text.ArticleId), ValueTuple.Create(after.At, after.Id)))
            : texts;
    }

    /// <summary>The index knows the primary subtag; regions and scripts are picked from what it finds.</summary>
    private static IQueryable<StoredArticle> InLanguage(IQueryable<StoredArticle> articles, string language)
    {
        var primary = language.Split('-')[0].ToLowerInvariant();
        articles = articles.Where(article => FeedPipelineDb.Part(article.Content.Language!, "-", 1) == primary);
        return primary.Length == language.Length
            ? articles
            : articles.Where(article => EF.Functions.ILike(article.Content.Language!, language) || EF.Functions.ILike(article.Content.Language!, language + "-%"));
    }
}
