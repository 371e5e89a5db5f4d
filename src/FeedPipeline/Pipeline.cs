using FeedPipeline.Articles;
using FeedPipeline.Deduplicating;
using FeedPipeline.Documents;
using FeedPipeline.Feeds;
using FeedPipeline.Fetching;
using FeedPipeline.Polls;
using FeedPipeline.Reading;
using FeedPipeline.Storing;
using Microsoft.Extensions.Options;

namespace FeedPipeline;

/// <summary>Polls a feed, turns its items into articles in one format, keeps one of each, and stores them.</summary>
public sealed class Pipeline(FeedFetcher fetcher, PollStore store, IOptions<ReadingOptions> reading, PollCompletion completion, TimeProvider clock)
{
    /// <summary>The mission: fetch, read, normalize, deduplicate, store, with the next due time, in one commit.</summary>
    public async Task<Poll> PollAsync(ClaimedFeed claim, CancellationToken stop)
    {
        var began = clock.GetTimestamp();
        var fetched = await fetcher.FetchAsync(claim, stop);
        return await TakeInAsync(claim, fetched, began, stop);
    }

    /// <summary>The mission from the moment the bytes are there. <paramref name="began"/> is the clock's timestamp of the request.</summary>
    public async Task<Poll> TakeInAsync(ClaimedFeed claim, FetchResult fetch, long began, CancellationToken stop)
    {
        if (fetch is not FetchResult.Fetched fetched)
            return await StoreAsync(claim, [], _ => completion.WithoutDocument(claim, fetch, began), stop);

        var document = FeedReader.Read(fetched.Document, reading.Value);
        if (document.Format is null)
            return await StoreAsync(claim, [], _ => completion.NotAFeed(claim, document, fetch, began), stop);

        var items = ItemIdentity.Identify(claim.Feed.Id, document);
        var normalized = Normalization.Of(document, items.Where(item => claim.Window.Unchanged(item) is null));
        return await StoreAsync(
            claim,
            normalized.Arrivals,
            verdicts => completion.WithDocument(claim, document, items, normalized.Refused, verdicts, fetched, began),
            stop);
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
