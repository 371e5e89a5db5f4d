using FeedPipeline.Events;
using FeedPipeline.Feeds;
using FeedPipeline.Polls;

namespace FeedPipeline.Watching;

/// <summary>Says what an operator should know of the way a feed's items are told apart.</summary>
public static class IdentityWatch
{
    /// <summary>Events that this poll opens: one for all that happened to the names at once.</summary>
    public static IReadOnlyList<EventNote> Judge(CompletedPoll poll)
    {
        if (poll.IsShift)
            return [new EventNote(EventKind.Identity, $"guids or addresses of nearly all {poll.Order.Count} items changed at once: they were known again by the rest, and got the new keys; nothing to do")];
        if (poll.Identity is not { IsOperators: false } now || now.By == (poll.Claim.Identity?.By ?? Identity.Guid))
            return [];

        // A feed that has no guids is not at fault; one that uses them wrongly is.
        var isNews = poll.Claim.Identity is { IsOperators: false } || (poll.Document?.Items.Count(item => item.Guid is not null) ?? 0) > 1;
        return isNews
            ? [new EventNote(EventKind.Identity, $"items are told apart by {Words(now.By)} from now on, because {now.Reason}; feeds set --identity says otherwise")]
            : [];
    }

    private static string Words(Identity by) => by switch
    {
        Identity.Guid => "guid",
        Identity.Link => "address",
        Identity.LinkDate => "address and date",
        Identity.TitleDate => "title and date",
        _ => "title and text",
    };
}
