using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace FeedPipeline.Web.Api;

/// <summary>What a route answers, for the description of the API.</summary>
internal static class RouteDescriptions
{
    private const string Problem = "application/problem+json";

    /// <summary>The good answer.</summary>
    public static RouteHandlerBuilder Answers<T>(this RouteHandlerBuilder route, params string[] mediaTypes) =>
        route.Produces<T>(StatusCodes.Status200OK, mediaTypes[0], [.. mediaTypes.Skip(1)]);

    /// <summary>Bad answers beside those that every route can give.</summary>
    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder route, params int[] statuses)
    {
        foreach (var status in statuses)
            route.ProducesProblem(status, Problem);
        return route;
    }

    /// <summary>The body that a route takes.</summary>
    public static RouteHandlerBuilder Takes<T>(this RouteHandlerBuilder route)
        where T : notnull => route.Accepts<T>("application/json").Refuses(StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType);
}

/// <summary>A part of a list.</summary>
/// <param name="Items">Rows with the table's column names.</param>
/// <param name="Next">The <c>cursor</c> of the next part; null at the end.</param>
internal sealed record Listed<T>(IReadOnlyList<T> Items, string? Next);
