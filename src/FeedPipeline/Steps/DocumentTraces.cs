using System.Security.Cryptography;
using FeedPipeline.Articles;
using FeedPipeline.Documents;
using FeedPipeline.Feeds;
using FeedPipeline.Fetching;
using FeedPipeline.Polls;
using FeedPipeline.Storing.Documents;
using Microsoft.Extensions.Options;

namespace FeedPipeline.Steps;

/// <summary>What a document leaves behind beside its articles: a copy in the archive, and word of its hub.</summary>
public sealed class DocumentTraces(IOptions<ArchiveOptions> archive, IOptions<WebSubOptions> webSub)
{
    /// <summary>The poll with all of it.</summary>
    public CompletedPoll Of(CompletedPoll poll, FeedDocument document, IReadOnlyList<IdentifiedItem> items, FetchResult.Fetched fetched) => poll with
    {
        Archived = Kept(poll.Claim, items, fetched),
        Push = Offered(document, fetched),
        PushEnded = poll.Claim.IsPushed && document is { IsComplete: true, HubUrls: [] },
        MissesAllowed = poll.Claim.IsPushed && poll.Poll.New > 0 ? webSub.Value.MissesUntilIgnored : null,
    };

    /// <summary>The poll with its earlier pages in the archive, behind its own document.</summary>
    public CompletedPoll Of(CompletedPoll poll, IReadOnlyList<FetchResult.Fetched> pages) => archive.Value.IsOn && poll.Archived.Count > 0
        ? poll with { Archived = [.. poll.Archived, .. pages.Select(page => Packed(page, ArchivedKind.Earlier))] }
        : poll;

    /// <summary>The document, unless every item of it was listed before with the same content: then another document has them all.</summary>
    private IReadOnlyList<ArchivedDocument> Kept(ClaimedFeed claim, IReadOnlyList<IdentifiedItem> items, FetchResult.Fetched fetched) =>
        archive.Value.IsOn && !items.All(claim.Window.Knows)
            ? [Packed(fetched, ArchivedKind.Feed)]
            : [];

    private static ArchivedDocument Packed(FetchResult.Fetched fetched, ArchivedKind kind) =>
        ArchivedDocument.Of(fetched.Document, fetched.Validators.BodyHash ?? SHA256.HashData(fetched.Document.Body.Span), kind);

    /// <summary>The first hub that the document names (W3C WebSub section 4), where hubs can answer.</summary>
    private PushOffer? Offered(FeedDocument document, FetchResult.Fetched fetched) =>
        webSub.Value.IsOn && document.HubUrls is [var hub, ..] && (document.SelfUrl ?? fetched.Document.Url) is { } topic
        && FeedUrl.Refuse(hub) is null && FeedUrl.Refuse(topic) is null
            ? new PushOffer(hub, topic)
            : null;
}
