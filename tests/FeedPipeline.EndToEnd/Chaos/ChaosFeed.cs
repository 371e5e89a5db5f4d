namespace FeedPipeline.EndToEnd.Chaos;

/// <summary>How a feed of the rig behaves.</summary>
internal enum ChaosKind
{
    /// <summary>Thirty items, a new one every second or two, edits now and then.</summary>
    Steady,

    /// <summary>One item, which the next one replaces: whatever is not taken in its time is lost.</summary>
    Ticker,

    /// <summary>Steady, but half of its answers are broken.</summary>
    Hostile,

    /// <summary>Steady, until it kills every worker that reads it.</summary>
    Poison,

    /// <summary>Steady, and added, paused, resumed, changed and removed while everything goes wrong.</summary>
    Operated,
}

/// <summary>A feed and all it ever listed: the truth that the article table is held against.</summary>
internal sealed class ChaosFeed(int number, ChaosKind kind, int seed)
{
    private const int Window = 30;
    private static readonly TimeSpan TickerLife = TimeSpan.FromSeconds(24);

    private readonly Lock gate = new();
    private readonly Random random = new(HashCode.Combine(seed, number));
    private readonly List<ChaosItem> all = [];
    private readonly List<TimeSpan> requests = [];
    private TimeSpan? next;
    private int changes;

    /// <summary>Its number, which is its name and its path.</summary>
    public int Number => number;

    /// <summary>How it behaves.</summary>
    public ChaosKind Kind => kind;

    /// <summary>No news and no tricks any more.</summary>
    public bool Frozen { get; set; }

    /// <summary>Whoever reads it dies.</summary>
    public bool IsDeadly { get; set; }

    /// <summary>All items so far, the oldest first.</summary>
    public IReadOnlyList<ChaosItem> Items
    {
        get
        {
            lock (gate)
                return [.. all];
        }
    }

    /// <summary>When it was asked.</summary>
    public IReadOnlyList<TimeSpan> Requests
    {
        get
        {
            lock (gate)
                return [.. requests];
        }
    }

    /// <summary>What a request at this time gets: the document's validator, its items newest first, and a number to choose a trick by.</summary>
    public (string ETag, IReadOnlyList<RssItem> Items, double Lot) Ask(TimeSpan now, DateTimeOffset began)
    {
        lock (gate)
        {
            requests.Add(now);
            if (!Frozen)
                PublishUntil(now);
            return ($"\"{number}-{changes}\"", [.. all.Where(item => item.GoneAt is null).Reverse().Select(item => item.Entry(began))], random.NextDouble());
        }
    }

    /// <summary>All that came since the last request; the first item came with the first request.</summary>
    private void PublishUntil(TimeSpan now)
    {
        for (var at = next ?? now; (next = at) <= now; at += Pause())
        {
            all.Add(new ChaosItem($"{number}-{all.Count + 1}", at));
            if (all.Count > ListedAtMost)
                all[^(ListedAtMost + 1)].GoneAt = at;
            if (kind is not ChaosKind.Ticker && random.Next(4) == 0)
                all[^random.Next(1, Math.Min(all.Count, Window / 2) + 1)].Edit();
            changes++;
        }
    }

    private TimeSpan Pause() =>
        kind is ChaosKind.Ticker ? TickerLife * (0.8 + (0.4 * random.NextDouble())) : TimeSpan.FromSeconds(0.5 + (2 * random.NextDouble()));

    private int ListedAtMost => kind is ChaosKind.Ticker ? 1 : Window;
}
