using BenchmarkDotNet.Attributes;
using FeedPipeline.Documents;
using FeedPipeline.Reading;

namespace FeedPipeline.Benchmarks.Reading;

/// <summary>
/// A feed read beside the floor under any reader of XML: .NET's XmlReader walking the same bytes with every value and attribute, and doing nothing
/// with them. Broken feeds and JSON have no such floor: theirs is the XmlReader on the well-formed feed, and a Utf8JsonReader that takes every string.
/// </summary>
[MemoryDiagnoser]
[Config(typeof(ReadingColumns))]
public class ReadingBenchmarks
{
    private static readonly ReadingOptions Options = new();
    private byte[] body = [];
    private byte[] wellFormed = [];

    public static IEnumerable<string> Kinds => SampleFeeds.Kinds;

    [ParamsSource(nameof(Kinds))]
    public string Kind { get; set; } = "";

    [GlobalSetup]
    public void Make()
    {
        body = SampleFeeds.Make(Kind);
        wellFormed = SampleFeeds.Make(Kind == "rss2.0 broken" ? "rss2.0 escaped" : Kind == "atom1.0 broken" ? "atom1.0" : Kind);
    }

    [Benchmark(Baseline = true)]
    public long Floor() => Kind.StartsWith("json", StringComparison.Ordinal) ? Floors.WalkJson(body) : Floors.WalkXml(wellFormed);

    [Benchmark]
    public FeedDocument Read() => FeedReader.Read(new FetchedDocument { Body = body }, Options);
}
