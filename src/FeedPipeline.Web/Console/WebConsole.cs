using FeedPipeline.Web.Console.Routes;
using FeedPipeline.Web.Console.SigningIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace FeedPipeline.Web.Console;

/// <summary>The operator's console: pages of HTML beside the API, which do what the command line and the API do.</summary>
public static class WebConsole
{
    /// <summary>What its pages need beside the pipeline and the API.</summary>
    public static IServiceCollection AddFeedPipelineConsole(this IServiceCollection services)
    {
        services.AddRazorComponents();
        services.AddSingleton<LiveStream>();
        services.AddSingleton<FeedView>();
        services.AddSingleton<ArticleView>();
        services.AddSingleton<HostView>();
        services.AddExceptionHandler<ConsoleFaults>();
        return services.AddOperatorAccess();
    }

    /// <summary>All pages, and what their forms do.</summary>
    internal static void MapConsole(this IEndpointRouteBuilder app)
    {
        app.MapFiles();
        app.MapSignIn();
        app.MapOverview();
        app.MapFeedList();
        app.MapFeed();
        app.MapLive();
        app.MapArticlePages();
        app.MapStoryPages();
        app.MapWatchPages();
        app.MapConsumerPages();
        app.MapAccess();
    }

    /// <summary>Stands before every request for the console, and a second time once it is known who asks; does nothing where there is no console.</summary>
    internal static void UseGuard(this WebApplication app, bool isInside)
    {
        if (app.Services.GetService<Guard>() is { } guard)
            app.Use((context, next) => isInside ? guard.CheckFormAsync(context, next) : guard.EnterAsync(context, next));
    }

    /// <summary>Whether this program has a console.</summary>
    internal static bool HasConsole(this WebApplication app) => app.Services.GetService<Guard>() is not null;
}
