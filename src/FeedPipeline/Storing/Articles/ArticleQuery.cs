using System.Globalization;
using FeedPipeline.Articles;
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

    /// <summary>Only what follows this article in the listing.</summary>
    public ArticleCursor? After { get; init; }

    /// <summary>The articles meant, in order.</summary>
    public IQueryable<StoredArticle> Apply(IQueryable<StoredArticle> articles) =>
        Filter(articles).OrderByDescending(article => article.FirstSeenAt).ThenByDescending(article => article.Id);

    /// <summary>The articles meant, in whatever order.</summary>
    public IQueryable<StoredArticle> Filter(IQueryable<StoredArticle> articles)
    {
        if (FeedId is { } feedId)
            articles = articles.Where(article => article.FeedId == feedId);
        if (StoryId is { } storyId)
            articles = articles.Where(article => article.StoryId == storyId);
        if (Language is { } language)
            articles = articles.Where(article => article.Content.Language == language || article.Content.Language!.StartsWith(language + "-"));
        if (Since?.ToUniversalTime() is { } since)
            articles = articles.Where(article => article.FirstSeenAt >= since);
        if (Until?.ToUniversalTime() is { } until)
            articles = articles.Where(article => article.FirstSeenAt < until);
        if (!Copies)
            articles = articles.Where(article => article.CopyOf == null);
        if (After is { } after)
        {
            articles = articles.Where(article =>
                EF.Functions.LessThan(ValueTuple.Create(article.FirstSeenAt, article.Id), ValueTuple.Create(after.FirstSeenAt, after.Id)));
        }

        return articles;
    }
}

/// <summary>A place in a listing of articles.</summary>
/// <param name="FirstSeenAt">Of the last article before it.</param>
/// <param name="Id">Of the last article before it.</param>
public sealed record ArticleCursor(DateTimeOffset FirstSeenAt, long Id)
{
    /// <summary>The place after this article.</summary>
    public static ArticleCursor After(StoredArticle article) => new(article.FirstSeenAt, article.Id);

    /// <summary>Null when it is not what <c>ToString</c> wrote.</summary>
    public static ArticleCursor? Parse(string text)
    {
        var parts = text.Split('-');
        return parts.Length == 2 && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            && ticks >= 0 && ticks <= DateTimeOffset.MaxValue.Ticks
            ? new ArticleCursor(new DateTimeOffset(ticks, TimeSpan.Zero), id)
            : null;
    }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{FirstSeenAt.UtcTicks}-{Id}");
}
