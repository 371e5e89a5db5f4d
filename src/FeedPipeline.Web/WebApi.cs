using System.Text.Json.Serialization;
using FeedPipeline.Configuring;
using FeedPipeline.Storing;
using FeedPipeline.Web.Access;
using FeedPipeline.Web.Answering;
using FeedPipeline.Web.Api;
using FeedPipeline.Web.Console;
using FeedPipeline.Web.Describing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace FeedPipeline.Web;

/// <summary>The HTTP API.</summary>
public static class WebApi
{
    /// <summary>The API's own options, checked at start.</summary>
    public static IServiceCollection AddFeedPipelineApiOptions(this IServiceCollection services) => services.AddSectionOptions<WebOptions>("Web");

    /// <summary>What the routes need beside the pipeline.</summary>
    public static IServiceCollection AddFeedPipelineApi(this IServiceCollection services) => services
        .AddFeedPipelineApiOptions()
        .AddProblemDetails()
        .AddExceptionHandler<FaultAnswers>()
        .ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.PropertyNamingPolicy = TableNaming.Instance;
            json.SerializerOptions.Encoder = TableJson.Options.Encoder;
            json.SerializerOptions.TypeInfoResolver = TableJson.Options.TypeInfoResolver;
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(TableNaming.Instance, allowIntegerValues: false));
        })
        .AddSingleton<ChangeStream>()
        .AddRouting()
        .AddApiAccess()
        .AddCallLimits()
        .AddCompression()
        .AddDescription()
        .AddScraping();

    /// <summary>All routes, and the console's where it was added. Errors are problem+json, and pages in the console.</summary>
    public static void MapFeedPipelineApi(this WebApplication app)
    {
        app.Use(SafeHeaders.AddAsync);
        app.UseResponseCompression();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseGuard(isInside: false);
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseAuthorization();
        app.UseGuard(isInside: true);
        app.MapHealth();
        app.MapMetrics();
        app.MapWebSub();
        app.MapDescription();
        app.MapRepublished();
        var api = app.MapGroup("/api");
        api.MapArticles();
        api.MapFeeds();
        api.MapStories();
        api.MapWatching();
        api.MapChanges();
        if (app.HasConsole())
            app.MapConsole();
    }
}
