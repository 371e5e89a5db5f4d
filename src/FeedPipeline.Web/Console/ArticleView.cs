using FeedPipeline.Articles;
using FeedPipeline.Stories;
using FeedPipeline.Storing;
using FeedPipeline.Storing.Articles;
using FeedPipeline.Storing.Documents;
using FeedPipeline.Storing.Feeds;
using Microsoft.EntityFrameworkCore;

namespace FeedPipeline.Web.Console;

/// <summary>Gathers what the page of one article shows.</summary>
internal sealed class ArticleView(IDbContextFactory<FeedPipelineDb> contexts, FeedList feeds, ArticleReasons reasons, DocumentArchive archive)
{
    private const int ShownRevisions = 50;
    private const int ShownRelatives = 50;

    /// <summary>All of it; null when there is no such article.</summary>
    public async Task<ArticleModel?> ReadAsync(long id, CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await db.Articles.FirstOrDefaultAsync(article => article.Id == id, stop) is not { } article)
            return null;
        var sightings = await db.Sightings.Where(sighting => sighting.ArticleId == id).OrderBy(sighting => sighting.FirstSeenAt).ThenBy(sighting => sighting.Id).Take(ShownRelatives).ToListAsync(stop);
        var copies = await Relatives(db.Articles.Where(other => other.CopyOf == id || other.Id == article.CopyOf)).ToListAsync(stop);
        var others = article.StoryId is { } inStory ? await Relatives(db.Articles.Where(other => other.StoryId == inStory && other.Id != id)).ToListAsync(stop) : [];
        return new ArticleModel
        {
            Article = article,
            Revisions = await db.Revisions.Where(revision => revision.ArticleId == id).OrderByDescending(revision => revision.Number).Take(ShownRevisions).ToListAsync(stop),
            Sightings = sightings,
            Copies = copies,
            Story = article.StoryId is { } story ? await db.Stories.FirstOrDefaultAsync(one => one.Id == story, stop) : null,
            Others = others,
            Feeds = await feeds.NamesAsync([article.FeedId, .. sightings.Select(sighting => sighting.FeedId), .. copies.Concat(others).Select(other => other.FeedId)], stop),
            Reasons = await reasons.OfAsync(id, stop) ?? [],
            Documents = await archive.OfArticleAsync(article, stop),
        };
    }

    private static IQueryable<Relative> Relatives(IQueryable<StoredArticle> articles) => articles.OrderBy(article => article.FirstSeenAt).ThenBy(article => article.Id).Take(ShownRelatives)
        .Select(article => new Relative(article.Id, article.Content.Headline, article.FeedId, article.FirstSeenAt));
}

/// <summary>What the page of one article shows.</summary>
public sealed record ArticleModel
{
    /// <summary>The article.</summary>
    public required StoredArticle Article { get; init; }

    /// <summary>Its earlier states, the latest first.</summary>
    public required IReadOnlyList<Revision> Revisions { get; init; }

    /// <summary>Where it was seen.</summary>
    public required IReadOnlyList<Sighting> Sightings { get; init; }

    /// <summary>The article that it is a copy of, or its copies.</summary>
    public required IReadOnlyList<Relative> Copies { get; init; }

    /// <summary>The event it is about; null when it stands alone.</summary>
    public required Story? Story { get; init; }

    /// <summary>Other articles about it.</summary>
    public required IReadOnlyList<Relative> Others { get; init; }

    /// <summary>Names of feeds.</summary>
    public required IReadOnlyDictionary<long, string> Feeds { get; init; }

    /// <summary>Every decision about it.</summary>
    public required IReadOnlyList<ArticleReason> Reasons { get; init; }

    /// <summary>What it was made of, as far as it is kept.</summary>
    public required IReadOnlyList<ArticleDocument> Documents { get; init; }
}

/// <summary>Another article, in short.</summary>
/// <param name="Id">Which one.</param>
/// <param name="Headline">Its headline.</param>
/// <param name="FeedId">The feed that brought it first.</param>
/// <param name="FirstSeenAt">When.</param>
public sealed record Relative(long Id, string Headline, long FeedId, DateTimeOffset FirstSeenAt);
