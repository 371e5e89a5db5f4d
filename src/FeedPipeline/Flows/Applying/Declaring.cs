using FeedPipeline.Configuring;
using FeedPipeline.Feeds;
using FeedPipeline.Storing.Feeds;

namespace FeedPipeline.Flows.Applying;

/// <summary>Configuration as code: compares a file with what is configured, makes it so in one transaction, and writes it.</summary>
public sealed class Declaring(DeclarationStore store)
{
    private const int Tries = 3;
    private const int FewFeeds = 3;

    private static readonly TimeSpan SpreadPerFeed = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestSpread = TimeSpan.FromMinutes(10);

    /// <summary>What the file would change.</summary>
    /// <exception cref="FormatException">The file cannot be: one line that says where and why.</exception>
    public async Task<FeedPlan> PlanAsync(FeedsFile file, bool prune, CancellationToken stop) => new Comparison(await store.ReadAsync(stop)).Of(file, prune);

    /// <summary>Makes it so, all of it or nothing.</summary>
    /// <param name="file">What is to be.</param>
    /// <param name="prune">Takes out feeds that it does not name.</param>
    /// <param name="force">Takes out even most of all feeds.</param>
    /// <param name="stop">Gives up, and nothing is changed.</param>
    /// <exception cref="FormatException">The file cannot be: one line that says where and why.</exception>
    public async Task<AppliedPlan> ApplyAsync(FeedsFile file, bool prune, bool force, CancellationToken stop)
    {
        for (var tries = 0; tries < Tries; tries++)
        {
            var plan = await PlanAsync(file, prune, stop);
            if (plan.IsEmpty)
                return new AppliedPlan(plan, Refusal: null);
            if (Refusal(plan, force) is { } refusal)
                return new AppliedPlan(plan, refusal);
            if (await store.ApplyAsync(plan.Changes, Spread(plan.Changes.Add.Count), stop))
                return new AppliedPlan(plan, Refusal: null);
        }

        return new AppliedPlan(await PlanAsync(file, prune, stop), "others keep changing these feeds: nothing was changed, try again");
    }

    /// <summary>Adds feeds as another program's list names them, all in one transaction; addresses that are known are left as they are, and a name that is taken gets a number.</summary>
    public async Task<(int Added, int Known)> ImportAsync(IReadOnlyList<DeclaredFeed> feeds, CancellationToken stop)
    {
        for (var tries = 0; tries < Tries; tries++)
        {
            var there = (await store.ReadAsync(stop)).Feeds.Where(feed => !feed.IsRemoved).Select(feed => feed.Declared.Feed).ToList();
            var (urls, names) = (there.Select(feed => feed.Url).ToHashSet(StringComparer.Ordinal), there.Select(feed => feed.Name).ToHashSet(StringComparer.Ordinal));
            var add = new List<WantedFeed>();
            foreach (var feed in feeds.Where(feed => !urls.Contains(feed.Feed.Url)))
            {
                var name = FeedName.Free(feed.Feed.Name, names);
                names.Add(name);
                add.Add(new WantedFeed(feed with { Feed = feed.Feed with { Name = name } }, Access: null, IsPolledOtherwise: true));
            }

            if (add.Count == 0 || await store.ApplyAsync(new DeclaredChanges { Add = add }, Spread(add.Count), stop))
                return (add.Count, feeds.Count - add.Count);
        }

        throw new InvalidOperationException("others keep adding these feeds");
    }

    /// <summary>All feeds and rules as a file, and the names of feeds whose credentials were set by hand, which no file can hold.</summary>
    public async Task<(string Text, IReadOnlyList<string> WithoutSecrets)> ExportAsync(CancellationToken stop)
    {
        var known = await store.ReadAsync(stop);
        var feeds = known.Feeds.Where(feed => !feed.IsRemoved).ToList();
        return (
            FeedsFileText.Write(feeds.Select(feed => feed.Declared), [.. known.Rules.Select(RulesFile.ParseRule)]),
            [.. feeds.Where(feed => feed is { HasAccess: true, Declared.Access: null }).Select(feed => feed.Declared.Feed.Name)]);
    }

    /// <summary>All feeds as they are declared, in the order in which they were added.</summary>
    public async Task<IReadOnlyList<DeclaredFeed>> FeedsAsync(CancellationToken stop) =>
        [.. (await store.ReadAsync(stop)).Feeds.Where(feed => !feed.IsRemoved).Select(feed => feed.Declared)];

    private static TimeSpan Spread(int feeds) => feeds * SpreadPerFeed is var spread && spread < LongestSpread ? spread : LongestSpread;

    private string? Refusal(FeedPlan plan, bool force)
    {
        if (plan.Unknown.Count > 0)
            return plan.Unknown[0];
        if (store.Refusal is { } locked && plan.Changes.Add.Concat(plan.Changes.Set.Select(set => set.After)).Any(wanted => wanted.Access is { Headers.Count: > 0 }))
            return locked;
        var staying = plan.Same + plan.Changes.Set.Count + plan.Changes.Add.Count;
        return !force && plan.Changes.Remove.Count > FewFeeds && plan.Changes.Remove.Count > staying
            ? FormattableString.Invariant($"{plan.Changes.Remove.Count} feeds would be taken out and only {staying} stay: is the file whole? --force does it all the same")
            : null;
    }
}

/// <summary>What came of applying a file.</summary>
/// <param name="Plan">What was to be done.</param>
/// <param name="Refusal">Why nothing of it was done, in one line; null when it was done.</param>
public sealed record AppliedPlan(FeedPlan Plan, string? Refusal);
