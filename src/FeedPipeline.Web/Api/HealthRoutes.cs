using FeedPipeline.Flows;
using FeedPipeline.Web.Answering;
using FeedPipeline.Web.Asking;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
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
        app.Reads("/readyz", ReadyAsync, "isReady", "Says whether the process can work, and what is missing where it cannot: the database, its migrations, the scheduler, or claims that stand still.")
            .Produces<string>(StatusCodes.Status200OK, Plain).Produces<ReadyAnswer>(StatusCodes.Status200OK, Answers.Json);
    }

    private static async Task<IResult> ReadyAsync(HttpContext context, Readiness readiness, CancellationToken stop)
    {
        var checks = await readiness.CheckAsync(stop);
        var missing = checks.Where(check => !check.Ready).ToList();
        context.Response.Headers.CacheControl = "no-store";
        if (missing.Count > 0)
        {
            return TypedResults.Problem(
                string.Join("; ", missing.Select(check => $"{check.Name}: {check.Detail}")), statusCode: StatusCodes.Status503ServiceUnavailable, title: "Not ready", extensions: [new("checks", checks)]);
        }

        return Negotiation.Choose(context.Request, Plain, Answers.Json) == Answers.Json
            ? TypedResults.Json(new ReadyAnswer(Ready: true, checks))
            : TypedResults.Text("ready\n");
    }

    /// <summary>The good answer as JSON.</summary>
    /// <param name="Ready">True.</param>
    /// <param name="Checks">What was looked at.</param>
    internal sealed record ReadyAnswer(bool Ready, IReadOnlyList<ReadyCheck> Checks);
}
