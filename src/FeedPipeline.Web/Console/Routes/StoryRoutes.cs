using FeedPipeline.Articles;
using FeedPipeline.Stories;
using FeedPipeline.Storing;
using FeedPipeline.Storing.Feeds;
using FeedPipeline.Storing.Stories;
using FeedPipeline.Storing.Tables;
using FeedPipeline.Web.Asking;
using FeedPipeline.Web.Console.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace FeedPipeline.Web.Console.Routes;

/// <summary>Articles about the same event.</summary>
internal static class StoryRoutes
{
    private const int PageSize = 50;
    private const int MostArticles = 200;
    private const int LongestLanguage = 8;

    /// <summary><c>/stories</c> and <c>/stories/{id}</c>.</summary>
    public static void MapStoryPages(this IEndpointRouteBuilder console)
    {
        console.Shows("/stories", ListAsync);
        console.Shows("/stories/{id:long}", ShowAsync);
    }

    private static async Task<IResult> ListAsync(HttpContext context, IDbContextFactory<FeedPipelineDb> contexts, CancellationToken stop)
    {
        var language = context.Request.Query["language"].ToString().Trim();
        var query = new StoryQuery { Language = language.Length is > 0 and <= LongestLanguage ? language : null, After = Cursor.Parse(context.Request.Query["cursor"].ToString()) };
        await using var db = await contexts.CreateDbContextAsync(stop);
        var found = await query.Apply(db.Stories).Take(PageSize + 1).ToListAsync(stop);
        var page = found.Take(PageSize).ToList();
        return Page.Of<StoriesPage>(context, new StoriesModel(page, query.Language, found.Count > PageSize ? Cursor.Of(new ListPlace(page[^1].LastAt, page[^1].Id)) : null));
    }

    private static async Task<IResult> ShowAsync(HttpContext context, long id, FeedList feeds, IDbContextFactory<FeedPipelineDb> contexts, CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await db.Stories.FirstOrDefaultAsync(story => story.Id == id, stop) is not { } story)
            return Page.Missing(context, $"There is no story {id}.");
        var articles = await db.Articles.Where(article => article.StoryId == id).OrderBy(article => article.Content.PublishedAt ?? article.FirstSeenAt).ThenBy(article => article.Id).Take(MostArticles).ToListAsync(stop);
        return Page.Of<StoryPage>(context, new StoryModel(
            story, articles, await feeds.NamesAsync(articles.Select(article => article.FeedId), stop), await db.StoryLog.Where(entry => entry.StoryId == id).OrderBy(entry => entry.Id).ToListAsync(stop)));
    }
}

/// <summary>What the list of stories shows.</summary>
/// <param name="Stories">This part of them.</param>
/// <param name="Language">Only in this language; null for all.</param>
/// <param name="Next">Where the next part begins; null at the end.</param>
public sealed record StoriesModel(IReadOnlyList<Story> Stories, string? Language, string? Next);

/// <summary>What the page of one story shows.</summary>
/// <param name="Story">The story.</param>
/// <param name="Articles">Its articles, in order of time.</param>
/// <param name="Feeds">Names of their feeds.</param>
/// <param name="Log">What it took in or let go of.</param>
public sealed record StoryModel(Story Story, IReadOnlyList<StoredArticle> Articles, IReadOnlyDictionary<long, string> Feeds, IReadOnlyList<StoryLogEntry> Log);
