using System.Diagnostics.Metrics;
using Polly.Telemetry;

namespace FeedPipeline.Fetching;

/// <summary>Makes what Polly does visible: <c>feedpipeline.fetching.resilience_events</c>, by pipeline, strategy and event.</summary>
public sealed class ResilienceMetrics : TelemetryListener
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "FeedPipeline.Fetching";

    private static readonly Meter Meter = new(MeterName);

    private readonly Counter<long> events = Meter.CreateCounter<long>(
        "feedpipeline.fetching.resilience_events", "{event}", "What Polly did beside plain attempts, by pipeline, strategy and event.");

    private ResilienceMetrics()
    {
    }

    /// <summary>The only one.</summary>
    public static ResilienceMetrics Instance { get; } = new();

    /// <inheritdoc/>
    public override void Write<TResult, TArgs>(in TelemetryEventArguments<TResult, TArgs> args)
    {
        // A plain attempt is no event: it would outnumber all others.
        if (args.Event.Severity > ResilienceEventSeverity.Debug)
        {
            events.Add(
                1,
                new("pipeline", args.Source.PipelineName),
                new("strategy", args.Source.StrategyName),
                new("event", args.Event.EventName));
        }
    }
}
