using FeedPipeline.Articles;
using FeedPipeline.Deduplicating;
using FeedPipeline.Documents;
using FeedPipeline.Feeds;
using FeedPipeline.Fetching;
using FeedPipeline.Polls;
using FeedPipeline.Steps;
using FeedPipeline.Storing;

namespace FeedPipeline;

/// <summary>Polls a feed, turns its items into articles in one format, keeps one of each, and stores them.</summary>
public sealed class Pipeline(FeedFetcher fetcher, PollStore store, FeedPages pages, PollCompletion completion, TimeProvider clock)
{
    /// <summary>The mission: fetch, read, normalize, deduplicate, store, with the next due time, in one commit.</summary>
    public async Task<Poll> PollAsync(ClaimedFeed claim, CancellationToken stop)
    {
        var began = clock.GetTimestamp();
        var fetched = await fetcher.FetchAsync(claim, stop);
        using var share = (fetched as FetchResult.Fetched)?.Share;
        return await TakeInAsync(claim, fetched, began, stop);
    }

    /// <summary>The mission from the moment the bytes are there. <paramref name="began"/> is the clock's timestamp of the request.</summary>
    public async Task<Poll> TakeInAsync(ClaimedFeed claim, FetchResult fetch, long began, CancellationToken stop) =>
        await TakeInAsync(claim, fetch, null, began, stop);

    /// <summary>The same with the pages before the document; null for those that are missing between it and the last one.</summary>
    public async Task<Poll> TakeInAsync(ClaimedFeed claim, FetchResult fetch, IReadOnlyList<EarlierPage>? history, long began, CancellationToken stop)
    {
        if (fetch is not FetchResult.Fetched fetched)
            return await StoreAsync(claim, [], _ => completion.WithoutDocument(claim, fetch, began), stop);

        var document = pages.Read(fetched.Document);
        if (document.Format is null)
            return await StoreAsync(claim, [], _ => completion.NotAFeed(claim, document, fetch, began), stop);

        var turn = pages.Turn(claim, document);
        var normalized = Normalization.Of(document, turn.Fresh, claim);
        var earlier = EarlierItems.Of(claim, turn.Listed, history ?? await pages.FillGapAsync(claim, fetched, document, turn.Listed, stop));
        var listed = normalized.Arrivals.Count;
        return await StoreAsync(
            claim,
            [.. normalized.Arrivals, .. earlier.Arrivals],
            verdicts => completion.WithEarlier(
                completion.WithDocument(claim, document, turn, [.. normalized.Refused, .. earlier.Refused], [.. verdicts.Take(listed)], fetched, began),
                earlier, [.. verdicts.Skip(listed)]),
            stop);
    }

    /// <summary>The mission for a document that a hub delivered: what it does not list may well be listed still. Null when it is no feed; then the claim is unused.</summary>
    public async Task<Poll?> TakePushAsync(ClaimedFeed claim, FetchedDocument delivered, CancellationToken stop)
    {
        var document = pages.Read(delivered) with { IsComplete = false };
        if (document.Format is null)
            return null;

        var turn = pages.Turn(claim, document);
        var normalized = Normalization.Of(document, turn.Fresh, claim);
        return await StoreAsync(claim, normalized.Arrivals, verdicts => completion.Pushed(claim, document, turn, normalized.Refused, verdicts, delivered), stop);
    }

    /// <summary>Takes an item of the quarantine into the article table, whatever kept it out; record and schedule of its feed stay as they are.</summary>
    public async Task ReleaseAsync(ClaimedFeed claim, Quarantined kept, CancellationToken stop)
    {
        var document = new FeedDocument { Items = [kept.Item], IsComplete = false };
        var arrival = Normalization.Arrival(document, ItemIdentity.Identify(claim.Feed.Id, document)[0]);
        await StoreAsync(claim, [arrival], verdicts => completion.Release(claim, kept, verdicts), stop);
    }

    /// <summary>Records that a poll could not be taken in, so that its feed backs off like any other that fails.</summary>
    public async Task<Poll> FailAsync(ClaimedFeed claim, Exception failure, CancellationToken stop) =>
        await StoreAsync(claim, [], _ => completion.Failed(claim, failure), stop);

    /// <summary>Looks up what is known, keeps one of each, and commits.</summary>
    private async Task<Poll> StoreAsync(
        ClaimedFeed claim, IReadOnlyList<Arrival> arrivals, Func<IReadOnlyList<Verdict>, CompletedPoll> complete, CancellationToken stop)
    {
        while (true)
        {
            var known = await store.LookUpAsync(arrivals.SelectMany(arrival => arrival.Item.Keys), stop);
            var completed = complete(Deduplicator.Judge(claim.Feed.Id, arrivals, known));

            // Overtaken: another feed brought one of these articles between the look-up and the commit. Judge again, knowing it.
            if (await store.SaveAsync(completed, stop) != SaveResult.Overtaken)
                return completed.Poll;
        }
    }
}
