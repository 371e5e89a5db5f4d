using FeedPipeline.Storing;
using FeedPipeline.Web.Answering;
using FeedPipeline.Web.Asking;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace FeedPipeline.Web.Api;

/// <summary>Whether the process lives, and whether it can work.</summary>
internal static class HealthRoutes
{
    private const string Plain = "text/plain";

    /// <summary><c>/healthz</c> and <c>/readyz</c>.</summary>
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapMethods("/healthz", [HttpMethods.Get, HttpMethods.Head], () => TypedResults.Text("alive\n"))
            .AllowAnonymous().DisableRateLimiting().Takes().WithName("isAlive").WithSummary("Says that the process lives. The one route that needs no key anywhere.").Produces<string>(StatusCodes.Status200OK, Plain);
        app.Reads("/readyz", ReadyAsync, "isReady", "Says whether the process can work: whether the database is there, and in the shape it needs.")
            .Produces<string>(StatusCodes.Status200OK, Plain);
    }

    private static async Task<Results<ContentHttpResult, ProblemHttpResult>> ReadyAsync(Schema schema, CancellationToken stop)
    {
        var (_, pending) = await schema.StatusAsync(stop);
        return pending.Count == 0
            ? TypedResults.Text("ready\n")
            : Problems.Of(StatusCodes.Status503ServiceUnavailable, $"{pending.Count} migrations are pending.");
    }
}
