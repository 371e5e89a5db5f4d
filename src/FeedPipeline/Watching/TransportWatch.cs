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
        poll is { MovesTo: null, Document: null } ? [] : [.. Moved(poll), .. Lies(poll)];

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

    /// <summary>Whether title, site and the places of nearly all items are others than before: then the address may have a new owner. It has, unless one of the items is known.</summary>
    /// <param name="feed">The feed as it was.</param>
    /// <param name="title">The document's title.</param>
    /// <param name="links">Where its items lead; null or nonsense where they do not say.</param>
    /// <param name="past">Where the feed's last articles led.</param>
    public static bool IsForeign(Feed feed, string? title, IReadOnlyCollection<string?> links, IEnumerable<string?> past)
    {
        if (feed.Title is null || title == feed.Title)
            return false;
        var sites = links.Select(HostName.Of).OfType<string>().Select(SiteName.Of).ToList();
        var known = past.Append(feed.SiteUrl).Select(HostName.Of).OfType<string>().Select(SiteName.Of).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return sites.Count > 0 && known.Count > 0 && sites.Count(site => !known.Contains(site)) >= sites.Count * ForeignShare;
    }

    /// <summary>Another feed at the feed's address: what it lists waits for an operator's word.</summary>
    public static EventNote Shifted(Feed feed, string? title) => new(
        EventKind.ContentShift,
        $"the feed was \"{feed.Title}\" and is now \"{title}\", with only unknown items of other sites: they are in quarantine. If it is meant: feedpipe feeds set {feed.Id} --new-owner; else look for its new address, or remove it");
}
