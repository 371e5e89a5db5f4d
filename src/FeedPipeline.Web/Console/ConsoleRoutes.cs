using FeedPipeline.Web.Console.SigningIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FeedPipeline.Web.Console;

/// <summary>How the console's routes are declared: <see cref="Guard"/> watches what bears this mark.</summary>
internal sealed class ConsoleRoute
{
    private ConsoleRoute()
    {
    }

    /// <summary>The only one.</summary>
    public static ConsoleRoute Mark { get; } = new();

    /// <summary>Whether a request is for the console.</summary>
    public static bool IsAskedFor(Endpoint? endpoint) => endpoint?.Metadata.GetMetadata<ConsoleRoute>() is not null;
}

/// <summary>Declares routes of the console.</summary>
internal static class ConsoleRoutes
{
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>A page, for the operator.</summary>
    public static RouteHandlerBuilder Shows(this IEndpointRouteBuilder console, string path, Delegate answer) =>
        console.MapMethods(path, Reading, answer).Marked().RequireAuthorization(OperatorAccess.Policy);

    /// <summary>What a form does, for the operator.</summary>
    public static RouteHandlerBuilder Does(this IEndpointRouteBuilder console, string path, Delegate answer) =>
        console.MapPost(path, answer).Marked().RequireAuthorization(OperatorAccess.Policy);

    /// <summary>A page that is there before anybody signed in.</summary>
    public static RouteHandlerBuilder ShowsAnybody(this IEndpointRouteBuilder console, string path, Delegate answer) =>
        console.MapMethods(path, Reading, answer).Marked().AllowAnonymous();

    /// <summary>A form that is there before anybody signed in.</summary>
    public static RouteHandlerBuilder DoesForAnybody(this IEndpointRouteBuilder console, string path, Delegate answer) =>
        console.MapPost(path, answer).Marked().AllowAnonymous();

    private static RouteHandlerBuilder Marked(this RouteHandlerBuilder route) => route.WithMetadata(ConsoleRoute.Mark).ExcludeFromDescription().DisableAntiforgery();
}
