using System.Globalization;

namespace FeedPipeline.EndToEnd.Chaos;

/// <summary>What must hold whatever went wrong. Each broken promise is a line that says where.</summary>
internal static class ChaosPromises
{
    /// <summary>How long an item has to be listed, undisturbed, to be stored for sure: two polls, and as much again on a busy machine, where workers also stop for moments to poll a suspect alone.</summary>
    private static readonly TimeSpan Enough = (2 * ChaosRun.Interval) + TimeSpan.FromSeconds(6);

    /// <summary>Until a healthy feed is asked again, beyond what disturbs it.</summary>
    private static readonly TimeSpan Patience = (2 * ChaosRun.Interval) + TimeSpan.FromSeconds(10);

    /// <summary>Until the first claim once PostgreSQL is back.</summary>
    private static readonly TimeSpan BackAtWork = TimeSpan.FromSeconds(5);

    /// <summary>Files, sockets and pipes that a worker may have open; threads that it may have.</summary>
    private const int FilesLimit = 400;

    private const int ThreadsLimit = 100;

    /// <summary>Workers that a deadly feed may cost.</summary>
    private const int DeathsLimit = 3;

    /// <summary>All that were broken.</summary>
    public static async Task<IReadOnlyList<string>> BrokenAsync(ChaosRun run) =>
    [
        .. await LostAsync(run),
        .. await WrongAsync(run),
        .. await ChaosTurns.StaleAsync(run.Server),
        .. await ChaosTurns.FarAsync(run),
        .. await ChaosTurns.WrongLeasesAsync(run.Server),
        .. await ChaosTurns.EarlyValidatorsAsync(run.Server),
        .. await run.Follower.BrokenAsync(run.Server),
        .. await TornAsync(run),
        .. await run.Server.OrphansAsync(),
        .. run.Missed,
        .. Starved(run),
        .. Slow(run),
        .. await PoisonedAsync(run),
        .. await run.Operator.BrokenAsync(run.RestedAt + TimeSpan.FromSeconds(1)),
        .. await run.Server.CheckAsync() is { Length: > 0 } corrupt ? [$"corrupt: {corrupt}"] : Array.Empty<string>(),
        .. Impolite(run),
        .. run.Crew.Where(worker => worker.PeakMemory > ChaosWorker.MemoryLimit).Select(worker => $"a worker took {worker.PeakMemory / 1024 / 1024} MB"),
        .. run.Crew.Where(worker => worker.PeakFiles > FilesLimit).Select(worker => $"a worker had {worker.PeakFiles} files open"),
        .. run.Crew.Where(worker => worker.PeakThreads > ThreadsLimit).Select(worker => $"a worker had {worker.PeakThreads} threads"),
        .. run.Crew.Where(worker => worker.Collapses > 0).Select(worker => $"a worker ended by itself:\n{string.Join('\n', worker.LastWords)}"),
    ];

    /// <summary>Everything that was listed long enough while work went on is there, and everything that is listed now.</summary>
    private static async Task<IEnumerable<string>> LostAsync(ChaosRun run)
    {
        var stored = (await run.Server.RowsAsync("SELECT guid FROM sighting", row => row.GetString(0))).ToHashSet(StringComparer.Ordinal);
        return
            from feed in run.Origin.Feeds
            from item in feed.Items
            where !stored.Contains(item.Guid)
            where feed.Kind is not ChaosKind.Operated || run.Operator.Active.Contains(feed.Number)
            where item.GoneAt is null || (feed.Kind is ChaosKind.Steady or ChaosKind.Ticker && LongestCalm(run, feed, item.ListedAt, item.GoneAt.Value) >= Enough)
            select string.Create(CultureInfo.InvariantCulture, $"lost: {feed.Kind} {item.Guid}, listed from {item.ListedAt.TotalSeconds:0.0} to {item.GoneAt?.TotalSeconds:0.0} s");
    }

    /// <summary>Each item is one article with one change that says so; its revisions are in order, and it says now what its publisher says.</summary>
    private static async Task<IEnumerable<string>> WrongAsync(ChaosRun run)
    {
        var twice = await run.Server.RowsAsync("SELECT guid FROM sighting GROUP BY guid HAVING count(*) > 1", row => $"twice: {row.GetString(0)}");
        var changes = await run.Server.RowsAsync(
            """
            SELECT format('article %s has %s created and %s revised in the log at revision %s', article.id, count(*) FILTER (WHERE kind = 'created'), count(*) FILTER (WHERE kind = 'revised'), revision)
            FROM article LEFT JOIN LATERAL (SELECT kind FROM change WHERE article_id = article.id) AS logged ON true
            GROUP BY article.id HAVING count(*) FILTER (WHERE kind = 'created') <> 1 OR count(*) FILTER (WHERE kind = 'revised') <> revision - 1
            """,
            row => row.GetString(0));
        var texts = await run.Server.RowsAsync(
            "SELECT guid, revision, body FROM article UNION ALL SELECT article.guid, earlier.revision, earlier.body FROM article_revision AS earlier JOIN article ON article.id = article_id ORDER BY 1, 2",
            row => (Guid: row.GetString(0), Text: new SaidText(ChaosItem.VersionIn(row.GetString(2)), row.GetString(2).Length)));
        var said = texts.GroupBy(text => text.Guid, text => text.Text, StringComparer.Ordinal).ToDictionary(guid => guid.Key, guid => guid.ToList(), StringComparer.Ordinal);
        var backwards = said.Where(guid => guid.Value.Zip(guid.Value.Skip(1)).Any(pair => !pair.Second.IsLaterThan(pair.First))).Select(guid => $"out of order: {guid.Key} said {string.Join(", ", guid.Value)}");
        var outdated =
            from feed in run.Origin.Feeds
            from item in feed.Items
            where feed.Kind is not ChaosKind.Operated || run.Operator.Active.Contains(feed.Number)
            where item.GoneAt is null && said.TryGetValue(item.Guid, out var versions) && versions[^1].Version != item.Version
            select $"outdated: {item.Guid} says {said[item.Guid][^1].Version}, its publisher {item.Version}";
        return [.. twice, .. changes, .. backwards, .. outdated];
    }

    /// <summary>Nothing is half done in the database.</summary>
    private static async Task<IEnumerable<string>> TornAsync(ChaosRun run) => await run.Server.RowsAsync(
        """
        SELECT format('sighting %s without article', sighting.id) FROM sighting LEFT JOIN article ON article.id = article_id WHERE article.id IS NULL
        UNION ALL SELECT format('article %s without sighting', article.id) FROM article WHERE NOT EXISTS (SELECT FROM sighting WHERE article_id = article.id)
        UNION ALL SELECT format('article %s without key', article.id) FROM article WHERE NOT EXISTS (SELECT FROM article_key WHERE article_id = article.id)
        UNION ALL SELECT format('article %s is at revision %s with %s earlier ones', article.id, article.revision, count(earlier.id))
            FROM article LEFT JOIN article_revision AS earlier ON article_id = article.id GROUP BY article.id HAVING count(earlier.id) <> article.revision - 1
        UNION ALL SELECT format('item in quarantine: %s', reason) FROM quarantine
        UNION ALL SELECT format('feed %s has %s articles, its polls say they brought %s', feed_id, count(*), (SELECT sum(new) FROM poll WHERE poll.feed_id = article.feed_id))
            FROM article GROUP BY feed_id HAVING count(*) <> (SELECT sum(new) FROM poll WHERE poll.feed_id = article.feed_id)
        """,
        row => row.GetString(0));

    /// <summary>No healthy feed waits long, but for what disturbs everybody.</summary>
    private static IEnumerable<string> Starved(ChaosRun run) =>
        from feed in run.Origin.Feeds
        where feed.Kind is ChaosKind.Steady or ChaosKind.Ticker
        from gap in feed.Requests.Zip(feed.Requests.Skip(1))
        where LongestCalm(run, feed, gap.First, gap.Second) > Patience
        select string.Create(CultureInfo.InvariantCulture, $"starved: feed {feed.Number} was not asked from {gap.First.TotalSeconds:0.0} to {gap.Second.TotalSeconds:0.0} s");

    /// <summary>Once PostgreSQL is back feeds are claimed again, and those of a killed worker once its leases are over.</summary>
    private static IEnumerable<string> Slow(ChaosRun run) =>
    [
        .. run.Figures.FirstClaims.Where(wait => wait > BackAtWork).Select(wait => string.Create(CultureInfo.InvariantCulture, $"slow: the first claim came {wait.TotalSeconds:0.0} s after PostgreSQL was back")),
        .. run.Figures.TakenOverP95 is { } slow && slow > ChaosRun.TakeOver ? [string.Create(CultureInfo.InvariantCulture, $"slow: feeds of killed workers were claimed again after {slow.TotalSeconds:0.0} s (p95 of {run.Figures.TakenOver.Count})")] : Array.Empty<string>(),
    ];

    /// <summary>The deadly feed is found out at its third death, and nobody else is taken for it. Where the server was started again, or a worker woke up late, the count may begin anew.</summary>
    private static async Task<IEnumerable<string>> PoisonedAsync(ChaosRun run)
    {
        var deaths = run.Disturbances.Where(disturbance => disturbance.Fault.Kind is FaultKind.Poison).ToList();
        var allowed = DeathsLimit + run.Disturbances.Count(disturbance => deaths.Count > 0 && disturbance.Until >= deaths[0].Began && disturbance.Began <= deaths[^1].Ended
            && (disturbance.IsOutage || disturbance.Fault.Kind is FaultKind.FreezeWorker or FaultKind.FreezeLong or FaultKind.StallDatabase));
        var accused = await run.Server.RowsAsync(
            "SELECT substring(feed.name FROM '[0-9]+')::int, event.opened_at FROM event JOIN feed_definition AS feed ON feed.id = feed_id WHERE event.kind = 'poison'",
            row => (Feed: row.GetInt32(0), At: row.GetFieldValue<DateTimeOffset>(1) - run.Origin.Began));
        return
        [
            .. run.IsPoisonFound ? Array.Empty<string>() : [$"poison: feed {run.Origin.Poison.Number} killed {deaths.Count} workers, and was not paused"],
            .. deaths.Count > allowed ? [$"poison: feed {run.Origin.Poison.Number} killed {deaths.Count} workers"] : Array.Empty<string>(),
            .. from accusation in accused
               where accusation.Feed != run.Origin.Poison.Number && !WasHeldUpAlone(run, accusation.Feed, accusation.At)
               select string.Create(CultureInfo.InvariantCulture, $"poison: feed {accusation.Feed} was paused at {accusation.At.TotalSeconds:0.0} s, and killed nobody"),
        ];
    }

    /// <summary>Whether a fault met the worker that polled a suspect just when it polled it alone: nobody could have told that from a death by the document. Who stood still takes it back when it goes on.</summary>
    private static bool WasHeldUpAlone(ChaosRun run, int feed, TimeSpan accusedAt) =>
        run.Turns.LastOrDefault(turn => turn.Feed == feed && turn.IsClaim && turn.At < accusedAt) is { } last
        && run.Disturbances.Any(fault => fault.Began <= accusedAt && last.At <= fault.Ended
            && (fault.Fault.Kind is FaultKind.BusyMachine or FaultKind.FillDisk
                || (fault.Fault.Kind is FaultKind.KillWorker or FaultKind.WrongClock or FaultKind.FreezeWorker or FaultKind.FreezeLong or FaultKind.StallDatabase && run.Crew[fault.Fault.Worker].Name == last.Worker)));

    /// <summary>No host had more requests at a time than it bears, but for a suspect that is polled alone, and what a worker left open that stood still or lost its leases for want of a database.</summary>
    private static IEnumerable<string> Impolite(ChaosRun run) =>
        from crowd in run.Origin.Crowds
        where crowd.Requests > ChaosRun.PerHost + 1
        where !run.Disturbances.Any(left => left.Began <= crowd.At && crowd.At <= left.Ended + ChaosWorker.Lease
            && (left.IsOutage || left.Fault.Kind is FaultKind.FreezeWorker or FaultKind.FreezeLong or FaultKind.StallDatabase or FaultKind.StallOrigin))
        select string.Create(CultureInfo.InvariantCulture, $"impolite: host {crowd.Host} had {crowd.Requests} requests at a time at {crowd.At.TotalSeconds:0.0} s, {ChaosRun.PerHost} allowed");

    /// <summary>The longest stretch of this time in which nothing disturbed the feed: no outage, and no fault of a worker that had it in hand.</summary>
    private static TimeSpan LongestCalm(ChaosRun run, ChaosFeed feed, TimeSpan from, TimeSpan to)
    {
        var (longest, at) = (TimeSpan.Zero, from);
        foreach (var disturbance in run.Disturbances.Where(disturbance => disturbance.Until > from && disturbance.Began < to && (disturbance.IsOutage || IsInHand(run, feed, disturbance))).OrderBy(disturbance => disturbance.Began))
        {
            longest = Max(longest, disturbance.Began - at);
            at = Max(at, disturbance.Until);
        }

        return Max(longest, to - at);
    }

    /// <summary>Whether the worker claimed the feed before its fault was over, and had not stored the poll when it began.</summary>
    private static bool IsInHand(ChaosRun run, ChaosFeed feed, Disturbance disturbance)
    {
        var name = run.Crew[disturbance.Fault.Worker].Name;
        var turns = run.TurnsOf(feed);
        for (var place = 0; place < turns.Count && turns[place].At < disturbance.Ended + TimeSpan.FromSeconds(1); place++)
        {
            if (turns[place].IsClaim && turns[place].Worker == name && (place + 1 == turns.Count || turns[place + 1].At > disturbance.Began))
                return true;
        }

        return false;
    }

    /// <summary>What an article said once. Of a new item in which a document ended, the first text is half of its version.</summary>
    private sealed record SaidText(int Version, int Length)
    {
        public bool IsLaterThan(SaidText other) => Version > other.Version || (Version == other.Version && Length > other.Length);
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
