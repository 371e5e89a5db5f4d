using FeedPipeline.Feeds;
using Npgsql;

namespace FeedPipeline.Storing.Feeds;

/// <summary>What operators do to feeds. Each call is one transaction, and workers hear of it at once.</summary>
public sealed class FeedStore(NpgsqlDataSource database)
{
    /// <summary>Workers listen here for feeds that became due.</summary>
    public const string DueChannel = "feed_due";

    /// <summary>Adds feeds, due within <paramref name="spread"/>; a removed one comes back with its history. Returns the ids in order, null where the address is known already.</summary>
    /// <exception cref="PostgresException">A name is taken by another feed (unique_violation).</exception>
    public async Task<IReadOnlyList<long?>> AddAsync(IReadOnlyList<Feed> feeds, TimeSpan spread, CancellationToken stop)
    {
        await using var connection = await database.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        var ids = new List<long?>(feeds.Count);
        foreach (var feed in feeds)
            ids.Add(await FeedStatements.AddAsync(connection, feed, spread, stop));
        await FeedStatements.TellAsync(connection, stop);
        await transaction.CommitAsync(stop);
        return ids;
    }

    /// <summary>Changes what an operator may change, and makes the feed due at once unless it is paused. False when there is no such feed.</summary>
    public async Task<bool> SetAsync(Feed feed, CancellationToken stop) =>
        await ChangeAsync(feed.Id, connection => FeedStatements.SetAsync(connection, feed, stop), stop);

    /// <summary>How long and how many of its articles are kept; null for what goes for all. False when there is no such feed.</summary>
    public async Task<bool> KeepAsync(long feedId, TimeSpan? age, int? count, CancellationToken stop) =>
        await ChangeAsync(feedId, connection => FeedStatements.KeepAsync(connection, feedId, age, count, stop), stop);

    /// <summary>Takes what its address publishes now for the feed, whatever it was before; due at once. False when there is no such feed.</summary>
    public async Task<bool> NewOwnerAsync(long feedId, CancellationToken stop) =>
        await ChangeAsync(feedId, connection => FeedStatements.NewOwnerAsync(connection, feedId, stop), stop);

    /// <summary>Takes a feed out; its articles and sightings stay. False when there is no such feed.</summary>
    public async Task<bool> RemoveAsync(long feedId, CancellationToken stop) =>
        await ChangeAsync(feedId, connection => FeedStatements.RemoveAsync(connection, feedId, stop), stop);

    /// <summary>Never due until resumed. False when there is no such feed.</summary>
    public async Task<bool> PauseAsync(long feedId, CancellationToken stop) =>
        await ChangeAsync(feedId, connection => FeedStatements.PauseAsync(connection, feedId, stop), stop);

    /// <summary>Due at once, whether it was paused or not. False when there is no such feed.</summary>
    public async Task<bool> ResumeAsync(long feedId, CancellationToken stop) =>
        await ChangeAsync(feedId, connection => FeedStatements.ResumeAsync(connection, feedId, stop), stop);

    private async Task<bool> ChangeAsync(long feedId, Func<NpgsqlConnection, Task<int>> change, CancellationToken stop)
    {
        await using var connection = await database.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        await FeedStatements.HoldAsync(connection, [feedId], stop);
        var rows = await change(connection);
        await FeedStatements.TellAsync(connection, stop);
        await transaction.CommitAsync(stop);
        return rows > 0;
    }
}
