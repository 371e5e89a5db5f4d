using FeedPipeline.Articles;
using FeedPipeline.Deduplicating;
using FeedPipeline.Documents;
using FeedPipeline.Feeds;
using FeedPipeline.Fetching;
using FeedPipeline.Polls;
using FeedPipeline.Steps;
using FeedPipeline.Storing.Polls;
using Draft = (System.Collections.Generic.IReadOnlyList<FeedPipeline.Articles.Arrival> Arrivals, System.Func<FeedPipeline.Deduplicating.Judgement, FeedPipeline.Polls.CompletedPoll> Complete);

namespace FeedPipeline;

/// <summary>Polls a feed, turns its items into articles in one format, keeps one of each, and stores them.</summary>
public sealed class Pipeline(FeedFetcher fetcher, PollStore store, Naming naming, FeedPages pages, PollCompletion completion)
{
    /// <summary>The mission: fetch, read, normalize, deduplicate, store, with the next due time, in one commit.</summary>
    public Task<Poll> PollAsync(ClaimedFeed claim, CancellationToken stop) => PollAsync(claim, slot: null, stop);

    /// <summary>The same; <paramref name="slot"/> is disposed as soon as there is an answer without a document, which needs none while it waits for its commit.</summary>
    public async Task<Poll> PollAsync(ClaimedFeed claim, IDisposable? slot, CancellationToken stop)
    {
        var began = completion.Begin();
        var fetched = await fetcher.FetchAsync(claim, stop);
        if (fetched is not FetchResult.Fetched)
            slot?.Dispose();
        using var share = (fetched as FetchResult.Fetched)?.Share;
        return await TakeInAsync(claim, fetched, began, stop);
    }

    /// <summary>The mission from the moment the bytes are there. <paramref name="began"/> is the clock's timestamp of the request.</summary>
    public Task<Poll> TakeInAsync(ClaimedFeed claim, FetchResult fetch, long began, CancellationToken stop) =>
        TakeInAsync(claim, fetch, null, began, stop);

    /// <summary>The same with the pages before the document; null for those that are missing between it and the last one.</summary>
    public Task<Poll> TakeInAsync(ClaimedFeed claim, FetchResult fetch, IReadOnlyList<EarlierPage>? history, long began, CancellationToken stop) =>
        fetch is FetchResult.Fetched fetched
            ? TakeInAsync(claim, fetched, history, began, stop)
            : StoreAsync(completion.WithoutDocument(claim, fetch, began), stop);

    private async Task<Poll> TakeInAsync(ClaimedFeed claim, FetchResult.Fetched fetched, IReadOnlyList<EarlierPage>? history, long began, CancellationToken stop)
    {
        var document = pages.Read(fetched.Document);
        if (document.Format is null)
            return await StoreAsync(completion.NotAFeed(claim, document, fetched, began), stop);

        IReadOnlyList<EarlierPage>? gap = history;
        return await KeepOneOfEachAsync(claim, document, async named =>
        {
            var normalized = Normalization.Of(document, named.Turn.Fresh, claim);
            gap ??= await pages.FillGapAsync(claim, fetched, document, named, stop);
            var earlier = EarlierItems.Of(claim, named, gap);
            var listed = normalized.Arrivals.Count;
            return (
                [.. normalized.Arrivals, .. earlier.Arrivals],
                judged => completion.WithEarlier(
                    completion.WithDocument(claim, document, named, [.. normalized.Refused, .. earlier.Refused], judged with { Verdicts = [.. judged.Verdicts.Take(listed)] }, fetched, began),
                    earlier, [.. judged.Verdicts.Skip(listed)]));
        }, stop);
    }

    /// <summary>The mission for a document that a hub delivered: what it does not list may well be listed still. Null when it is no feed; then the claim is unused.</summary>
    public async Task<Poll?> TakePushAsync(ClaimedFeed claim, FetchedDocument delivered, CancellationToken stop)
    {
        var document = pages.Read(delivered) with { IsComplete = false };
        if (document.Format is null)
            return null;

        return await KeepOneOfEachAsync(claim, document, named =>
        {
            var normalized = Normalization.Of(document, named.Turn.Fresh, claim);
            return Task.FromResult<Draft>((normalized.Arrivals, judged => completion.Pushed(claim, document, named, normalized.Refused, judged, delivered)));
        }, stop);
    }

    /// <summary>Takes an item of the quarantine into the article table, whatever kept it out; record and schedule of its feed stay as they are.</summary>
    public async Task ReleaseAsync(ClaimedFeed claim, Quarantined kept, CancellationToken stop)
    {
        var document = new FeedDocument { Items = [kept.Item], IsComplete = false };
        var named = (await naming.NameAsync(claim, document, claim.Identity, stop)) with { TrustsKeys = true };
        var arrival = Normalization.Arrival(document, named.Items[0]);
        await StoreAsync(claim, named, ([arrival], judged => completion.Release(claim, kept, judged.Verdicts)), stop);
    }

    /// <summary>Records that a poll could not be taken in, so that its feed backs off like any other that fails.</summary>
    public async Task<Poll> FailAsync(ClaimedFeed claim, Exception failure, CancellationToken stop) =>
        await StoreAsync(completion.Failed(claim, failure), stop);

    /// <summary>Names the items and stores what becomes of them; once more under another policy when it turns out that this one cannot tell them apart.</summary>
    private async Task<Poll> KeepOneOfEachAsync(ClaimedFeed claim, FeedDocument document, Func<NamedItems, Task<Draft>> draft, CancellationToken stop)
    {
        var named = await naming.NameAsync(claim, document, stop);
        while (true)
        {
            var (poll, instead) = await StoreAsync(claim, named, await draft(named), stop);
            if (poll is not null)
                return poll;
            named = await naming.NameAsync(claim, document, instead, stop);
        }
    }

    /// <summary>Looks up what is known, keeps one of each, and commits; or says under which policy the items are to be named instead.</summary>
    private async Task<(Poll? Poll, IdentityPolicy? Instead)> StoreAsync(ClaimedFeed claim, NamedItems named, Draft draft, CancellationToken stop)
    {
        while (true)
        {
            var judged = Deduplicator.Judge(claim.Feed.Id, draft.Arrivals, await naming.RecallAsync(claim, named, draft.Arrivals, stop));
            if (Naming.Instead(named, judged) is { } instead)
                return (null, instead);

            // Overtaken: another feed brought one of these articles between the look-up and the commit. Judge again, knowing it.
            var completed = draft.Complete(judged);
            if (await store.SaveAsync(completed, stop) != SaveResult.Overtaken)
                return (completed.Poll, null);
        }
    }

    private async Task<Poll> StoreAsync(CompletedPoll completed, CancellationToken stop)
    {
        await store.SaveAsync(completed, stop);
        return completed.Poll;
    }
}
