using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;

namespace FeedPipeline.Web.Api;

/// <summary>What is measured, for Prometheus.</summary>
public static class MetricsRoute
{
    /// <summary>Ours, and those of what we are made of.</summary>
    private static readonly string[] Meters = ["FeedPipeline.*", "System.Runtime", "Npgsql", "Quartz", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel"];

    /// <summary>Everything that is measured, wherever it is exported to.</summary>
    public static MeterProviderBuilder AddMeters(this MeterProviderBuilder metrics) => metrics.AddMeter(Meters);

    internal static IServiceCollection AddScraping(this IServiceCollection services)
    {
        services.AddOpenTelemetry().WithMetrics(metrics => metrics.AddMeters().AddPrometheusExporter(prometheus =>
        {
            prometheus.ScopeInfoEnabled = false;
            prometheus.TargetInfoEnabled = false;
            prometheus.ScrapeResponseCacheDurationMilliseconds = 0;
        }));
        return services;
    }

    /// <summary><c>/metrics</c>.</summary>
    internal static void MapMetrics(this IEndpointRouteBuilder app)
    {
        var scrape = app.CreateApplicationBuilder().UseOpenTelemetryPrometheusScrapingEndpoint(_ => true).Build();
        app.Reads("/metrics", (HttpContext context) => scrape(context), "readMetrics", "Says what is measured, in the text format of Prometheus.")
            .Produces<string>(StatusCodes.Status200OK, "text/plain");
    }
}
