using System.Globalization;
using FeedPipeline.Articles;
using Microsoft.EntityFrameworkCore;

namespace FeedPipeline.Storing.Articles;

/// <summary>Why an article is as it is: every decision about it, with its evidence.</summary>
public sealed class ArticleReasons(IDbContextFactory<FeedPipelineDb> contexts)
{
    /// <summary>All of them, by what they are about; null when there is no such article.</summary>
    public async Task<IReadOnlyList<ArticleReason>?> OfAsync(long id, CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await db.Articles.FirstOrDefaultAsync(article => article.Id == id, stop) is not { } article)
            return null;

        return
        [
            .. await IdentityAsync(db, article, stop), .. await MergesAsync(db, article, stop), .. await CopiesAsync(db, article, stop),
            .. await StoryAsync(db, article, stop), .. await RevisionsAsync(db, article, stop), .. Fields(article),
        ];
    }

    private static async Task<IEnumerable<ArticleReason>> IdentityAsync(FeedPipelineDb db, StoredArticle article, CancellationToken stop)
    {
        var kinds = await db.ArticleKeys.Where(key => key.ArticleId == article.Id).Select(key => key.Kind).ToListAsync(stop);
        var sightings = await db.Sightings.Where(sighting => sighting.ArticleId == article.Id)
            .Join(db.FeedDefinitions, sighting => sighting.FeedId, feed => feed.Id, (sighting, feed) => new { Sighting = sighting, Feed = feed.Name })
            .Join(db.FeedMemories, seen => seen.Sighting.FeedId, memory => memory.FeedId, (seen, memory) => new { seen.Sighting, seen.Feed, memory.Identity, memory.IdentityReason })
            .OrderBy(seen => seen.Sighting.FirstSeenAt).ThenBy(seen => seen.Sighting.Id).ToListAsync(stop);
        return sightings.Select(seen => new ArticleReason(
                "sighting",
                $"seen in feed \"{seen.Feed}\"{(seen.Sighting.GoneAt is null ? "" : ", which no longer lists it")}: guid {seen.Sighting.Guid ?? "none"}, {seen.Sighting.Url ?? "no address"}; "
                    + $"its items are told apart by {seen.Identity ?? "guid"} ({seen.IdentityReason ?? "as nothing speaks against it"})",
                seen.Sighting.FirstSeenAt))
            .Append(new ArticleReason("identity", $"known again by {string.Join(", ", kinds.Select(TableNaming.Of).Distinct().Order(StringComparer.Ordinal))}: {kinds.Count} keys", article.FirstSeenAt));
    }

    private static async Task<IEnumerable<ArticleReason>> MergesAsync(FeedPipelineDb db, StoredArticle article, CancellationToken stop)
    {
        var merges = await db.ArticleMerges.Where(merge => merge.ArticleId == article.Id || merge.IntoId == article.Id).OrderBy(merge => merge.Id).ToListAsync(stop);
        return merges.Select(merge => new ArticleReason(
            "merge", $"an operator merged article {merge.ArticleId} into article {merge.IntoId}{(merge.UndoneAt is { } undone ? $", and undid it at {undone:u}" : "")}", merge.At));
    }

    private static async Task<IEnumerable<ArticleReason>> CopiesAsync(FeedPipelineDb db, StoredArticle article, CancellationToken stop)
    {
        var likenesses = await db.Likenesses.Where(likeness => likeness.ArticleId == article.Id || likeness.OtherId == article.Id).OrderBy(likeness => likeness.JudgedAt).ToListAsync(stop);
        var apart = await db.KeptApart.Where(pair => pair.ArticleId == article.Id).OrderBy(pair => pair.OtherId).ToListAsync(stop);
        return likenesses.Select(likeness => new ArticleReason(
                "copy",
                string.Create(CultureInfo.InvariantCulture, $"{TableNaming.Of(likeness.Kinship)} of article {(likeness.ArticleId == article.Id ? likeness.OtherId : likeness.ArticleId)}: ")
                    + string.Create(CultureInfo.InvariantCulture, $"{likeness.OfShorter:P0} of the shorter text, {likeness.OfLonger:P0} of the longer, about {likeness.Shared} runs of words in both"),
                likeness.JudgedAt))
            .Concat(apart.Select(pair => new ArticleReason("copy", $"kept apart from article {pair.OtherId}: said by {pair.By}", pair.At)))
            .Concat(article.CopyOf is { } original ? [new ArticleReason("copy", $"counts as a copy of article {original}, the oldest of its group", article.UpdatedAt)] : []);
    }

    private static async Task<IEnumerable<ArticleReason>> StoryAsync(FeedPipelineDb db, StoredArticle article, CancellationToken stop)
    {
        var report = await db.StoryReports.FirstOrDefaultAsync(report => report.ArticleId == article.Id, stop);
        return (report, article.StoryId) switch
        {
            ({ Likeness: { } likeness }, { } story) => [new("story", string.Create(CultureInfo.InvariantCulture, $"about the event of story {story}: likeness {likeness:0.00} when it joined"), report.At)],
            (_, { } story) => [new("story", $"about the event of story {story}, which begins with it or was told long ago", article.UpdatedAt)],
            ({ }, null) => [new("story", "nobody else was found to tell of its event", report.At)],
            _ => [],
        };
    }

    private static async Task<IEnumerable<ArticleReason>> RevisionsAsync(FeedPipelineDb db, StoredArticle article, CancellationToken stop)
    {
        var revisions = await db.Revisions.Where(revision => revision.ArticleId == article.Id).OrderBy(revision => revision.Number).ToListAsync(stop);
        return revisions.Select(revision => new ArticleReason(
            "revision", $"revision {revision.Number + 1} ({TableNaming.Of(revision.Class)}) changed {string.Join(", ", revision.ChangedFields)}", revision.At));
    }

    private static IEnumerable<ArticleReason> Fields(StoredArticle article) => article.Content.Provenance.OrderBy(field => field.Key, StringComparer.Ordinal)
        .Select(field => new ArticleReason("field", $"{field.Key} is from {field.Value}", article.StatedAt));
}

/// <summary>One decision about an article.</summary>
/// <param name="About"><c>identity</c>, <c>sighting</c>, <c>merge</c>, <c>copy</c>, <c>story</c>, <c>revision</c> or <c>field</c>.</param>
/// <param name="Says">The decision and its evidence, in one line.</param>
/// <param name="At">When it was made.</param>
public sealed record ArticleReason(string About, string Says, DateTimeOffset At);
