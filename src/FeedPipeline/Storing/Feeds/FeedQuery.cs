using FeedPipeline.Storing.Tables;
using Microsoft.EntityFrameworkCore;

namespace FeedPipeline.Storing.Feeds;

/// <summary>Which feeds a listing is about, and in which order.</summary>
public sealed record FeedQuery
{
    /// <summary>Part of the name, the title or the address; null for all.</summary>
    public string? Words { get; init; }

    /// <summary>How they fare; null for all.</summary>
    public FeedState? State { get; init; }

    /// <summary>A label of the operator's; null for all.</summary>
    public string? Tag { get; init; }

    /// <summary>Order.</summary>
    public FeedOrder Order { get; init; }

    /// <summary>The order, turned round.</summary>
    public bool IsReversed { get; init; }

    /// <summary>The feeds meant, each with its schedule.</summary>
    internal IQueryable<ScheduledFeed> Apply(FeedPipelineDb db, DateTimeOffset now)
    {
        var feeds = db.FeedDefinitions.Where(feed => feed.RemovedAt == null)
            .Join(db.FeedSchedules, feed => feed.Id, schedule => schedule.FeedId, (feed, schedule) => new ScheduledFeed { Feed = feed, Schedule = schedule });
        if (Words is { Length: > 0 } words)
        {
            var pattern = $"%{words.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal)}%";
            feeds = feeds.Where(row => EF.Functions.ILike(row.Feed.Name, pattern) || EF.Functions.ILike(row.Feed.Url, pattern) || EF.Functions.ILike(row.Feed.Title!, pattern));
        }

        if (Tag is { Length: > 0 } tag)
            feeds = feeds.Where(row => row.Feed.Tags.Contains(tag));
        return State switch
        {
            FeedState.Failing => feeds.Where(row => row.Feed.PausedAt == null && row.Schedule.ConsecutiveFailures > 0),
            FeedState.Paused => feeds.Where(row => row.Feed.PausedAt != null),
            FeedState.Due => feeds.Where(row => row.Feed.PausedAt == null && row.Schedule.DueAt <= now),
            FeedState.New => feeds.Where(row => row.Schedule.LastPollAt == null),
            FeedState.Well => feeds.Where(row => row.Feed.PausedAt == null && row.Schedule.ConsecutiveFailures == 0 && row.Schedule.LastPollAt != null),
            FeedState.Noticed => feeds.Where(row => db.Events.Any(noticed => noticed.FeedId == row.Feed.Id && noticed.ClosedAt == null)),
            _ => feeds,
        };
    }

    /// <summary>In order; ids tell equals apart.</summary>
    internal IQueryable<long> Sort(IQueryable<ScheduledFeed> feeds) => (Order, IsReversed) switch
    {
        (FeedOrder.Name, false) => feeds.OrderBy(row => row.Feed.Name).Select(row => row.Feed.Id),
        (FeedOrder.Name, true) => feeds.OrderByDescending(row => row.Feed.Name).Select(row => row.Feed.Id),
        (FeedOrder.Due, false) => feeds.OrderBy(row => row.Schedule.DueAt).ThenBy(row => row.Feed.Id).Select(row => row.Feed.Id),
        (FeedOrder.Due, true) => feeds.OrderByDescending(row => row.Schedule.DueAt).ThenByDescending(row => row.Feed.Id).Select(row => row.Feed.Id),
        (FeedOrder.Polled, false) => feeds.OrderByDescending(row => row.Schedule.LastPollAt ?? DateTimeOffset.UnixEpoch).ThenBy(row => row.Feed.Id).Select(row => row.Feed.Id),
        (FeedOrder.Polled, true) => feeds.OrderBy(row => row.Schedule.LastPollAt ?? DateTimeOffset.UnixEpoch).ThenBy(row => row.Feed.Id).Select(row => row.Feed.Id),
        (FeedOrder.Failures, false) => feeds.OrderByDescending(row => row.Schedule.ConsecutiveFailures).ThenBy(row => row.Feed.Name).Select(row => row.Feed.Id),
        (FeedOrder.Failures, true) => feeds.OrderBy(row => row.Schedule.ConsecutiveFailures).ThenBy(row => row.Feed.Name).Select(row => row.Feed.Id),
        (FeedOrder.Added, true) => feeds.OrderBy(row => row.Feed.Id).Select(row => row.Feed.Id),
        _ => feeds.OrderByDescending(row => row.Feed.Id).Select(row => row.Feed.Id),
    };
}

/// <summary>A feed with its schedule.</summary>
internal sealed class ScheduledFeed
{
    public required FeedDefinition Feed { get; init; }

    public required FeedSchedule Schedule { get; init; }
}

/// <summary>How feeds fare.</summary>
public enum FeedState
{
    /// <summary>The last poll went well.</summary>
    Well,

    /// <summary>The last polls failed.</summary>
    Failing,

    /// <summary>Something about it is noted as an event.</summary>
    Noticed,

    /// <summary>It is to be polled now.</summary>
    Due,

    /// <summary>An operator paused it.</summary>
    Paused,

    /// <summary>It was never polled.</summary>
    New,
}

/// <summary>Orders of feeds.</summary>
public enum FeedOrder
{
    /// <summary>By name.</summary>
    Name,

    /// <summary>The next due first.</summary>
    Due,

    /// <summary>The last polled first.</summary>
    Polled,

    /// <summary>The most often failed first.</summary>
    Failures,

    /// <summary>The last added first.</summary>
    Added,
}
