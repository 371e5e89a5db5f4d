using FeedPipeline.Configuring;
using FeedPipeline.Web.Api;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace FeedPipeline.Worker.Hosting;

/// <summary>Sends metrics and traces to a collector, where one is configured.</summary>
internal static class Telemetry
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string Sampler = "OTEL_TRACES_SAMPLER";
    private const string Name = "feedpipe";

    /// <summary>The options, checked at start.</summary>
    public static IServiceCollection AddTelemetryOptions(this IServiceCollection services) => services.AddSectionOptions<TelemetryOptions>("Telemetry");

    /// <summary>Metrics and traces over OTLP; the variables of OpenTelemetry's specification say more about both.</summary>
    public static IServiceCollection AddTelemetry(this IServiceCollection services, Settings settings)
    {
        services.AddTelemetryOptions();
        services.AddHostedService<Jobs.BacklogWatch>();
        var options = settings.Telemetry;
        var isAsked = options.Otlp is not null
            || new[] { Endpoint, "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT" }.Any(name => settings.Configuration[name] is { Length: > 0 });
        if (!isAsked)
            return services;

        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(Name, serviceInstanceId: $"{Environment.MachineName}:{Environment.ProcessId}").AddEnvironmentVariableDetector())
            .WithMetrics(metrics => metrics.AddMeters().AddOtlpExporter(otlp => otlp.Endpoint = options.Otlp ?? otlp.Endpoint))
            .WithTracing(traces =>
            {
                traces.AddSource("FeedPipeline").AddOtlpExporter(otlp => otlp.Endpoint = options.Otlp ?? otlp.Endpoint);
                if (settings.Configuration[Sampler] is not { Length: > 0 })
                    traces.SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(options.TraceShare)));
            });
        return services;
    }
}
