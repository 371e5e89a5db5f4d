using FeedPipeline.Articles;
using FeedPipeline.Documents;
using FeedPipeline.Feeds;

namespace FeedPipeline.Steps;

/// <summary>What of a document one poll takes in: all that is new or changed, or the newest of it where that is too much for one commit; the rest comes with the next polls.</summary>
/// <param name="Fresh">Those that are taken in now, in document order.</param>
/// <param name="PutOff">How many wait for the next poll.</param>
public sealed record Turn(IReadOnlyList<IdentifiedItem> Fresh, int PutOff)
{
    /// <summary>The newest by what the publisher says; those without a date come after them, in document order. What is kept in quarantine comes last, or it would hold back all else.</summary>
    public static Turn Of(ClaimedFeed claim, IReadOnlyList<IdentifiedItem> listed, int most)
    {
        List<IdentifiedItem> fresh = [.. listed.Where(item => claim.Window.Unchanged(item) is null)];
        return fresh.Count <= most
            ? new Turn(fresh, PutOff: 0)
            : new Turn([.. fresh.OrderBy(claim.Window.Knows).ThenByDescending(item => Stated(item.Item)).Take(most).OrderBy(item => item.Position)], fresh.Count - most);
    }

    private static DateTimeOffset? Stated(FeedItem item) => item.Published?.At ?? item.Updated?.At;
}
