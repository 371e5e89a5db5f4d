using FeedPipeline.Documents;
using FeedPipeline.Events;
using FeedPipeline.Feeds;
using FeedPipeline.Polls;

namespace FeedPipeline.Watching;

/// <summary>Says what an operator should know of the way a feed is asked for, and of what answers there.</summary>
public static class TransportWatch
{
    private const double ForeignShare = 0.9;

    /// <summary>Events that this poll opens.</summary>
    public static IReadOnlyList<EventNote> Judge(CompletedPoll poll) =>
        poll is { MovesTo: null, Document: null } ? [] : [.. Moved(poll), .. Lies(poll), .. Shifted(poll)];

    private static IEnumerable<EventNote> Moved(CompletedPoll poll)
    {
        if (poll.MovesTo is { } target)
            yield return new EventNote(EventKind.Moved, $"redirected for good, with the same items: {poll.Claim.Feed.Url} is {target} from now on, unless another feed has it");
    }

    private static IEnumerable<EventNote> Lies(CompletedPoll poll)
    {
        if (poll.ValidatorsLie)
            yield return new EventNote(EventKind.ValidatorsLie, "the server said not modified (304) although something was new: it is asked unconditionally for 30 days; tell the publisher");
    }

    /// <summary>Another title, nothing known among the items, and nearly all of them elsewhere: the address may have a new owner. What was stored stays.</summary>
    private static IEnumerable<EventNote> Shifted(CompletedPoll poll)
    {
        if (poll.Document is { Items.Count: > 0 } document && poll.Claim is { Feed: { Title: { } title, SiteUrl: { } site } } claim
            && claim.Window.Entries.Count > 0 && poll.Unchanged.Count == 0 && document.Title != title && IsForeign(document, site))
        {
            yield return new EventNote(EventKind.ContentShift, $"the feed was \"{title}\" and now lists only unknown items of other hosts: check who owns {claim.Feed.Url}");
        }
    }

    private static bool IsForeign(FeedDocument document, string site)
    {
        var home = HostName.Of(site);
        var hosts = document.Items.Select(item => HostName.Of(item.Link)).OfType<string>().ToList();
        return hosts.Count > 0 && hosts.Count(host => host != home) >= hosts.Count * ForeignShare;
    }
}
