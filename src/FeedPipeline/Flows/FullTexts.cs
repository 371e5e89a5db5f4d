using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using FeedPipeline.Articles;
using FeedPipeline.Deduplicating;
using FeedPipeline.Documents;
using FeedPipeline.Extracting;
using FeedPipeline.Normalizing;
using FeedPipeline.Steps;
using FeedPipeline.Storing;
using FeedPipeline.Storing.Pages;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FeedPipeline.Flows;

/// <summary>Reads the pages of articles whose feed carries summaries only. Polls never wait for pages: the summary is stored first, its page is due from the same commit on.</summary>
public sealed partial class FullTexts(PageReader reader, PageStore pages, FurnitureStore furniture, IOptions<ExtractingOptions> options, ILogger<FullTexts> log)
{
    private const int RetryFactor = 6;
    private const int MaxProblemChars = 300;

    /// <summary>Reads until no page is due, several at a time. Returns how many pages were asked for.</summary>
    public async Task<int> ReadDueAsync(CancellationToken stop)
    {
        var asked = 0;
        var busy = new ConcurrentDictionary<string, TaskCompletionSource>(StringComparer.Ordinal);
        await Parallel.ForEachAsync(ClaimedAsync(busy, stop), new ParallelOptions { MaxDegreeOfParallelism = options.Value.PageConcurrency, CancellationToken = stop }, async (page, token) =>
        {
            Interlocked.Increment(ref asked);
            try
            {
                await ReadAsync(page, token);
            }
            finally
            {
                if (busy.TryRemove(page.Host, out var done))
                    done.SetResult();
            }
        });
        return asked;
    }

    // One page of a host at a time: those of a host that wants long pauses must not take every place.
    private async IAsyncEnumerable<DuePage> ClaimedAsync(ConcurrentDictionary<string, TaskCompletionSource> busy, [EnumeratorCancellation] CancellationToken stop)
    {
        while (true)
        {
            var inHand = busy.ToArray();
            if (await pages.ClaimAsync([.. inHand.Select(host => host.Key)], options.Value.PageLease, stop) is { } page)
            {
                busy[page.Host] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                yield return page;
            }
            else if (inHand.Length > 0)
            {
                await Task.WhenAny(inHand.Select(host => host.Value.Task)).WaitAsync(stop);
            }
            else
            {
                yield break;
            }
        }
    }

    private async Task ReadAsync(DuePage page, CancellationToken stop)
    {
        try
        {
            // Whatever kills its readers is not read for ever.
            if (page.Attempts >= options.Value.PageAttempts)
            {
                await PutOffAsync(page, "the workers that read it died, or stood still", isFinal: true, stop);
                return;
            }

            var (fetched, problem, isFinal) = await reader.FetchAsync(page.Url, stop);
            var read = fetched is null ? null : await reader.ReadAsync(fetched, page, stop);
            if (read is null)
                await PutOffAsync(page, problem!, isFinal, stop);
            else if (read is { Body.Count: > 0, Absence: null })
                await TakeInAsync(page, fetched!, read, stop);
            else
                await PutOffAsync(page, read.Absence ?? "no article can be found on the page", isFinal: true, stop);
        }
        catch (Exception bug) when (bug is not OperationCanceledException && FeedPipelineDatabase.Explain(bug) is null)
        {
            NotRead(log, page.Url, bug);
            // A match that took too long may have stood still with its process: the page is tried as often as any other.
            await PutOffAsync(page, $"FeedPipeline failed on it: {bug.GetType().Name}: {bug.Message}", isFinal: bug is not RegexMatchTimeoutException, stop);
        }
    }

    private async Task TakeInAsync(DuePage page, FetchedDocument fetched, ArticlePage read, CancellationToken stop)
    {
        if (Uri.TryCreate(page.Url, UriKind.Absolute, out var address))
            read = LearnedFurniture.Strip(read, await furniture.LearnAsync(address.Host, page.ArticleId, LearnedFurniture.Lines(read), options.Value.FurniturePages, stop));
        var item = ItemIdentity.Identify(page.FeedId, page.Document with { Items = [page.Item] })[0];
        var fed = Normalization.Arrival(page.Document, item).Article;
        var article = Normalization.WithPage(page.Document, item, read);
        var isWhole = fed.BodySource == BodySource.Feed && PageArticle.IsWhole(fed, read);
        while (await pages.ArticleAsync(page.ArticleId, stop) is { } known)
        {
            var alias = CanonicalAlias.Of(known.Content.CanonicalUrl, read.CanonicalUrl?.Text) is { } url ? new PageAlias(new Uri(url).Host, url, CanonicalAlias.Key(url)) : null;
            // A feed that carries the article has said all of it.
            var revised = isWhole ? null : Deduplicator.Compare(new Arrival(item, article), known);
            if (await pages.SaveAsync(page, known, new PageFinding(fetched, revised, isWhole, alias), stop) || !await IsOvertakenAsync(known, stop))
            {
                FlowMetrics.PageRead();
                return;
            }
        }
    }

    // Somebody else stored the article's next revision in between: compare with that one. A lost claim is another worker's.
    private async Task<bool> IsOvertakenAsync(StoredArticle known, CancellationToken stop) =>
        await pages.ArticleAsync(known.Id, stop) is { } now && now.Revision != known.Revision;

    private async Task PutOffAsync(DuePage page, string problem, bool isFinal, CancellationToken stop)
    {
        var isLast = isFinal || page.Attempts + 1 >= options.Value.PageAttempts;
        TimeSpan? pause = isLast ? null : options.Value.PageRetryPause * Math.Pow(RetryFactor, page.Attempts);
        FlowMetrics.PagePutOff(isLast);
        PutOff(log, page.Url, problem, page.Attempts + 1);
        await pages.PutOffAsync(page, problem.Length <= MaxProblemChars ? problem : problem[..MaxProblemChars], pause, stop);
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Debug, Message = "{Url} could not be read: {Problem} (attempt {Attempt})")]
    private static partial void PutOff(ILogger log, string url, string problem, int attempt);

    [LoggerMessage(EventId = 2, Level = LogLevel.Error, Message = "{Url} was fetched but could not be taken in")]
    private static partial void NotRead(ILogger log, string url, Exception failure);
}
