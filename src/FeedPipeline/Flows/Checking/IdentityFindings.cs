using System.Globalization;
using FeedPipeline.Documents;
using FeedPipeline.Feeds;
using FeedPipeline.Steps;
using FeedPipeline.Storing;

namespace FeedPipeline.Flows.Checking;

/// <summary>How well a feed's items can be told apart.</summary>
internal static class IdentityFindings
{
    /// <summary>Items whose guid was another one when the same document was asked for again.</summary>
    public static int Drift(FeedDocument first, FeedDocument? second)
    {
        var guids = first.Items.Where(item => item is { Guid: not null, Link: not null }).GroupBy(Said, StringComparer.Ordinal).Where(same => !same.Skip(1).Any())
            .ToDictionary(same => same.Key, same => same.First().Guid!, StringComparer.Ordinal);
        return second?.Items.Count(item => item is { Guid: { } guid, Link: not null } && guids.TryGetValue(Said(item), out var before) && before != guid) ?? 0;
    }

    /// <summary>What they are told apart by, and what is wrong with it.</summary>
    public static IEnumerable<Finding> Of(FeedDocument document, NamedItems named, int drift)
    {
        if (named.Policy is not { } policy)
        {
            yield return new Finding("identity", Grade.Note, "no items yet: it is measured with the first ones");
            yield break;
        }

        var grade = policy.By == Identity.Guid ? Grade.Good : Grade.Note;
        var unnamed = document.Items.Count(item => item.Guid is null);
        var says = $"{TableNaming.Of(policy.By)}: {(policy.By == Identity.Guid && unnamed > 0 ? string.Create(CultureInfo.InvariantCulture, $"{unnamed} of {document.Items.Count} items have none and go by their address") : policy.Reason)}";
        yield return new Finding("identity", grade, says);
        if (drift > 0)
            yield return new Finding("identity", Grade.Note, string.Create(CultureInfo.InvariantCulture, $"{drift} guids changed between two requests: tell items apart by their addresses"));
        if (document.Items.Count - named.Items.Count is > 0 and var twice)
            yield return new Finding("identity", Grade.Note, string.Create(CultureInfo.InvariantCulture, $"{twice} items are listed twice, and are taken once"));
    }

    private static string Said(FeedItem item) => $"{item.Link}\n{item.Title}";
}
