using FeedPipeline.Deduplicating.Stories;
using FeedPipeline.Stories;
using FeedPipeline.Storing.Stories;
using Microsoft.Extensions.Options;

namespace FeedPipeline.Flows;

/// <summary>Tells which articles are about the same event: takes those that wait, holds them against recent stories, and labels them. One process at a time.</summary>
public sealed class StoryTeller(StoryStore store, IOptions<StoryOptions> options)
{
    /// <summary>Terms of a report by which threads are looked for.</summary>
    private const int LookedFor = 24;

    /// <summary>Judges what waits, batch by batch; returns how many articles it put into a story or a thread.</summary>
    public async Task<int> TellAsync(CancellationToken stop)
    {
        var judged = 0;
        while (options.Value.Enabled)
        {
            var waiting = await store.WaitingAsync(options.Value.Window, options.Value.Settle, options.Value.BatchSize, stop);
            var told = await TellAsync(waiting, stop);
            judged += told;
            if (told == 0 || waiting.Count < options.Value.BatchSize)
                break;
        }

        await store.ForgetAsync(options.Value.Window, options.Value.WordHalfLife, stop);
        return judged;
    }

    private async Task<int> TellAsync(IReadOnlyList<WaitingReport> waiting, CancellationToken stop)
    {
        var reports = waiting.Select(Read).ToList();
        var counted = Count(reports);
        var documents = new Dictionary<int, float>(await store.DocumentsAsync(counted.Keys, options.Value.WordHalfLife, stop));
        foreach (var (term, count) in counted)
            documents[term] = documents.GetValueOrDefault(term) + count;

        // Before a language has enough reports, no word of it is known to be common; but nothing waits for ever.
        var vocabulary = new Vocabulary(documents);
        var ready = waiting.Zip(reports)
            .Where(pair => vocabulary.Reports(pair.First.Language) >= options.Value.MinDocuments || pair.First.Age >= options.Value.Patience)
            .Select(pair => pair.Second).OrderBy(report => report.At).ThenBy(report => report.ArticleId).ToList();
        if (ready.Count == 0)
            return 0;

        var vectors = ready.ToDictionary(report => report.ArticleId, report => vocabulary.Weigh(report, options.Value.ReportTerms));
        var known = await store.ThreadsAsync([.. vectors.Values.Select(vector => vector.Take(LookedFor).Select(term => term.Hash).ToList())], stop);
        var ids = await store.ReserveAsync(ready.Count, stop);
        var changes = ready.SelectMany(new StoryThreads(known, vocabulary, options.Value, ids.Dequeue).Tell).ToList();
        await store.SaveAsync(changes, Count(ready), vectors, options.Value.WordHalfLife, stop);
        await ReviewAsync(changes, vocabulary, stop);
        return ready.Count;
    }

    /// <summary>Stories that grew are looked at again as a whole.</summary>
    private async Task ReviewAsync(IReadOnlyList<StoryChange> told, Vocabulary vocabulary, CancellationToken stop)
    {
        var threads = told.OfType<StoryChange.Told>().Select(change => change.Thread)
            .Concat(told.OfType<StoryChange.Merged>().Select(change => change.Into))
            .Reverse().DistinctBy(thread => thread.Id)
            .ExceptBy(told.OfType<StoryChange.Merged>().Select(change => change.FromId), thread => thread.Id)
            .Where(thread => thread.Reports > 2).ToList();
        if (threads.Count == 0)
            return;

        var reports = await store.ReportsAsync(threads, stop);
        var ids = await store.ReserveAsync(reports.Sum(thread => thread.Count()), stop);
        var stories = new StoryThreads(threads, vocabulary, options.Value, ids.Dequeue);
        var splits = threads.SelectMany(thread => stories.Review(thread, [.. reports[thread.Id]])).ToList();
        if (splits.Count > 0)
        {
            var vectors = reports.SelectMany(thread => thread).ToDictionary(report => report.Report.ArticleId, report => report.Terms);
            await store.SaveAsync(splits, new Dictionary<int, float>(), vectors, options.Value.WordHalfLife, stop);
        }
    }

    private Report Read(WaitingReport waiting) => new()
    {
        ArticleId = waiting.ArticleId,
        Language = waiting.Language,
        At = waiting.At,
        Headline = waiting.Headline,
        Terms = ReportTerms.Of(waiting.Language, waiting.Headline, waiting.Dek, waiting.Body, options.Value.MaxWords),
    };

    private static Dictionary<int, float> Count(IEnumerable<Report> reports) => reports
        .SelectMany(report => report.Terms.Select(term => term.Hash).Append(ReportTerms.All(report.Language)))
        .GroupBy(term => term).ToDictionary(group => group.Key, group => (float)group.Count());
}
