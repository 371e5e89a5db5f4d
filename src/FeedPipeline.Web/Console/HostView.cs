using System.Collections.Concurrent;
using FeedPipeline.Storing.Feeds;

namespace FeedPipeline.Web.Console;

/// <summary>What hosts bear, counted once a minute at most: over a week it is a walk over hundreds of thousands of polls.</summary>
internal sealed class HostView(HostReport report, TimeProvider clock)
{
    private const int MostHosts = 200;

    private static readonly TimeSpan Age = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<int, (DateTimeOffset At, IReadOnlyList<HostUse> Hosts)> counted = new();

    /// <summary>The most asked first.</summary>
    public async Task<IReadOnlyList<HostUse>> ReadAsync(int hours, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        if (counted.TryGetValue(hours, out var known) && now - known.At < Age)
            return known.Hosts;
        var hosts = await report.ReadAsync(now.AddHours(-hours), MostHosts, stop);
        counted[hours] = (now, hosts);
        return hosts;
    }
}
