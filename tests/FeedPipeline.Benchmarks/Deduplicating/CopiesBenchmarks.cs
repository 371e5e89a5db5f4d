using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using FeedPipeline.Articles;
using FeedPipeline.Deduplicating;
using FeedPipeline.Deduplicating.Copies;

namespace FeedPipeline.Benchmarks.Deduplicating;

/// <summary>What telling copies costs for an article of 400 words, without the database: its sketch, twenty verdicts (the most there are), and both with the look-up in memory.</summary>
[MemoryDiagnoser]
[Config(typeof(OnCpuClock))]
public class CopiesBenchmarks
{
    private const int Known = 10_000;
    private static readonly DeduplicatingOptions Options = new();
    private string text = "";
    private TextSketch sketch = null!;
    private TextSketch[] others = [];
    private CopyGroups groups = null!;
    private long next;

    [GlobalSetup]
    public void Make()
    {
        text = Words(0, 400);
        sketch = Sketcher.Sketch(null, text, Options);
        others = [.. Enumerable.Range(0, 20).Select(i => Sketcher.Sketch(null, text[..(text.Length / 2)] + Words(i + 1, 200), Options))];
        groups = new CopyGroups(Options);
        for (next = 1; next <= Known; next++)
            groups.Add(new SketchedText(next, Sketcher.Sketch(null, Words((int)next, 400), Options), null));
    }

    [Benchmark]
    public TextSketch Sketch() => Sketcher.Sketch(null, text, Options);

    [Benchmark]
    public double TwentyVerdicts() => others.Sum(other => CopyRule.Judge(sketch, other, null, Options).OfShorter);

    [Benchmark]
    public void SketchLookUpAndVerdict() => groups.Add(new SketchedText(next++, Sketcher.Sketch(null, text, Options), null));

    private static string Words(int seed, int count)
    {
        var random = new Random(seed);
        return string.Join(' ', Enumerable.Range(0, count).Select(_ => new string([.. Enumerable.Range(0, random.Next(2, 9)).Select(_ => (char)random.Next('a', '{'))])));
    }

    private sealed class OnCpuClock : ManualConfig
    {
        public OnCpuClock() => AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithClock(new CpuClock()).WithWarmupCount(4).WithIterationCount(6));
    }
}
