using System.Diagnostics;
using FeedPipeline.Articles;
using FeedPipeline.Deduplicating;
using FeedPipeline.Documents;
using FeedPipeline.Feeds;
using FeedPipeline.Fetching;
using FeedPipeline.Normalizing;
using FeedPipeline.Polling;
using FeedPipeline.Polls;
using FeedPipeline.Reading;
using FeedPipeline.Storing;
using Microsoft.Extensions.Options;

namespace FeedPipeline;

/// <summary>Polls a feed, turns its items into articles in one format, keeps one of each, and stores them.</summary>
public sealed class Pipeline(FeedFetcher fetcher, PollStore store, IOptions<ReadingOptions> reading, IOptions<PollingOptions> polling, TimeProvider clock)
{
    private const int MaxDetailLength = 300;

    /// <summary>The mission: fetch, read, normalize, deduplicate, store, with the next due time, in one commit.</summary>
    public async Task<Poll> PollAsync(ClaimedFeed claim, CancellationToken stop)
    {
        var began = clock.GetTimestamp();
        var fetched = await fetcher.FetchAsync(claim.Feed, claim.Validators, stop);
        return await TakeInAsync(claim, fetched, began, stop);
    }

    /// <summary>The mission from the moment the bytes are there. <paramref name="began"/> is the clock's timestamp of the request.</summary>
    public async Task<Poll> TakeInAsync(ClaimedFeed claim, FetchResult fetch, long began, CancellationToken stop)
    {
        if (fetch is not FetchResult.Fetched fetched)
            return await RecordAsync(claim, WithoutDocument(claim, fetch, began), fetch, stop);

        var document = FeedReader.Read(fetched.Document, reading.Value);
        if (document.Format is null)
            return await RecordAsync(claim, NotAFeed(claim, document, fetch, began), fetch, stop);

        var items = ItemIdentity.Identify(claim.Feed.Id, document);
        var unchanged = items.Select(claim.Window.Unchanged).OfType<WindowEntry>().ToList();
        var arrivals = items.Where(item => claim.Window.Unchanged(item) is null).Select(item => Normalize(document, item)).ToList();
        while (true)
        {
            var known = await store.LookUpAsync(arrivals.SelectMany(arrival => arrival.Item.Keys), stop);
            var verdicts = Deduplicator.Judge(claim.Feed.Id, arrivals, known);
            var poll = WithDocument(claim, document, verdicts, fetch, began);
            var saved = await store.SaveAsync(
                new CompletedPoll
                {
                    Claim = claim,
                    Poll = poll,
                    Due = NextDue.After(claim, poll, Asked(fetch, document), polling.Value),
                    Validators = Backed(fetched.Validators, document),
                    Document = document with { Title = HtmlFragment.TextOf(document.Title) },
                    Unchanged = unchanged,
                    Verdicts = verdicts,
                },
                stop);

            // Another feed brought one of these articles between the look-up and the commit: judge again, knowing it.
            if (saved != SaveResult.Overtaken)
                return poll;
        }
    }

    /// <summary>Records that a poll could not be taken in, so that its feed backs off like any other that fails.</summary>
    public async Task<Poll> FailAsync(ClaimedFeed claim, Exception failure, CancellationToken stop)
    {
        var poll = Attempt(claim, clock.GetTimestamp()) with
        {
            Outcome = PollOutcome.InternalError,
            Detail = Line($"{failure.GetType().Name}: {failure.Message}"),
        };
        return await RecordAsync(claim, poll, null, stop);
    }

    private async Task<Poll> RecordAsync(ClaimedFeed claim, Poll poll, FetchResult? fetch, CancellationToken stop)
    {
        await store.SaveAsync(
            new CompletedPoll
            {
                Claim = claim,
                Poll = poll,
                Due = NextDue.After(claim, poll, Asked(fetch, null), polling.Value),
                Validators = fetch switch
                {
                    FetchResult.SameBody(var validators) => validators,
                    FetchResult.NotModified(var validators) => validators,
                    _ => null,
                },
            },
            stop);
        return poll;
    }

    /// <summary>Of a document that ended early only the hash: a 304 would hide its rest, but the same bytes again are no work.</summary>
    private static Validators Backed(Validators validators, FeedDocument document) =>
        document.IsComplete ? validators : validators with { ETag = null, LastModified = null };

    private static Arrival Normalize(FeedDocument document, IdentifiedItem item)
    {
        var article = ArticleNormalizer.Normalize(document, item.Item);
        return new Arrival(item, article with
        {
            CanonicalUrl = item.CanonicalUrl,
            PublishedAt = StoredTime.Of(article.PublishedAt),
            ModifiedAt = StoredTime.Of(article.ModifiedAt),
        });
    }

    private Poll WithoutDocument(ClaimedFeed claim, FetchResult fetch, long began) => Attempt(claim, began, fetch) with
    {
        Outcome = fetch switch
        {
            FetchResult.NotModified => PollOutcome.NotModified,
            FetchResult.SameBody => PollOutcome.Unchanged,
            FetchResult.Failed failed => failed.Outcome,
            _ => throw new UnreachableException(),
        },
        Detail = (fetch as FetchResult.Failed)?.Problem,
    };

    private Poll NotAFeed(ClaimedFeed claim, FeedDocument document, FetchResult fetch, long began) => Attempt(claim, began, fetch) with
    {
        Outcome = PollOutcome.NotAFeed,
        Detail = Line(Unusable.Explain(document)),
    };

    private Poll WithDocument(ClaimedFeed claim, FeedDocument document, IReadOnlyList<Verdict> verdicts, FetchResult fetch, long began)
    {
        var unseen = verdicts.OfType<Verdict.Unseen>().Count();
        var revised = verdicts.OfType<Verdict.Revised>().Count();
        return Attempt(claim, began, fetch) with
        {
            Outcome = unseen + revised > 0 ? PollOutcome.Stored : PollOutcome.Unchanged,
            Items = document.Items.Count,
            New = unseen,
            Revised = revised,
            Repairs = document.Problems.Count,
            Detail = document.IsComplete ? null : "the document ended early: what it listed so far is stored, the rest comes with the next poll",
        };
    }

    private Poll Attempt(ClaimedFeed claim, long began, FetchResult? fetch = null) => new()
    {
        FeedId = claim.Feed.Id,
        StartedAt = claim.ClaimedAt,
        LastAt = claim.ClaimedAt,
        ElapsedMs = (int)clock.GetElapsedTime(began).TotalMilliseconds,
        HttpStatus = fetch?.HttpStatus,
        BytesWire = fetch?.BytesWire ?? 0,
        BytesBody = fetch?.BytesBody ?? 0,
        Hops = [.. (fetch?.Hops ?? []).Select(hop => FormattableString.Invariant($"{hop.Status} {hop.Url}"))],
    };

    /// <summary>One line that every database takes, of <see cref="Poll.Detail"/>'s length.</summary>
    private static string Line(string text)
    {
        var line = string.Concat(text.Select(character => char.IsControl(character) ? ' ' : character));
        return line.Length <= MaxDetailLength ? line : line[..(MaxDetailLength - (char.IsHighSurrogate(line[MaxDetailLength - 1]) ? 1 : 0))];
    }

    /// <summary>How long the publisher asks to wait: as an order after a refusal, as a hint otherwise.</summary>
    private static TimeSpan? Asked(FetchResult? fetch, FeedDocument? document) =>
        fetch?.RetryAfter ?? (document?.UpdateInterval > fetch?.MaxAge ? document?.UpdateInterval : fetch?.MaxAge ?? document?.UpdateInterval);
}
