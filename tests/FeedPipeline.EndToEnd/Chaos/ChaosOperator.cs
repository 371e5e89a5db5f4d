using System.Globalization;
using FeedPipeline.Feeds;
using FeedPipeline.Storing.Feeds;
using Npgsql;

namespace FeedPipeline.EndToEnd.Chaos;

/// <summary>Somebody who adds, pauses, resumes, changes and removes feeds while everything goes wrong, and remembers what he was told had been done.</summary>
internal sealed class ChaosOperator : IAsyncDisposable
{
    private readonly ChaosOrigin origin;
    private readonly NpgsqlDataSource database;
    private readonly FeedStore store;
    private readonly Random random;
    private readonly Dictionary<int, Wanted> known = [];
    private readonly List<string> broken = [];

    /// <summary>Works on this server until <see cref="WorkAsync"/> is stopped; the seed decides what he does.</summary>
    public ChaosOperator(ChaosOrigin origin, string server, int seed)
    {
        this.origin = origin;
        database = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(server) { ApplicationName = "operator", Timeout = 5, CommandTimeout = 10 }.ConnectionString);
        store = new FeedStore(database);
        random = new Random(HashCode.Combine(seed, 9));
    }

    /// <summary>Changes that were acknowledged.</summary>
    public int Done { get; private set; }

    /// <summary>Changes of which nobody said what became of them.</summary>
    public int InDoubt { get; private set; }

    /// <summary>Numbers of feeds that are to be polled now.</summary>
    public IReadOnlySet<int> Active => known.Where(feed => feed.Value is { IsThere: true, IsPaused: false }).Select(feed => feed.Key).ToHashSet();

    /// <summary>A change every second or two.</summary>
    public async Task WorkAsync(CancellationToken enough)
    {
        var feeds = origin.Feeds.Where(feed => feed.Kind is ChaosKind.Operated).ToList();
        while (!enough.IsCancellationRequested)
        {
            var feed = feeds[random.Next(feeds.Count)];
            await ChangeAsync(feed, Next(known.GetValueOrDefault(feed.Number, new Wanted(false, false, 2))));
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(700, 2000)), TimeProvider.System, CancellationToken.None);
        }
    }

    /// <summary>What was acknowledged and is not so, and polls of feeds that should rest.</summary>
    public async Task<IReadOnlyList<string>> BrokenAsync(TimeSpan since)
    {
        foreach (var (number, wanted) in known)
        {
            if (await ReadAsync(number) is var found && found != wanted)
                broken.Add($"undone: the operator left feed {number} {wanted}, and it is {found}");
            if (wanted is { IsThere: false } or { IsPaused: true } && origin.Feeds[number].Requests.Any(at => at > since))
                broken.Add($"undone: feed {number} rests, and was polled");
        }

        return broken;
    }

    public async ValueTask DisposeAsync() => await database.DisposeAsync();

    private Wanted Next(Wanted now) => (now, random.Next(6)) switch
    {
        ({ IsThere: false }, _) => new Wanted(true, false, 2),
        (_, 0) => now with { IsThere = false, IsPaused = false },
        (_, < 3) => now with { IsPaused = !now.IsPaused },
        _ => now with { Every = 2 + random.Next(3) },
    };

    private async Task ChangeAsync(ChaosFeed feed, Wanted wanted)
    {
        var before = known.GetValueOrDefault(feed.Number, new Wanted(false, false, 2));
        try
        {
            await DoAsync(feed, before, wanted);
            Done++;
        }
        catch (Exception doubt) when (doubt is NpgsqlException or TimeoutException or IOException)
        {
            // He looks, as soon as he can, and believes what he sees if it is one of the two.
            InDoubt++;
            var found = await SeenAsync(feed.Number);
            if (found != before && found != wanted)
                broken.Add($"torn: feed {feed.Number} was {before}, was to be {wanted}, and is {found}");
            wanted = found;
        }

        known[feed.Number] = wanted;
    }

    private async Task DoAsync(ChaosFeed feed, Wanted before, Wanted wanted)
    {
        var set = new Feed { Name = NameOf(feed.Number), Url = origin.UrlOf(feed), Schedule = new Schedule.Every(TimeSpan.FromSeconds(wanted.Every)), FullText = FullText.Never };
        if (!before.IsThere)
        {
            await store.AddAsync([set], TimeSpan.Zero, CancellationToken.None);
            return;
        }

        var id = await IdAsync(feed.Number);
        _ = wanted switch
        {
            { IsThere: false } => await store.RemoveAsync(id, CancellationToken.None),
            _ when wanted.IsPaused && !before.IsPaused => await store.PauseAsync(id, CancellationToken.None),
            _ when before.IsPaused && !wanted.IsPaused => await store.ResumeAsync(id, CancellationToken.None),
            _ => await store.SetAsync(set with { Id = id }, CancellationToken.None),
        };
    }

    private async Task<Wanted> SeenAsync(int number)
    {
        while (true)
        {
            try
            {
                return await ReadAsync(number);
            }
            catch (Exception notYet) when (notYet is NpgsqlException or TimeoutException or IOException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
            }
        }
    }

    private async Task<Wanted> ReadAsync(int number)
    {
        await using var command = database.CreateCommand("SELECT removed_at IS NULL, paused_at IS NOT NULL, schedule FROM feed_definition WHERE name = $1");
        command.Parameters.AddWithValue(NameOf(number));
        await using var row = await command.ExecuteReaderAsync();
        if (!await row.ReadAsync() || !row.GetBoolean(0))
            return new Wanted(false, false, known.GetValueOrDefault(number)?.Every ?? 2);
        return new Wanted(true, row.GetBoolean(1), Schedule.Parse(row.GetString(2)) is Schedule.Every every ? (int)every.Interval.TotalSeconds : 0);
    }

    private async Task<long> IdAsync(int number)
    {
        await using var command = database.CreateCommand("SELECT id FROM feed_definition WHERE name = $1");
        command.Parameters.AddWithValue(NameOf(number));
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static string NameOf(int number) => string.Create(CultureInfo.InvariantCulture, $"feed {number}");

    /// <summary>What a feed is to be.</summary>
    private sealed record Wanted(bool IsThere, bool IsPaused, int Every);
}
