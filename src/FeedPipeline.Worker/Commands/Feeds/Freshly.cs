using System.Globalization;
using FeedPipeline.Feeds;
using FeedPipeline.Storing.Feeds;

namespace FeedPipeline.Worker.Commands.Feeds;

/// <summary>Freshness in words: from publication to first sight.</summary>
internal static class Freshly
{
    /// <summary>Articles that all feeds together are judged by.</summary>
    public const int LastArticles = 2_000;

    private const string Unknown = "unknown";

    /// <summary>One feed in a list: its 95th percentile, and the share within its target.</summary>
    public static string Of(FeedStatus feed) => (feed.FreshnessP95, feed.FreshnessTarget, feed.FreshnessShare) switch
    {
        (null, null, _) => feed.FreshnessKnown is null ? "-" : Unknown,
        (null, { } target, _) => $"{Unknown}/{Time(target)}",
        ({ } p95, { } target, { } share) => string.Create(CultureInfo.InvariantCulture, $"{Time(p95)}/{Time(target)} {share:0%}"),
        ({ } p95, _, _) => Time(p95),
    };

    /// <summary>One feed in a line.</summary>
    public static string InWords(FeedStatus feed) => feed switch
    {
        { FreshnessKnown: null } => "-",
        { FreshnessP95: null } => $"{Unknown}: no date of its last articles says when they were published{Target(feed)}",
        _ => string.Create(CultureInfo.InvariantCulture,
            $"half of its last articles within {Time(feed.FreshnessP50!.Value)} of publication, 95 % within {Time(feed.FreshnessP95!.Value)}{Target(feed)}{(feed.FreshnessKnown < 1 ? $"; {1 - feed.FreshnessKnown.Value:0%} have no date that can tell" : "")}"),
    };

    /// <summary>All feeds in a line.</summary>
    public static string Of(FreshnessSummary all) => all switch
    {
        { Articles: 0 } => "freshness of all feeds: unknown, nothing was published since they were added",
        { Known: 0 } => $"freshness of all feeds: unknown, none of the last {all.Articles} articles has a date that can tell",
        _ => string.Create(CultureInfo.InvariantCulture,
            $"freshness of all feeds: half of the last {all.Known} dated articles within {Time(all.P50!.Value)} of publication, 95 % within {Time(all.P95!.Value)}{(all.Share is { } share ? string.Create(CultureInfo.InvariantCulture, $"; {share:0%} of {all.Targeted} within their feed's target") : "")}; {all.Articles - all.Known} have no date that can tell"),
    };

    private static string Target(FeedStatus feed) => feed.FreshnessTarget is not { } target ? string.Empty
        : feed.FreshnessShare is { } share ? string.Create(CultureInfo.InvariantCulture, $"; {share:0%} within the target of {Time(target)}")
        : $"; the target is {Time(target)}";

    /// <summary>Rounded, so that one unit is enough.</summary>
    private static string Time(double seconds) => seconds switch
    {
        < 1 => "1s",
        < 120 => Durations.Format(TimeSpan.FromSeconds(Math.Round(seconds))),
        < 7200 => Durations.Format(TimeSpan.FromMinutes(Math.Round(seconds / 60))),
        _ => Durations.Format(TimeSpan.FromHours(Math.Round(seconds / 3600))),
    };
}
