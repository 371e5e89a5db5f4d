using System.Diagnostics.Metrics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using FeedPipeline.Fetching;
using FeedPipeline.Flows;
using FeedPipeline.Steps;

namespace FeedPipeline.Tests.Contracts;

/// <summary>The list of metrics is made from the instruments themselves.</summary>
public sealed class MetricsListTests
{
    [Fact]
    public async Task The_list_of_metrics_is_whole() => await Approved.MatchesAsync("../../../deploy/grafana/METRICS.md", List());

    private static string List()
    {
        foreach (var counted in new[] { typeof(PollMetrics), typeof(FlowMetrics), typeof(ResilienceMetrics), typeof(Pipeline).Assembly.GetType("FeedPipeline.Storing.StoringMetrics")! })
            RuntimeHelpers.RunClassConstructor(counted.TypeHandle);
        var instruments = new List<Instrument>();
        using (var listener = new MeterListener { InstrumentPublished = (instrument, _) => instruments.Add(instrument) })
            listener.Start();

        var list = new StringBuilder("""
            # What is measured

            `GET /metrics` has these in the format of Prometheus, where dots are `_`, counters end in `_total`, and seconds and bytes end in their name; OTLP has them as they are.
            Counters and histograms are a process's own: sum them. What is read from the database (the gauges) is the same in every process: take the largest.
            `System.Runtime`, `Npgsql`, `Quartz` and `Microsoft.AspNetCore.Hosting` add their own meters.

            | metric | kind | unit | what |
            |---|---|---|---|

            """);
        foreach (var own in instruments.Where(instrument => instrument.Name.StartsWith("feedpipeline.", StringComparison.Ordinal)).DistinctBy(own => own.Name).OrderBy(own => own.Name, StringComparer.Ordinal))
        {
            Assert.True(own.Description is { Length: > 10 } && own.Unit is { Length: > 0 }, $"{own.Name} says too little of itself");
            list.Append(string.Create(CultureInfo.InvariantCulture, $"| `{own.Name}` | {Kind(own)} | {own.Unit!.Trim('{', '}').Replace("By", "bytes", StringComparison.Ordinal)} | {own.Description} |\n"));
        }

        return list.ToString().ReplaceLineEndings("\n");
    }

    private static string Kind(Instrument instrument) => instrument.GetType().Name switch
    {
        ['C', ..] => "counter",
        ['H', ..] => "histogram",
        _ => "gauge",
    };
}
