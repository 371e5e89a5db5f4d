using System.Globalization;
using Xunit.Abstractions;

namespace FeedPipeline.EndToEnd.Chaos;

/// <summary>
/// The fault rig. <c>FEEDPIPELINE_CHAOS_SEEDS</c> says which seeds are run (<c>1-5</c>), <c>FEEDPIPELINE_CHAOS_SECONDS</c> how long each is disturbed,
/// <c>FEEDPIPELINE_PROGRAM</c> which program is tried; <c>deploy/chaos</c> sets them.
/// </summary>
public sealed class ChaosTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(int.Parse(Environment.GetEnvironmentVariable("FEEDPIPELINE_CHAOS_SECONDS") ?? "65", CultureInfo.InvariantCulture));

    public static TheoryData<int> Seeds()
    {
        var range = (Environment.GetEnvironmentVariable("FEEDPIPELINE_CHAOS_SEEDS") ?? "1-2").Split('-').Select(seed => int.Parse(seed, CultureInfo.InvariantCulture)).ToList();
        return [.. Enumerable.Range(range[0], range[^1] - range[0] + 1)];
    }

    [SkippableTheory]
    [MemberData(nameof(Seeds))]
    public async Task Nothing_is_lost_whatever_goes_wrong(int seed)
    {
        Skip.IfNot(Directory.Exists("/usr/lib/postgresql"), "no PostgreSQL server is installed");
        await using var run = new ChaosRun(seed, Length);

        var broken = await run.RunAsync();

        output.WriteLine(run.Timeline);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"seed {seed}: {run.Origin.Feeds.Sum(feed => feed.Items.Count)} items, {run.Origin.Feeds.Sum(feed => feed.Requests.Count)} requests, {run.Crew.Sum(worker => worker.Database.Swallowed)} answers swallowed, {run.Crew.Max(worker => worker.PeakMemory) >> 20} MB"));
        Assert.True(broken.Count == 0, $"seed {seed}\n{string.Join('\n', broken.Take(50))}\n{run.Timeline}");
    }
}
