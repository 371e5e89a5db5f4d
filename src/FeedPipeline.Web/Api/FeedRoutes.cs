using System.Globalization;
using System.Text.Json;
using FeedPipeline.Storing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace FeedPipeline.Web.Api;

/// <summary>The feeds over HTTP.</summary>
internal static class FeedRoutes
{
    private const int DefaultLimit = 100;
    private const int MaxLimit = 500;

    /// <summary>List and single feed.</summary>
    public static void MapFeeds(this IEndpointRouteBuilder api)
    {
        api.MapGet("/feeds", ListAsync);
        api.MapGet("/feeds/{id:long}", ShowAsync);
    }

    private static async Task<Results<Ok<Page>, ProblemHttpResult>> ListAsync(
        int? limit, long? cursor, IDbContextFactory<FeedPipelineDb> contexts, CancellationToken stop)
    {
        var count = limit ?? DefaultLimit;
        if (count is < 1 or > MaxLimit)
            return TypedResults.Problem($"limit is from 1 to {MaxLimit}.", statusCode: StatusCodes.Status400BadRequest);

        await using var db = await contexts.CreateDbContextAsync(stop);
        var feeds = await db.FeedStatuses.Where(feed => feed.Id > (cursor ?? 0)).OrderBy(feed => feed.Id).Take(count + 1).ToListAsync(stop);
        var page = feeds.Take(count).ToList();
        return TypedResults.Ok(new Page(
            [.. page.Select(feed => JsonSerializer.SerializeToNode(feed, TableJson.Options)!)],
            feeds.Count > count ? page[^1].Id.ToString(CultureInfo.InvariantCulture) : null));
    }

    private static async Task<IResult> ShowAsync(long id, IDbContextFactory<FeedPipelineDb> contexts, CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        var feed = await db.FeedStatuses.FirstOrDefaultAsync(feed => feed.Id == id, stop);
        return feed is null
            ? TypedResults.Problem($"There is no feed {id}.", statusCode: StatusCodes.Status404NotFound)
            : TypedResults.Ok(feed);
    }
}
