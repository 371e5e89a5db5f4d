using FeedPipeline.Articles;
using FeedPipeline.Deduplicating;
using FeedPipeline.Documents;
using FeedPipeline.Feeds;
using FeedPipeline.Normalizing;
using FeedPipeline.Polling;
using FeedPipeline.Storing.Articles;
using FeedPipeline.Storing.Polls;
using FeedPipeline.Watching;
using Microsoft.Extensions.Options;

namespace FeedPipeline.Steps;

/// <summary>A document's items under the names that its feed's policy gives them.</summary>
/// <param name="Policy">What tells them apart; null while the feed had no items.</param>
/// <param name="Items">All of them.</param>
/// <param name="Again">Keys under this policy for what the feed listed before; empty unless the policy is another one than before.</param>
public sealed record NamedItems(IdentityPolicy? Policy, IReadOnlyList<IdentifiedItem> Items, IReadOnlyList<(ArticleKey Key, long ArticleId)> Again)
{
    /// <summary>Whether what the document does not list is gone.</summary>
    public required bool IsComplete { get; init; }

    /// <summary>Those of them that this poll takes in.</summary>
    public required Turn Turn { get; init; }

    /// <summary>Whether title, site and places of the items are others than the feed's: unless one of them is known, it is another feed.</summary>
    public bool IsForeign { get; init; }

    /// <summary>Whether keys are taken at their word, as those of an item that an operator lets in.</summary>
    public bool TrustsKeys { get; init; }

    /// <summary>What tells them apart.</summary>
    public Identity By => Policy?.By ?? Identity.Guid;
}

/// <summary>Names items, and recalls what is known of them.</summary>
public sealed class Naming(PollStore store, ParameterStore parameters, IOptions<PollingOptions> polling)
{
    /// <summary>Articles that get keys again when a feed's policy changes, the newest.</summary>
    private const int MaxPast = 10_000;

    /// <summary>Articles whose places tell a feed from another one.</summary>
    private const int PastPlaces = 200;

    /// <summary>Names a document's items under the feed's policy, or the one that this document calls for.</summary>
    public async Task<NamedItems> NameAsync(ClaimedFeed claim, FeedDocument document, CancellationToken stop) =>
        await NameAsync(claim, document, IdentityMeasure.Of(document, claim.Feed.Identity, claim.Identity), stop);

    /// <summary>Names a document's items under this policy.</summary>
    public async Task<NamedItems> NameAsync(ClaimedFeed claim, FeedDocument document, IdentityPolicy? policy, CancellationToken stop)
    {
        var by = policy?.By ?? Identity.Guid;
        var items = ItemIdentity.Identify(claim.Feed.Id, document, by, await parameters.LearnedAsync(stop));
        var changes = by != (claim.Identity?.By ?? Identity.Guid) && claim.Window.Entries.Count > 0;
        return new NamedItems(policy, items, changes ? ItemKeys.Again(claim.Feed.Id, by, await store.PastAsync(claim.Feed.Id, MaxPast, stop)) : [])
        {
            IsComplete = document.IsComplete,
            Turn = Turn.Of(claim, items, polling.Value.ItemsPerPoll),
            IsForeign = await IsForeignAsync(claim, document, items, stop),
        };
    }

    /// <summary>Asked of the database only where the document has another title and lists nothing of what the last one listed.</summary>
    private async Task<bool> IsForeignAsync(ClaimedFeed claim, FeedDocument document, IReadOnlyList<IdentifiedItem> items, CancellationToken stop)
    {
        if (claim.Feed.Title is not { } before || claim.Window.Entries.Count == 0 || items.Count == 0 || items.Any(claim.Window.Lists)
            || HtmlFragment.TextOf(document.Title) is var title && title == before)
        {
            return false;
        }

        var past = await store.PastAsync(claim.Feed.Id, PastPlaces, stop);
        return TransportWatch.IsForeign(claim.Feed, title, [.. items.Select(item => item.Item.Link)], past.Select(seen => seen.Url));
    }

    /// <summary>What is known of arriving items: by their keys, and of what the last document listed and this one does not.</summary>
    public async Task<Recall> RecallAsync(ClaimedFeed claim, NamedItems named, IReadOnlyList<Arrival> arrivals, CancellationToken stop)
    {
        var keys = arrivals.SelectMany(arrival => arrival.Item.Keys).ToHashSet();
        var again = named.Again.Where(own => keys.Contains(own.Key)).ToList();
        var names = named.Items.Select(item => item.WindowKey).ToHashSet();
        var vanished = arrivals.Count == 0 || !named.IsComplete
            ? []
            : claim.Window.Entries.Where(entry => entry.ArticleId != 0 && !names.Contains(entry.ItemKey)).Select(entry => entry.ArticleId).ToHashSet();
        var (known, articles) = await store.LookUpAsync(keys, [.. vanished, .. again.Select(own => own.ArticleId)], stop);
        var all = known.ToDictionary();
        foreach (var (key, id) in again)
        {
            if (articles.TryGetValue(id, out var article))
                all.TryAdd(key, article);
        }

        return new Recall(all)
        {
            Listed = named.Items.Select(claim.Window.Unchanged).OfType<WindowEntry>().Select(entry => entry.ArticleId).ToHashSet(),
            Vanished = [.. articles.Values.Where(article => vanished.Contains(article.Id))],
            SharedDates = named.Items.Select(item => item.Item.Published?.At.UtcTicks).OfType<long>().GroupBy(date => date).Where(date => date.Skip(1).Any()).Select(date => date.Key).ToHashSet(),
            TrustsKeys = named.TrustsKeys || named.Policy is { IsOperators: true },
        };
    }

    /// <summary>The policy that these verdicts call for, when it is another one; null otherwise.</summary>
    public static IdentityPolicy? Instead(NamedItems named, Judgement judged) =>
        named.Policy is not { IsOperators: false } policy ? null
        : judged.IsReuse ? IdentityMeasure.AfterReuse(policy)
        : judged.IsShift && IdentityMeasure.AfterShift(policy) is var next && next.By != policy.By ? next
        : null;
}
