using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using FeedPipeline.Documents;
using FeedPipeline.Reading;

namespace FeedPipeline.Benchmarks.Reading;

/// <summary>Rates and ratios instead of times: megabytes a CPU-second, and bytes allocated for each byte of the strings that are returned.</summary>
internal sealed class ReadingColumns : ManualConfig
{
    public ReadingColumns()
    {
        AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithClock(new CpuClock()).WithWarmupCount(10).WithIterationCount(8));
        AddColumn(
            new Column("KB", (_, body, _) => body.Length / 1e3, "0"),
            new Column("MB per CPU-second", (report, body, _) => body.Length / 1e6 / (report.ResultStatistics!.Median / 1e9), "0"),
            new Column("Alloc/strings", (report, body, summary) => (report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? 0) / (double)BytesOfStrings(body), "0.00"));
        HideColumns("Error", "StdDev", "Median", "RatioSD", "Gen0", "Gen1", "Gen2", "Alloc Ratio", "Mean");
    }

    private static long BytesOfStrings(byte[] body)
    {
        var feed = FeedReader.Read(new FetchedDocument { Body = body }, new());
        return sizeof(char) * feed.Items.Sum(item =>
            new[] { item.Guid, item.Title, item.Link, item.Summary, item.Content, item.Image?.Url }.Concat(item.Authors).Concat(item.Categories)
                .Concat(item.Enclosures.SelectMany(enclosure => new[] { enclosure.Url, enclosure.Type })).Sum(text => (long)(text?.Length ?? 0)));
    }

    private sealed class Column(string name, Func<BenchmarkReport, byte[], Summary, double> value, string format) : IColumn
    {
        public string Id => name;

        public string ColumnName => name;

        public string Legend => name;

        public bool AlwaysShow => true;

        public ColumnCategory Category => ColumnCategory.Custom;

        public int PriorityInCategory => 0;

        public bool IsNumeric => true;

        public UnitType UnitType => UnitType.Dimensionless;

        public bool IsAvailable(Summary summary) => true;

        public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

        public string GetValue(Summary summary, BenchmarkCase benchmarkCase) => GetValue(summary, benchmarkCase, SummaryStyle.Default);

        public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) =>
            summary[benchmarkCase] is { ResultStatistics: not null } report
                ? value(report, SampleFeeds.Make((string)benchmarkCase.Parameters["Kind"]), summary).ToString(format, CultureInfo.InvariantCulture)
                : "-";
    }
}
