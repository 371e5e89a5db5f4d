using FeedPipeline.Documents;
using FeedPipeline.Feeds;

namespace FeedPipeline.Deduplicating;

/// <summary>Finds out what tells the items of a feed apart.</summary>
public static class IdentityMeasure
{
    /// <summary>Share of the items that must have what the others are told by.</summary>
    private const double Present = 0.5;

    /// <summary>Share of those that may share it; they go by the next step each.</summary>
    private const double Shared = 0.2;

    /// <summary>Times that all guids may change at once until they are not trusted any more.</summary>
    private const int MaxShifts = 2;

    /// <summary>The policy under which this document is read; null while there was nothing to measure.</summary>
    /// <param name="document">The feed's document.</param>
    /// <param name="chosen">What an operator chose; null while it is measured.</param>
    /// <param name="known">The policy so far; null before the first.</param>
    public static IdentityPolicy? Of(FeedDocument document, Identity? chosen, IdentityPolicy? known)
    {
        if (chosen is { } by)
            return known is { IsOperators: true } && known.By == by ? known : new IdentityPolicy(by, IdentityPolicy.Operators);

        // What an operator gives back is measured anew.
        var before = known is { IsOperators: true } ? null : known;
        if (before?.By == Identity.Guid && HasNoSharedGuid(document))
            return before;
        var items = ListedItem.Of(document, learned: null);
        if (items.Count == 0)
            return known;

        var step = before?.By ?? Identity.Guid;
        while (step != Identity.Text && !Holds(step, items, before?.By == step))
            step++;
        return step == before?.By ? before : new IdentityPolicy(step, Reason(step, items), before?.Shifts ?? 0);
    }

    /// <summary>The policy after the publisher changed what all items were known by at once: once may be a move, twice is a habit.</summary>
    public static IdentityPolicy AfterShift(IdentityPolicy policy)
    {
        var shifts = policy.Shifts + 1;
        return shifts < MaxShifts || policy.IsOperators || policy.By >= Identity.TitleDate
            ? policy with { Shifts = shifts }
            : policy.By == Identity.Guid ? new IdentityPolicy(Identity.Link, "all guids changed at once, again")
            : new IdentityPolicy(Identity.TitleDate, "all addresses changed at once, again");
    }

    /// <summary>The policy after a guid came back on quite another item.</summary>
    public static IdentityPolicy AfterReuse(IdentityPolicy policy) => new(Identity.Link, "a guid came back on another item", policy.Shifts);

    /// <summary>The usual case, which costs no comparison of addresses.</summary>
    private static bool HasNoSharedGuid(FeedDocument document)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return document.Items.All(item => item.Guid is null || seen.Add(item.Guid));
    }

    /// <summary>Whether most items have it and few share it. What was trusted before may be missing for once.</summary>
    private static bool Holds(Identity step, IReadOnlyList<ListedItem> items, bool isTrusted)
    {
        var values = items.Select(item => Value(step, item)).OfType<string>().ToList();
        if (values.Count < items.Count * Present)
            return isTrusted;
        var shared = values.GroupBy(value => value, StringComparer.Ordinal).Where(group => group.Skip(1).Any()).Sum(group => group.Count());
        return shared <= values.Count * Shared;
    }

    private static string? Value(Identity step, ListedItem item) => step switch
    {
        Identity.Guid => item.Item.Guid,
        Identity.Link => item.Url is { } url && !CanonicalUrl.IsFrontPage(url) ? url : null,
        Identity.LinkDate => item.LinkDate,
        Identity.TitleDate => item.TitleDate,
        _ => item.Words,
    };

    private static string Reason(Identity step, IReadOnlyList<ListedItem> items)
    {
        if (step == Identity.Guid)
            return "every item has a guid of its own";
        var guids = items.Count(item => item.Item.Guid is not null);
        var links = items.Count(item => item.Url is not null);
        var why = guids >= items.Count * Present ? "items share guids" : "most items have no guid";
        return step == Identity.Link ? why : why + (links >= items.Count * Present ? ", and addresses" : ", and no address");
    }
}
