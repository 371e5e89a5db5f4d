using BenchmarkDotNet.Attributes;
using FeedPipeline.Documents;
using FeedPipeline.Extracting;

namespace FeedPipeline.Benchmarks.Extracting;

/// <summary>An article page read beside the floor under any reader of HTML: AngleSharp parsing the same bytes, and nothing done with the tree.</summary>
[MemoryDiagnoser]
public class ExtractingBenchmarks
{
    private static readonly ExtractingOptions Options = new();
    private byte[] page = [];

    [Params("small", "news", "long with comments")]
    public string Kind { get; set; } = "";

    [GlobalSetup]
    public void Make() => page = SamplePages.Make(Kind);

    [Benchmark(Baseline = true)]
    public object Floor() => new AngleSharp.Html.Parser.HtmlParser().ParseDocument(new MemoryStream(page));

    [Benchmark]
    public ArticlePage Extract() => ArticleExtractor.Extract(new FetchedDocument { Body = page, Url = "https://news.example/2021/07/28/bridge" }, PageHints.None, Options);
}
