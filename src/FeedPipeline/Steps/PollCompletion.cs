using System.Diagnostics;
using FeedPipeline.Articles;
using FeedPipeline.Deduplicating;
using FeedPipeline.Documents;
using FeedPipeline.Events;
using FeedPipeline.Feeds;
using FeedPipeline.Fetching;
using FeedPipeline.Normalizing;
using FeedPipeline.Polling;
using FeedPipeline.Polls;
using FeedPipeline.Watching;
using Microsoft.Extensions.Options;
using Refused = System.Collections.Generic.IReadOnlyList<(FeedPipeline.Articles.IdentifiedItem Item, string Reason)>;

namespace FeedPipeline.Steps;

/// <summary>Sums up a poll for the store: its record, the next due time, and what an operator should know.</summary>
public sealed class PollCompletion(
    IOptions<PollingOptions> polling, IOptions<FetchingOptions> fetching, IOptions<WatchingOptions> watching, DocumentTraces traces, TimeProvider clock)
{
    /// <summary>Why items of another feed are kept out.</summary>
    public const string ForeignItem = "another feed is published at its feed's address: feeds set --new-owner takes it in";

    private const int MaxDetailLength = 300;

    /// <summary>The clock's timestamp of a request, from which a poll's time is counted.</summary>
    public long Begin() => clock.GetTimestamp();

    /// <summary>A poll that brought no document: not modified, the same bytes, or a failure.</summary>
    public CompletedPoll WithoutDocument(ClaimedFeed claim, FetchResult fetch, long began) => Notices.With(Complete(
        claim,
        Attempt(claim, began, fetch, OutcomeOf(fetch), (fetch as FetchResult.Failed)?.Problem),
        fetch,
        claim.Rhythm,
        fetch switch
        {
            // What had no validators had lost them for a reason, and its body is still the same.
            FetchResult.SameBody when claim.Validators is { ETag: null, LastModified: null, BodyHash: not null } => null,
            FetchResult.SameBody(var validators) => validators,
            FetchResult.NotModified(var validators) => validators,
            // 304 to a question without validators: whatever is remembered cannot be right.
            FetchResult.Failed { HttpStatus: 304 } => Validators.None,
            _ => null,
        },
        overlaps: fetch is FetchResult.SameBody ? true : null));

    /// <summary>A poll that brought something else than a feed.</summary>
    public CompletedPoll NotAFeed(ClaimedFeed claim, FeedDocument document, FetchResult fetch, long began) => Complete(
        claim,
        Attempt(claim, began, fetch, PollOutcome.NotAFeed, Line(Unusable.Explain(document))),
        fetch,
        claim.Rhythm);

    /// <summary>A poll whose document was read, with what became of every item.</summary>
    public CompletedPoll WithDocument(
        ClaimedFeed claim, FeedDocument document, NamedItems named, Refused refused, Judgement judged, FetchResult.Fetched fetched, long began)
    {
        var (items, verdicts) = (named.Items, judged.Verdicts);
        if (named.IsForeign && verdicts.All(verdict => verdict is Verdict.Unseen))
            return Shifted(claim, document, named, fetched, began);
        var unseen = verdicts.OfType<Verdict.Unseen>().Count();
        var revised = verdicts.OfType<Verdict.Revised>().Count();
        var poll = Attempt(claim, began, fetched) with
        {
            Outcome = unseen + revised > 0 ? PollOutcome.Stored : PollOutcome.Unchanged,
            Items = document.Items.Count,
            New = unseen,
            Revised = revised,
            Repairs = document.Problems.Count,
            Detail = Remark(claim, document, named.Turn, verdicts),
        };
        var isKnown = claim.Window.Entries.Count == 0 || verdicts.Any(verdict => verdict is not Verdict.Unseen) || items.Any(item => claim.Window.Unchanged(item) is not null);
        var sight = SightOf(claim, document, named, judged, unseen);
        var (completeness, drifts) = Notices.OfFields(claim, verdicts);
        var completed = Complete(claim, poll, fetched, RhythmOf(document), Backed(fetched.Validators, document, named.Turn), sight, isKnown, refused) with
        {
            Completeness = completeness,
            Document = document with { Title = HtmlFragment.TextOf(document.Title), IsComplete = document.IsComplete && named.Turn.PutOff == 0 },
            ValidatorsLie = fetched.ContradictsValidators && unseen + revised > 0,
            // What FeedPipeline failed on may be read by its next version, or at the next try.
            Released = [.. verdicts.Select(verdict => verdict.Arrival.Item).Where(claim.Window.KeptOut).Select(item => item.Own.Hash)],
            Unchanged = [.. items.Select(claim.Window.Unchanged).OfType<WindowEntry>()],
            Verdicts = verdicts,
            Order = [.. items.Select(item => item.WindowKey)],
            Identity = judged.IsShift && named.Policy is { } shifted ? IdentityMeasure.AfterShift(shifted) : named.Policy,
            IsShift = judged.IsShift,
            Rekeyed = named.Again,
            Parameters = unseen + revised > 0 ? [.. judged.Parameters, .. ParameterEvidence.Among(items)] : judged.Parameters,
            Withdrawn = judged.IsShift ? [] : [.. Withdrawals.Of(claim.Window, items, document.IsComplete).Except(verdicts.OfType<Verdict.Sighted>().Select(verdict => verdict.ArticleId))
                .Except(verdicts.OfType<Verdict.Revised>().Select(verdict => verdict.Known.Id))],
        };
        return traces.Of(Notices.With(completed, drifts), document, items, fetched);
    }

    /// <summary>A poll that brought another feed: nothing of it is taken in or learned, so that the old one is known again when it comes back.</summary>
    private CompletedPoll Shifted(ClaimedFeed claim, FeedDocument document, NamedItems named, FetchResult fetched, long began)
    {
        var note = TransportWatch.Shifted(claim.Feed, HtmlFragment.TextOf(document.Title));
        var completed = Complete(
            claim,
            Attempt(claim, began, fetched) with { Outcome = PollOutcome.ContentShift, Items = document.Items.Count, Repairs = document.Problems.Count, Detail = Line(note.Detail!) },
            fetched,
            claim.Rhythm);
        return completed with
        {
            Quarantined = [.. named.Turn.Fresh.Select(item => (item, ForeignItem))],
            Events = [.. completed.Events, note],
        };
    }

    /// <summary>The same with what earlier pages brought: it counts, but says nothing about the feed's rhythm.</summary>
    public CompletedPoll WithEarlier(CompletedPoll completed, EarlierItems earlier, IReadOnlyList<Verdict> verdicts)
    {
        if (earlier.Pages.Count == 0)
            return completed;

        // An archive keeps the words that an item had then (RFC 5005 section 4): known ones stand.
        List<Verdict> past = [.. verdicts.Select(verdict => verdict is Verdict.Revised revised ? new Verdict.Sighted(revised.Arrival, revised.Known.Id) : verdict)];
        var poll = completed.Poll with
        {
            Outcome = past.TrueForAll(verdict => verdict is Verdict.Sighted) ? completed.Poll.Outcome : PollOutcome.Stored,
            Items = completed.Poll.Items + earlier.Arrivals.Count + earlier.Refused.Count,
            New = completed.Poll.New + past.Count(verdict => verdict is Verdict.Unseen),
            Detail = completed.Poll.Detail ?? FormattableString.Invariant($"{earlier.Pages.Count} earlier pages were read too"),
        };
        return traces.Of(completed, earlier.Pages) with
        {
            Poll = poll,
            // They lead back to what is known: nothing is missing.
            Events = past.Exists(verdict => verdict is Verdict.Sighted) ? [.. completed.Events.Where(note => note.Kind != EventKind.Gap)] : completed.Events,
            Past = past,
            Released = [.. completed.Released, .. verdicts.Select(verdict => verdict.Arrival.Item).Where(completed.Claim.Window.KeptOut).Select(item => item.Own.Hash)],
        };
    }

    /// <summary>A document that a hub delivered. The feed is polled when it was to be polled anyway: that shows what the hub misses.</summary>
    public CompletedPoll Pushed(
        ClaimedFeed claim, FeedDocument document, NamedItems named, Refused refused, Judgement judged, FetchedDocument delivered)
    {
        var fetched = new FetchResult.Fetched(delivered, Validators.None) { BytesWire = delivered.Body.Length, BytesBody = delivered.Body.Length };
        var completed = WithDocument(claim, document, named, refused, judged, fetched, clock.GetTimestamp());
        return completed with
        {
            Poll = completed.Poll with { Detail = Line($"delivered by the hub of {delivered.Url}") },
            Due = new Due(claim.DueAt, "to see that its hub misses nothing", claim.Interval),
            Validators = null,
            Push = null,
            PushEnded = false,
            MissesAllowed = null,
            IsPush = true,
        };
    }

    /// <summary>A poll that could not be taken in.</summary>
    public CompletedPoll Failed(ClaimedFeed claim, Exception failure) => Complete(
        claim,
        Attempt(claim, clock.GetTimestamp(), fetch: null, PollOutcome.InternalError, Line($"{failure.GetType().Name}: {failure.Message}")),
        fetch: null,
        claim.Rhythm);

    /// <summary>No poll, but an item of the quarantine that is let in.</summary>
    public CompletedPoll Release(ClaimedFeed claim, Quarantined kept, IReadOnlyList<Verdict> verdicts) => new()
    {
        Claim = claim,
        Poll = Attempt(claim, clock.GetTimestamp()),
        Due = new Due(claim.DueAt, "unchanged", claim.Interval),
        Verdicts = verdicts,
        Released = [kept.Key],
        IsRelease = true,
    };

    private CompletedPoll Complete(
        ClaimedFeed claim, Poll poll, FetchResult? fetch, Rhythm rhythm, Validators? validators = null, Sight? sight = null, bool? overlaps = null, Refused? refused = null)
    {
        var target = fetch?.Hops.TakeWhile(hop => hop.IsPermanent).LastOrDefault()?.Url;
        var (moving, movesTo) = poll.Failed ? (claim.Moving, null) : Moving.After(claim, target, overlaps, polling.Value);
        var asked = poll.Outcome == PollOutcome.RateLimited ? fetch?.RetryAfter ?? fetching.Value.RetryPause
            : poll.Failed ? fetch?.RetryAfter
            : Longer(fetch?.MaxAge, rhythm.Interval);
        return new()
        {
            Claim = claim,
            Poll = poll,
            Due = NextDue.After(rhythm == claim.Rhythm ? claim : claim with { Rhythm = rhythm }, poll, sight, asked, polling.Value),
            Pulse = sight?.Pulse,
            Validators = claim.DistrustsValidators && validators is not null ? validators with { ETag = null, LastModified = null } : validators,
            IsProof = fetch is FetchResult.Fetched or FetchResult.SameBody,
            Rhythm = rhythm,
            Moving = moving,
            MovesTo = movesTo,
            Pause = poll.Outcome == PollOutcome.RateLimited && asked is { } pause ? RetryPauses.Of(claim, fetching.Value.RetryScope, pause) : null,
            Quarantined = refused is { Count: > 0 } ? [.. refused.Select(item => (item.Item, Line(item.Reason)))] : [],
            Events = FeedWatch.Judge(claim, poll, refused?.Count(item => !claim.Window.KeptOut(item.Item)) ?? 0, watching.Value) is var notes && Notices.OfSilence(claim, poll, sight, watching.Value) is var silence
                && (silence.Count > 0 || sight is { IsGap: true })
                ? [.. notes, .. silence, .. sight is { IsGap: true } ? FeedWatch.Gap(claim.ClaimedAt - sight.Passed, claim.ClaimedAt, sight.Estimate) : []]
                : notes,
        };
    }

    /// <summary>What the record says of a document that was read; null when there is nothing to say.</summary>
    private static string? Remark(ClaimedFeed claim, FeedDocument document, Turn turn, IReadOnlyList<Verdict> verdicts)
    {
        if (turn.PutOff > 0)
            return FormattableString.Invariant($"the newest {turn.Fresh.Count} items are stored, {turn.PutOff} more come with the next polls");
        if (!document.IsComplete)
            return "the document ended early: what it listed so far is stored, the rest comes with the next poll";
        var ahead = verdicts.Count(verdict => Normalization.IsAhead(verdict.Arrival.Article, claim));
        return ahead > 0 ? FormattableString.Invariant($"{ahead} new or changed items are dated more than a day ahead: their dates are kept as stated") : null;
    }

    private static PollOutcome OutcomeOf(FetchResult withoutDocument) => withoutDocument switch
    {
        FetchResult.NotModified => PollOutcome.NotModified,
        FetchResult.SameBody => PollOutcome.Unchanged,
        FetchResult.Failed failed => failed.Outcome,
        _ => throw new UnreachableException(),
    };

    private Poll Attempt(ClaimedFeed claim, long began, FetchResult? fetch = null, PollOutcome outcome = default, string? detail = null) => new()
    {
        Outcome = outcome,
        Detail = detail,
        FeedId = claim.Feed.Id,
        StartedAt = claim.ClaimedAt,
        LastAt = claim.ClaimedAt,
        ElapsedMs = (int)clock.GetElapsedTime(began).TotalMilliseconds,
        HttpStatus = fetch?.HttpStatus,
        BytesWire = fetch?.BytesWire ?? 0,
        BytesBody = fetch?.BytesBody ?? 0,
        Hops = fetch?.Hops is { Count: > 0 } hops ? [.. hops.Select(hop => hop.ToString())] : [],
    };

    /// <summary>Of a document that ended early only the hash: a 304 would hide its rest, but the same bytes again are no work. They are where items wait for the next poll.</summary>
    private static Validators Backed(Validators validators, FeedDocument document, Turn turn) =>
        turn.PutOff > 0 ? Validators.None : document.IsComplete ? validators : validators with { ETag = null, LastModified = null };

    /// <summary>What the document lists and the last one did not. Where all names changed, only what is new to everybody counts.</summary>
    private static Sight SightOf(ClaimedFeed claim, FeedDocument document, NamedItems named, Judgement judged, int unseen)
    {
        var listed = document.IsComplete ? document.Items.Count : Math.Max(document.Items.Count, claim.Window.Entries.Count);
        if (claim.Window.Entries.Count == 0)
            return Sight.Of(claim, claim.LastPollAt is null ? 0 : unseen, listed, dates: claim.Pulse is null ? DatesOf(named.Items) : null);
        if (judged.IsShift || named.Again.Count > 0)
            return Sight.Of(claim, unseen, listed);
        List<IdentifiedItem> news = [.. named.Items.Where(item => !claim.Window.Lists(item))];
        var isGap = news.Count > 0 && news.Count == named.Items.Count && document.IsComplete && named.Turn.PutOff == 0;
        return Sight.Of(claim, news.Count, listed, isGap, DatesOf(claim.Pulse is null ? named.Items : news));
    }

    /// <summary>To the minute, where that is said.</summary>
    private static List<DateTimeOffset> DatesOf(IEnumerable<IdentifiedItem> items) =>
        [.. from item in items let date = item.Item.Published ?? item.Item.Updated where date?.Precision >= DatePrecision.Minute select date.Value.At];

    private static Rhythm RhythmOf(FeedDocument document) => Rhythm.Of(document.UpdateInterval, document.SkippedHours, document.SkippedDays);

    private static TimeSpan? Longer(TimeSpan? one, TimeSpan? other) => one > other || other is null ? one : other;

    /// <summary>One line that every database takes, of <see cref="Poll.Detail"/>'s length.</summary>
    internal static string Line(string text)
    {
        var line = string.Concat(text.Select(character => char.IsControl(character) ? ' ' : character));
        return line.Length <= MaxDetailLength ? line : line[..(MaxDetailLength - (char.IsHighSurrogate(line[MaxDetailLength - 1]) ? 1 : 0))];
    }
}
