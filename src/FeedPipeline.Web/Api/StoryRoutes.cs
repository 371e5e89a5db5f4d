using FeedPipeline.Stories;
using FeedPipeline.Storing;
using FeedPipeline.Storing.Stories;
using FeedPipeline.Web.Answering;
using FeedPipeline.Web.Asking;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace FeedPipeline.Web.Api;

/// <summary>The stories over HTTP; their articles are at <c>/api/articles?story=</c>.</summary>
internal static class StoryRoutes
{
    /// <summary>List and single story.</summary>
    public static void MapStories(this IEndpointRouteBuilder api)
    {
        api.Reads("/stories", ListAsync, "listStories", "Lists stories, those with the latest news first.", Lists.Language, Lists.Since, Lists.Limit, Cursor.Parameter)
            .Answers<Listed<Story>>(Answers.Json, Answers.Ndjson).Refuses(StatusCodes.Status406NotAcceptable);
        api.Reads("/stories/{id:long}", ShowAsync, "showStory", "Shows one story; its articles are at /api/articles?story=ID.")
            .Answers<Story>(Answers.Json).Refuses(StatusCodes.Status404NotFound);
    }

    private static async Task ListAsync(HttpContext context, IDbContextFactory<FeedPipelineDb> contexts, CancellationToken stop)
    {
        var query = new StoryQuery { Language = context.Value<string>(Lists.Language), Since = context.Value<DateTimeOffset?>(Lists.Since), After = context.After() };
        await using var db = await contexts.CreateDbContextAsync(stop);
        await Answers.ManyAsync(context, await query.Apply(db.Stories).Take(context.Count() + 1).ToListAsync(stop), story => new ListPlace(story.LastAt, story.Id));
    }

    private static async Task ShowAsync(HttpContext context, long id, IDbContextFactory<FeedPipelineDb> contexts, CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        await Answers.OneOrNoneAsync(context, await db.Stories.FirstOrDefaultAsync(story => story.Id == id, stop), "story", id);
    }
}
