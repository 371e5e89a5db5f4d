using System.Text.Json;
using FeedPipeline.Storing;
using FeedPipeline.Storing.Articles;
using FeedPipeline.Storing.Stories;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace FeedPipeline.Web.Api;

/// <summary>The stories over HTTP; their articles are at <c>/api/articles?story=</c>.</summary>
internal static class StoryRoutes
{
    /// <summary>List and single story.</summary>
    public static void MapStories(this IEndpointRouteBuilder api)
    {
        api.MapGet("/stories", ListAsync);
        api.MapGet("/stories/{id:long}", ShowAsync);
    }

    private static async Task<Results<Ok<Page>, ProblemHttpResult>> ListAsync(
        [AsParameters] ListParameters list, [FromQuery] string? language, [FromQuery] DateTimeOffset? since, IDbContextFactory<FeedPipelineDb> contexts, CancellationToken stop)
    {
        if (list.Problem is { } problem)
            return TypedResults.Problem(problem, statusCode: StatusCodes.Status400BadRequest);

        // A cursor is a time and an id, for stories as for articles.
        var query = new StoryQuery { Language = language, Since = since, After = list.After is { } after ? (after.FirstSeenAt, after.Id) : null };
        await using var db = await contexts.CreateDbContextAsync(stop);
        var stories = await query.Apply(db.Stories).Take(list.Count + 1).ToListAsync(stop);
        var page = stories.Take(list.Count).ToList();
        return TypedResults.Ok(new Page(
            [.. page.Select(story => JsonSerializer.SerializeToNode(story, TableJson.Options)!)],
            stories.Count > list.Count ? new ArticleCursor(page[^1].LastAt, page[^1].Id).ToString() : null));
    }

    private static async Task<IResult> ShowAsync(long id, IDbContextFactory<FeedPipelineDb> contexts, CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        var story = await db.Stories.FirstOrDefaultAsync(story => story.Id == id, stop);
        return story is null
            ? TypedResults.Problem($"There is no story {id}.", statusCode: StatusCodes.Status404NotFound)
            : TypedResults.Json(story, TableJson.Options);
    }
}
