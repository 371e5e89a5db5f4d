using System.Net;
using System.Text.Json.Serialization;
using FeedPipeline.Storing;
using FeedPipeline.Web.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace FeedPipeline.Web;

/// <summary>The HTTP API.</summary>
public static class WebApi
{
    /// <summary>What the routes need beside the pipeline.</summary>
    public static IServiceCollection AddFeedPipelineApi(this IServiceCollection services) => services
        .AddProblemDetails()
        .ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.PropertyNamingPolicy = TableNaming.Instance;
            json.SerializerOptions.Encoder = TableJson.Options.Encoder;
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(TableNaming.Instance, allowIntegerValues: false));
        })
        .AddSingleton<ChangeStream>()
        .AddRouting();

    /// <summary>All routes. Errors are problem+json.</summary>
    public static void MapFeedPipelineApi(this WebApplication app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.Use(OnlyFromHereAsync);
        app.MapHealth();
        app.MapWebSub();
        var api = app.MapGroup("/api");
        api.MapArticles();
        api.MapFeeds();
        api.MapStories();
        api.MapChanges();
    }

    /// <summary>Reading needs no key on loopback; there are no keys that would allow more.</summary>
    private static async Task OnlyFromHereAsync(HttpContext context, RequestDelegate next)
    {
        var isLocal = context.Connection.RemoteIpAddress is not { } address || IPAddress.IsLoopback(address);
        if (isLocal || context.Request.Path == HealthRoutes.Alive || context.Request.Path.StartsWithSegments(WebSubRoutes.Callbacks, StringComparison.Ordinal))
            await next(context);
        else
            await TypedResults.Problem("The API answers on loopback only.", statusCode: StatusCodes.Status401Unauthorized).ExecuteAsync(context);
    }
}
