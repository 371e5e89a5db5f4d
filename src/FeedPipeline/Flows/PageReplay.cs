using System.Runtime.CompilerServices;
using FeedPipeline.Articles;
using FeedPipeline.Deduplicating;
using FeedPipeline.Documents;
using FeedPipeline.Extracting;
using FeedPipeline.Steps;
using FeedPipeline.Storing.Documents;
using FeedPipeline.Storing.Pages;
using Microsoft.Extensions.Options;

namespace FeedPipeline.Flows;

/// <summary>Reads archived article pages again with today's rules. Nothing is fetched, and nothing that was said since is undone.</summary>
public sealed class PageReplay(DocumentArchive archive, PageReader reader, PageStore pages, FurnitureStore furniture, IOptions<ExtractingOptions> options)
{
    /// <summary>What every page changes; <paramref name="isTry"/> writes nothing.</summary>
    public async IAsyncEnumerable<ReplayedDocument> RunAsync(DocumentFilter filter, bool isTry, [EnumeratorCancellation] CancellationToken stop)
    {
        await foreach (var document in archive.ReadAsync(filter with { WithoutPages = false, PagesOnly = true }, stop))
        {
            var (revised, problem) = await ReadAsync(document, isTry, stop);
            yield return new ReplayedDocument(document, revised is null ? [] : [revised], [], problem);
        }
    }

    private async Task<(Verdict.Revised? Revised, string? Problem)> ReadAsync(ArchivedDocument document, bool isTry, CancellationToken stop)
    {
        if (await pages.AgainAsync(document, stop) is not { } page)
            return (null, null);
        if (await OpenedAsync(document, page, stop) is not { } read)
            return (null, $"document {document.Id} of the archive is damaged");
        if (read is not { Body.Count: > 0, Absence: null })
            return (null, null);

        if (Uri.TryCreate(page.Url, UriKind.Absolute, out var address))
            read = LearnedFurniture.Strip(read, await furniture.KnownAsync(address.Host, LearnedFurniture.Lines(read), options.Value.FurniturePages, stop));
        var item = ItemIdentity.Identify(page.FeedId, page.Document with { Items = [page.Item] })[0];
        var article = Normalization.WithPage(page.Document, item, read);
        while (await pages.ArticleAsync(page.ArticleId, stop) is { Content.BodySource: BodySource.Page } known && known.StatedAt <= document.LastUsedAt)
        {
            var revised = Deduplicator.Compare(new Arrival(item, article), known);
            if (revised is null || isTry || await pages.ReviseAsync(known, revised, stop))
                return (revised, null);
        }

        return (null, null);
    }

    private async Task<ArticlePage?> OpenedAsync(ArchivedDocument document, DuePage page, CancellationToken stop)
    {
        try
        {
            return await reader.ReadAsync(document.Open(), page, stop);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
