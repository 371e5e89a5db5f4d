using System.Globalization;
using Xunit.Abstractions;

namespace FeedPipeline.EndToEnd.Chaos;

/// <summary>
/// The fault rig. <c>FEEDPIPELINE_CHAOS_SEEDS</c> says which seeds are run (<c>1-5</c>), <c>FEEDPIPELINE_CHAOS_SECONDS</c> how long each is disturbed,
/// <c>FEEDPIPELINE_CHAOS_ABREAST</c> how many at a time, <c>FEEDPIPELINE_CHAOS_FIGURES</c> where their figures go, <c>FEEDPIPELINE_CHAOS_LOGS</c> where the logs of broken ones go; <c>deploy/chaos</c> sets them.
/// </summary>
[Collection(Alone.Name)]
public sealed class ChaosTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(Number("SECONDS", 90));
    private static readonly SemaphoreSlim Abreast = new(Number("ABREAST", 2));
    private static readonly Lock Figures = new();

    /// <summary>All of them, begun with the first: a run waits more than it works.</summary>
    private static readonly Lazy<IReadOnlyDictionary<int, Task<Outcome>>> Runs = new(() => SeedsWanted().ToDictionary(seed => seed, RunAsync));

    public static TheoryData<int> Seeds() => [.. SeedsWanted()];

    [SkippableTheory]
    [MemberData(nameof(Seeds))]
    public async Task Nothing_is_lost_whatever_goes_wrong(int seed)
    {
        Skip.IfNot(Directory.Exists("/usr/lib/postgresql"), "no PostgreSQL server is installed");

        var (broken, figures, timeline) = await Runs.Value[seed];

        output.WriteLine(timeline);
        output.WriteLine(figures);
        Assert.True(broken.Count == 0, $"seed {seed}\n{string.Join('\n', broken.Take(50))}\n{timeline}");
    }

    private static async Task<Outcome> RunAsync(int seed)
    {
        await Abreast.WaitAsync();
        try
        {
            await using var run = new ChaosRun(seed, Length);
            var broken = await run.RunAsync();
            if (broken.Count > 0 && Environment.GetEnvironmentVariable("FEEDPIPELINE_CHAOS_LOGS") is { Length: > 0 } kept)
                await run.KeepAsync(kept, broken);
            var line = run.Figures.Line(run, seed, broken.Count, await run.Server.QueryAsync<long>("SELECT count(*) FROM article"));
            if (Environment.GetEnvironmentVariable("FEEDPIPELINE_CHAOS_FIGURES") is { Length: > 0 } file)
            {
                lock (Figures)
                    File.AppendAllText(file, line + "\n");
            }

            return new Outcome(broken, line, run.Timeline);
        }
        finally
        {
            Abreast.Release();
        }
    }

    private static IEnumerable<int> SeedsWanted()
    {
        var range = (Environment.GetEnvironmentVariable("FEEDPIPELINE_CHAOS_SEEDS") ?? "1-5").Split('-').Select(seed => int.Parse(seed, CultureInfo.InvariantCulture)).ToList();
        return Enumerable.Range(range[0], range[^1] - range[0] + 1);
    }

    private static int Number(string name, int otherwise) =>
        Environment.GetEnvironmentVariable($"FEEDPIPELINE_CHAOS_{name}") is { Length: > 0 } said ? int.Parse(said, CultureInfo.InvariantCulture) : otherwise;

    private sealed record Outcome(IReadOnlyList<string> Broken, string Figures, string Timeline);
}
