using System.ComponentModel.DataAnnotations;

namespace FeedPipeline.Worker.Hosting;

/// <summary>What the process tells of itself, beside <c>/metrics</c>. Section <c>Telemetry</c>.</summary>
internal sealed class TelemetryOptions
{
    /// <summary>Where metrics and traces are sent (OTLP over gRPC); null for where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says, and nowhere without it.</summary>
    public Uri? Otlp { get; init; }

    /// <summary>Share of polls that are traced, where traces are sent at all; 0 to 1. <c>OTEL_TRACES_SAMPLER</c> goes before.</summary>
    [Range(0.0, 1.0)]
    public double TraceShare { get; init; } = 0.05;

    /// <summary>How the log is written.</summary>
    public LogForm Logs { get; init; }
}

/// <summary>How the log is written.</summary>
internal enum LogForm
{
    /// <summary>A line for people.</summary>
    Text,

    /// <summary>A JSON object a line, with the nouns as fields.</summary>
    Json,
}
