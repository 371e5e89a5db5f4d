using FeedPipeline.Feeds;
using Microsoft.EntityFrameworkCore;

namespace FeedPipeline.Storing.Feeds;

/// <summary>Listings of feeds, a page at a time: first which feeds, then how they fare, because that is counted anew for each.</summary>
public sealed class FeedList(IDbContextFactory<FeedPipelineDb> contexts, TimeProvider clock)
{
    /// <summary>A page of them, counted from 1.</summary>
    public async Task<FeedListPage> FindAsync(FeedQuery query, int page, int size, CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        var meant = query.Apply(db, clock.GetUtcNow());
        var count = await meant.CountAsync(stop);
        var ids = await query.Sort(meant).Skip((page - 1) * size).Take(size).ToArrayAsync(stop);
        var feeds = await db.FeedStatuses.Where(feed => ids.Contains(feed.Id)).ToDictionaryAsync(feed => feed.Id, stop);
        return new FeedListPage([.. ids.Where(feeds.ContainsKey).Select(id => feeds[id])], count);
    }

    /// <summary>All labels in use, in order.</summary>
    public async Task<IReadOnlyList<string>> TagsAsync(CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        return await db.FeedDefinitions.Where(feed => feed.RemovedAt == null).SelectMany(feed => feed.Tags).Distinct().OrderBy(tag => tag).ToListAsync(stop);
    }

    /// <summary>The names of these feeds, also of removed ones.</summary>
    public async Task<IReadOnlyDictionary<long, string>> NamesAsync(IEnumerable<long> feeds, CancellationToken stop)
    {
        long[] ids = [.. feeds.Distinct()];
        if (ids.Length == 0)
            return new Dictionary<long, string>();
        await using var db = await contexts.CreateDbContextAsync(stop);
        return await db.FeedDefinitions.Where(feed => ids.Contains(feed.Id)).Select(feed => new { feed.Id, feed.Name }).ToDictionaryAsync(feed => feed.Id, feed => feed.Name, stop);
    }
}

/// <summary>A part of a listing of feeds.</summary>
/// <param name="Feeds">In order.</param>
/// <param name="Count">How many the whole listing has.</param>
public sealed record FeedListPage(IReadOnlyList<FeedStatus> Feeds, int Count);
