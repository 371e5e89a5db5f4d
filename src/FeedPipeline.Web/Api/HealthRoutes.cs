using FeedPipeline.Storing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FeedPipeline.Web.Api;

/// <summary>Whether the process lives, and whether it can work.</summary>
internal static class HealthRoutes
{
    /// <summary>The one route that needs no key anywhere.</summary>
    public const string Alive = "/healthz";

    /// <summary><c>/healthz</c> and <c>/readyz</c>.</summary>
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapGet(Alive, () => TypedResults.Text("alive\n"));
        app.MapGet("/readyz", ReadyAsync);
    }

    private static async Task<IResult> ReadyAsync(Schema schema, CancellationToken stop)
    {
        try
        {
            var (_, pending) = await schema.StatusAsync(stop);
            return pending.Count == 0
                ? TypedResults.Text("ready\n")
                : TypedResults.Problem($"{pending.Count} migrations are pending.", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
        catch (Exception fault) when (FeedPipelineDatabase.Explain(fault) is { } explained)
        {
            return TypedResults.Problem(explained, statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}
