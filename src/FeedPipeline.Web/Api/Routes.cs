using FeedPipeline.Web.Access;
using FeedPipeline.Web.Asking;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FeedPipeline.Web.Api;

/// <summary>How routes are declared: with what they do, what they need, what they take and what they answer.</summary>
internal static class Routes
{
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>A route that reads: GET and HEAD.</summary>
    public static RouteHandlerBuilder Reads(this IEndpointRouteBuilder api, string path, Delegate answer, string name, string summary, params QueryParameter[] parameters) =>
        api.MapMethods(path, Reading, answer).RequireAuthorization(ApiAccess.Read).Takes(parameters).Describe(name, summary);

    /// <summary>A route that changes something.</summary>
    public static RouteHandlerBuilder Changes(this IEndpointRouteBuilder api, string method, string path, Delegate answer, string name, string summary) =>
        api.MapMethods(path, [method], answer).RequireAuthorization(ApiAccess.Ops).Takes().Describe(name, summary);

    private static RouteHandlerBuilder Describe(this RouteHandlerBuilder route, string name, string summary) => route
        .WithName(name)
        .WithSummary(summary);
}
