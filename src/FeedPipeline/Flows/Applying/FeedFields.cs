using System.Globalization;
using FeedPipeline.Configuring;
using FeedPipeline.Feeds;

namespace FeedPipeline.Flows.Applying;

/// <summary>A feed field by field, as a file writes them.</summary>
internal static class FeedFields
{
    /// <summary>Fields that say nothing about polling.</summary>
    private static readonly string[] Labels = ["name", "tags", "owner", "paused", "keep", "keep_count"];

    /// <summary>What is not as in the other, in the file's order.</summary>
    public static IReadOnlyList<FieldDifference> Between(DeclaredFeed? before, DeclaredFeed after)
    {
        var (old, now) = (before is null ? [] : Of(before), Of(after));
        return
        [
            .. FeedsFile.Keys.Select(key => new FieldDifference(key, old.GetValueOrDefault(key), now.GetValueOrDefault(key)))
                .Where(field => field.Before != field.After && (before is not null || field.Field is not ("name" or "url"))),
        ];
    }

    /// <summary>Whether a poll would be another one than before.</summary>
    public static bool ConcernsPolls(FieldDifference field) => !Labels.Contains(field.Field, StringComparer.Ordinal);

    private static Dictionary<string, string> Of(DeclaredFeed feed) => FeedsFileText.Written(feed).ToDictionary(field => field.Key, field => field.Key == "access" ? Words(feed.Access!) : Words(field.Value));

    private static string Words(object value) => value switch
    {
        string text => text,
        IEnumerable<string> list => string.Join(", ", list),
        bool truth => truth ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string Words(DeclaredAccess access) => string.Join(", ",
    [
        .. access.Basic is { } login ? [$"basic {login.User}, {login.Password}"] : (string[])[],
        .. access.Bearer is { } bearer ? [$"bearer {bearer}"] : (string[])[],
        .. access.Headers.Select(header => $"{header.Name} {header.Value}"),
    ]);
}
