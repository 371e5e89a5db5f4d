using System.Runtime.CompilerServices;
using FeedPipeline.Articles;
using FeedPipeline.Deduplicating;
using FeedPipeline.Documents;
using FeedPipeline.Feeds;
using FeedPipeline.Polls;
using FeedPipeline.Reading;
using FeedPipeline.Steps;
using FeedPipeline.Storing.Documents;
using FeedPipeline.Storing.Feeds;
using FeedPipeline.Storing.Polls;
using Microsoft.Extensions.Options;

namespace FeedPipeline;

/// <summary>Reads archived documents again, the oldest first, with today's rules: the pipeline without its first step.</summary>
/// <remarks>
/// A document has a say only on articles that no later one spoke of, so replaying twice changes nothing, and old words never come back.
/// Schedules, validators and running sightings stay as they are; what comes to light has the times of its document.
/// </remarks>
public sealed class Replay(DocumentArchive archive, PollStore store, DueFeeds due, IOptions<ReadingOptions> reading, TimeProvider clock)
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>How often a feed that is being polled is asked for again, a pause apart: longer than most polls take.</summary>
    private const int Tries = 300;

    /// <summary>What every document changes; it is stored when the document is returned.</summary>
    public IAsyncEnumerable<ReplayedDocument> RunAsync(DocumentFilter filter, CancellationToken stop) => EachAsync(filter, StoreAsync, stop);

    /// <summary>What every document would change if all before it were replayed too. Nothing is written.</summary>
    public IAsyncEnumerable<ReplayedDocument> TryAsync(DocumentFilter filter, CancellationToken stop)
    {
        var pretended = new PretendedArticles();
        return EachAsync(filter, async (document, items, token) => pretended.Add(await JudgeAsync(document, items, pretended, token)), stop);
    }

    private async IAsyncEnumerable<ReplayedDocument> EachAsync(
        DocumentFilter filter, Func<ArchivedDocument, ReadItems, CancellationToken, Task<ReplayedDocument>> replay, [EnumeratorCancellation] CancellationToken stop)
    {
        var settled = new SettledItems();
        var identities = new Dictionary<long, Identity>();
        await foreach (var document in archive.ReadAsync(filter with { WithoutPages = true }, stop))
        {
            if (Read(document, await IdentityAsync(identities, document.FeedId, stop)).Succeeded(out var read, out var problem))
                yield return await replay(document, read with { Items = settled.Open(document, read.Items) }, stop);
            else
                yield return new ReplayedDocument(document, [], [], problem);
        }
    }

    private async Task<Identity> IdentityAsync(Dictionary<long, Identity> known, long feedId, CancellationToken stop)
    {
        if (!known.TryGetValue(feedId, out var identity))
            known[feedId] = identity = await store.IdentityAsync(feedId, stop);
        return identity;
    }

    private ReadAttempt Read(ArchivedDocument document, Identity by)
    {
        try
        {
            var read = FeedReader.Read(document.Open(), reading.Value);
            return read.Format is null
                ? new ReadAttempt(null, Unusable.Explain(read))
                : new ReadAttempt(new ReadItems(read, ItemIdentity.Identify(document.FeedId, read, by)), null);
        }
        catch (InvalidDataException damaged)
        {
            return new ReadAttempt(null, damaged.Message);
        }
    }

    /// <summary>Claims the feed only for a document that changes something, and judges again under the claim.</summary>
    private async Task<ReplayedDocument> StoreAsync(ArchivedDocument document, ReadItems read, CancellationToken stop)
    {
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var judged = await JudgeAsync(document, read, null, stop);
            if (judged.ChangesNothing)
                return judged;

            if (await due.ClaimAsync(document.FeedId, Lease, stop) is not { } claim)
            {
                await Task.Delay(Pause, clock, stop);
                continue;
            }

            judged = await JudgeAsync(document, read, null, stop);
            if (judged.ChangesNothing)
            {
                await due.ReleaseAsync([claim], stop);
                return judged;
            }

            if (await store.SaveAsync(Completed(claim, judged), stop) == SaveResult.Saved)
                return judged;
            await due.ReleaseAsync([claim], stop);
        }

        return new ReplayedDocument(document, [], [], "its feed is being polled by another process: replay it again later");
    }

    /// <summary>What the document says that is not known, and what it says otherwise of articles that no later one spoke of.</summary>
    private async Task<ReplayedDocument> JudgeAsync(ArchivedDocument document, ReadItems read, PretendedArticles? pretended, CancellationToken stop)
    {
        var stored = await store.LookUpAsync(read.Items.SelectMany(item => item.Keys), stop);
        var known = pretended is null ? stored : pretended.Over(stored, read.Items.SelectMany(item => item.Keys));
        var normalized = Normalization.Of(read.Document, read.Items.Where(item => !IsOver(known.GetValueOrDefault(item.Keys[0]), document)));
        var verdicts = Deduplicator.Judge(document.FeedId, normalized.Arrivals, new Recall(known) { TrustsKeys = true }).Verdicts
            .Select(verdict => verdict is Verdict.Revised revised && IsOver(revised.Known, document) ? new Verdict.Sighted(revised.Arrival, revised.Known.Id) : verdict)
            // Two items of one document can turn out to be one article: the first has the say, or they would take turns for ever.
            .DistinctBy(verdict => verdict switch
            {
                Verdict.Sighted sighted => sighted.ArticleId,
                Verdict.Revised revised => revised.Known.Id,
                _ => -verdict.Arrival.Item.Position,
            })
            .Where(verdict => verdict is not Verdict.Sighted sighted || !known.ContainsKey(sighted.Arrival.Item.Keys[0]));

        var keptOut = await store.KeptOutAsync(normalized.Refused.Select(refused => refused.Item.Keys[0].Hash), stop);
        var refused = normalized.Refused.Where(item => !known.ContainsKey(item.Item.Keys[0]) && !keptOut.Contains(item.Item.Keys[0].Hash));
        return new ReplayedDocument(document, [.. verdicts], [.. refused], null);
    }

    /// <summary>Whether another document has the say: a later one, and for an earlier page any other.</summary>
    private static bool IsOver(StoredArticle? known, ArchivedDocument document) =>
        known is not null && (known.StatedAt > document.LastUsedAt || (document.Kind == ArchivedKind.Earlier && known.StatedAt != document.LastUsedAt));

    private static CompletedPoll Completed(ClaimedFeed claim, ReplayedDocument judged) => new()
    {
        Claim = claim,
        Poll = new Poll { FeedId = claim.Feed.Id, StartedAt = claim.ClaimedAt, LastAt = claim.ClaimedAt },
        Due = new Due(claim.DueAt, "unchanged", claim.Interval),
        Past = judged.Changes,
        Quarantined = [.. judged.Refused.Select(refused => (refused.Item, PollCompletion.Line(refused.Reason)))],
        Released = [.. judged.Changes.OfType<Verdict.Unseen>().Select(verdict => verdict.Arrival.Item.Keys[0].Hash)],
        Again = new ReadAgain(judged.Document.FetchedAt, judged.Document.LastUsedAt),
        IsRelease = true,
    };

    private sealed record ReadItems(FeedDocument Document, IReadOnlyList<IdentifiedItem> Items);

    private sealed record ReadAttempt(ReadItems? Items, string? Problem)
    {
        public bool Succeeded([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out ReadItems? items, out string? problem)
        {
            (items, problem) = (Items, Problem);
            return items is not null;
        }
    }
}

/// <summary>What an archived document changes.</summary>
/// <param name="Document">The document.</param>
/// <param name="Changes">Articles that are new, that change, or that this feed lists too.</param>
/// <param name="Refused">Items that go into quarantine, with the reason.</param>
/// <param name="Problem">Why it could not be replayed, in one line; null when it was.</param>
public sealed record ReplayedDocument(
    ArchivedDocument Document, IReadOnlyList<Verdict> Changes, IReadOnlyList<(IdentifiedItem Item, string Reason)> Refused, string? Problem)
{
    /// <summary>Nothing to write.</summary>
    public bool ChangesNothing => Changes.Count == 0 && Refused.Count == 0;
}
