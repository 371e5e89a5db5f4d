using System.Text.Json;
using System.Text.Json.Nodes;
using FeedPipeline.Normalizing;
using FeedPipeline.Articles;
using FeedPipeline.Storing;
using FeedPipeline.Storing.Articles;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace FeedPipeline.Web.Api;

/// <summary>The article table over HTTP.</summary>
internal static class ArticleRoutes
{
    /// <summary>List and single article.</summary>
    public static void MapArticles(this IEndpointRouteBuilder api)
    {
        api.MapGet("/articles", ListAsync);
        api.MapGet("/articles/{id:long}", ShowAsync);
        api.MapGet("/articles/{id:long}/why", WhyAsync);
    }

    private static async Task<Results<Ok<Page>, ProblemHttpResult>> ListAsync(
        [AsParameters] ListParameters list, [FromQuery] long? feed, [FromQuery] long? story, [FromQuery] string? language, [FromQuery] DateTimeOffset? since, [FromQuery] DateTimeOffset? until,
        [FromQuery] string? copies, IDbContextFactory<FeedPipelineDb> contexts, CancellationToken stop)
    {
        if (list.Problem is { } problem)
            return TypedResults.Problem(problem, statusCode: StatusCodes.Status400BadRequest);

        if (copies is not (null or "include" or "exclude"))
            return TypedResults.Problem("copies is include or exclude.", statusCode: StatusCodes.Status400BadRequest);

        var query = new ArticleQuery { FeedId = feed, StoryId = story, Language = language, Since = since, Until = until, Copies = copies != "exclude", After = list.After };
        await using var db = await contexts.CreateDbContextAsync(stop);
        var articles = await query.Apply(db.Articles).Take(list.Count + 1).ToListAsync(stop);
        var page = articles.Take(list.Count).ToList();
        return TypedResults.Ok(new Page([.. page.Select(ArticleJson.Of)], articles.Count > list.Count ? ArticleCursor.After(page[^1]).ToString() : null));
    }

    private static async Task<IResult> WhyAsync(long id, ArticleReasons reasons, CancellationToken stop) => await reasons.OfAsync(id, stop) is { } found
        ? TypedResults.Ok(new Page([.. found.Select(reason => JsonSerializer.SerializeToNode(reason, TableJson.Options)!)], Next: null))
        : TypedResults.Problem($"There is no article {id}.", statusCode: StatusCodes.Status404NotFound);

    private static async Task<IResult> ShowAsync(long id, HttpRequest request, IDbContextFactory<FeedPipelineDb> contexts, CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        var article = await db.Articles.FirstOrDefaultAsync(article => article.Id == id, stop);
        if (article is null)
            return TypedResults.Problem($"There is no article {id}.", statusCode: StatusCodes.Status404NotFound);
        return request.GetTypedHeaders().Accept.Any(accepted => accepted.MediaType == "text/plain")
            ? TypedResults.Text(SeedText.Write(article.Content), "text/plain; charset=utf-8")
            : TypedResults.Ok(ArticleJson.Of(article));
    }
}

/// <summary>A part of a list.</summary>
/// <param name="Items">Rows with the table's column names.</param>
/// <param name="Next">The <c>cursor</c> of the next part; null at the end.</param>
internal sealed record Page(IReadOnlyList<JsonNode> Items, string? Next);

/// <summary>How much of a list is wanted.</summary>
/// <param name="Limit">1 to 500, 100 when not given.</param>
/// <param name="Cursor">Where the last part ended.</param>
internal sealed record ListParameters([FromQuery] int? Limit, [FromQuery] string? Cursor)
{
    private const int MaxLimit = 500;
    private const int DefaultLimit = 100;

    /// <summary>Rows of a part.</summary>
    public int Count => Limit ?? DefaultLimit;

    /// <summary>The place that <see cref="Cursor"/> names; null at the beginning.</summary>
    public ArticleCursor? After => Cursor is null ? null : ArticleCursor.Parse(Cursor);

    /// <summary>What is wrong with it; null when nothing is.</summary>
    public string? Problem => (Count, Cursor) switch
    {
        ( < 1 or > MaxLimit, _) => $"limit is from 1 to {MaxLimit}.",
        (_, not null) when After is null => "cursor is not one that a list gave.",
        _ => null,
    };
}
