using FeedPipeline.Polling;
using FeedPipeline.Storing;
using FeedPipeline.Storing.Feeds;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FeedPipeline.Flows;

/// <summary>Lets items of the quarantine into the article table, whatever kept them out.</summary>
public sealed class Releases(DueFeeds due, Pipeline pipeline, IDbContextFactory<FeedPipelineDb> contexts, IOptions<PollingOptions> polling)
{
    /// <summary>Releases all items of a feed that are kept out for this reason; returns how many that were.</summary>
    public async Task<int> ReleaseAsync(long feedId, string reason, CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        var released = 0;
        foreach (var id in await db.Quarantine.Where(kept => kept.FeedId == feedId && kept.Reason == reason && kept.ReleasedAt == null).OrderBy(kept => kept.Id).Select(kept => kept.Id).ToListAsync(stop))
            released += await ReleaseAsync(id, stop) == Release.Done ? 1 : 0;
        return released;
    }

    /// <summary>Releases one item.</summary>
    public async Task<Release> ReleaseAsync(long quarantinedId, CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await db.Quarantine.FirstOrDefaultAsync(kept => kept.Id == quarantinedId && kept.ReleasedAt == null, stop) is not { } kept)
            return Release.Missing;
        if (await due.ClaimAsync(kept.FeedId, polling.Value.Lease, stop) is not { } claim)
            return Release.Busy;
        await pipeline.ReleaseAsync(claim, kept, stop);
        return Release.Done;
    }
}

/// <summary>What came of a release.</summary>
public enum Release
{
    /// <summary>It is in the article table.</summary>
    Done,

    /// <summary>There is no such item in quarantine.</summary>
    Missing,

    /// <summary>Its feed is being polled by another process, or was removed.</summary>
    Busy,
}
