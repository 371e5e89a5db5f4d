using System.Text.Json.Serialization;
using FeedPipeline.Documents;
using FeedPipeline.Feeds;
using FeedPipeline.Flows;
using FeedPipeline.Storing;
using FeedPipeline.Web.Answering;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Quartz;

namespace FeedPipeline.Web.Api;

/// <summary>A feed to add.</summary>
internal sealed record NewFeedRequest
{
    private const int MostPages = 500;

    /// <summary>Address of the feed, or of a site that offers one.</summary>
    [JsonRequired]
    public string Url { get; init; } = "";

    /// <summary>A name, unique and not a number; the feed's title where none is given.</summary>
    public string? Name { get; init; }

    /// <summary><c>adaptive</c>, <c>adaptive within 10m</c>, <c>every 15m</c>, <c>cron 0 0 6 * * ?</c> (Quartz, UTC) or <c>cron 0 0 6 * * ? in Europe/Berlin</c>.</summary>
    public string? Schedule { get; init; }

    /// <summary><c>auto</c>, <c>always</c> or <c>never</c>.</summary>
    public string? FullText { get; init; }

    /// <summary>Labels.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>Earlier pages of the feed to follow, 0 to 500.</summary>
    public int History { get; init; }

    /// <summary>Adds it although nothing usable answers.</summary>
    public bool Force { get; init; }

    /// <summary>What of it cannot be; null when all can.</summary>
    [JsonIgnore]
    public ProblemHttpResult? Wrong => FeedRequests.Wrong(Name, Url, Schedule, FullText, identity: null, Tags)
        ?? (History is < 0 or > MostPages ? Problems.Wrong($"history is a whole number from 0 to {MostPages}.") : null);

    /// <summary>The feed that is meant.</summary>
    [JsonIgnore]
    public Feed Feed => new()
    {
        Url = FeedUrl.Of(Url),
        Name = Name ?? string.Empty,
        Schedule = FeedRequests.Schedule(Schedule) ?? Feeds.Schedule.Adaptive.Instance,
        FullText = FullText is null ? Feeds.FullText.Auto : TableNaming.Parse<FullText>(FullText)!.Value,
        Tags = Tags ?? [],
    };
}

/// <summary>A source to look at.</summary>
internal sealed record CheckRequest
{
    /// <summary>Address of the feed, or of a site that offers one.</summary>
    [JsonRequired]
    public string Url { get; init; } = "";
}

/// <summary>What is to change of a feed; what is not given stays as it is.</summary>
internal sealed record FeedRequest
{
    /// <summary>A new name, unique and not a number.</summary>
    public string? Name { get; init; }

    /// <summary>A new address, or that of a site that offers one feed; articles and identities stay.</summary>
    public string? Url { get; init; }

    /// <summary><c>adaptive</c>, <c>adaptive within 10m</c>, <c>every 15m</c>, <c>cron 0 0 6 * * ?</c> (Quartz, UTC) or <c>cron 0 0 6 * * ? in Europe/Berlin</c>.</summary>
    public string? Schedule { get; init; }

    /// <summary><c>auto</c>, <c>always</c> or <c>never</c>.</summary>
    public string? FullText { get; init; }

    /// <summary>Hours in which it is left alone: <c>22:00-06:00 Europe/Berlin</c>, or <c>none</c>.</summary>
    public string? Quiet { get; init; }

    /// <summary>What its items are told apart by: <c>auto</c>, <c>guid</c>, <c>link</c>, <c>link_date</c>, <c>title_date</c> or <c>text</c>.</summary>
    public string? Identity { get; init; }

    /// <summary>Labels.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>True stops polling it, false goes on.</summary>
    public bool? Paused { get; init; }

    /// <summary>Why its host may show any certificate; empty ends it.</summary>
    public string? TlsException { get; init; }

    /// <summary>With a new address: takes it although nothing usable answers.</summary>
    public bool Force { get; init; }

    /// <summary>What of it cannot be; null when all can.</summary>
    [JsonIgnore]
    public ProblemHttpResult? Wrong => FeedRequests.Wrong(Name, Url, Schedule, FullText, Identity, Tags, TlsException)
        ?? (Quiet is null or FeedChanges.NoQuiet || QuietHours.Parse(Quiet) is not null ? null : Problems.Wrong("quiet is begin, end and time zone of hours (22:00-06:00 Europe/Berlin), or none."));

    /// <summary>The change that is meant.</summary>
    [JsonIgnore]
    public FeedChange Change => new()
    {
        Name = Name,
        Url = Url is null ? null : FeedUrl.Of(Url),
        Force = Force,
        Schedule = FeedRequests.Schedule(Schedule),
        Quiet = Quiet is null or FeedChanges.NoQuiet ? Quiet : QuietHours.Parse(Quiet)?.ToString(),
        FullText = FullText is null ? null : TableNaming.Parse<FullText>(FullText),
        Identity = Identity,
        Tags = Tags,
        TlsException = TlsException,
    };
}

/// <summary>What requests about feeds have in common.</summary>
internal static class FeedRequests
{
    private const int MostTags = 100;
    private const int LongestText = 300;

    /// <summary>The schedule that a text means; null for none.</summary>
    public static Schedule? Schedule(string? text) => text is null ? null : Feeds.Schedule.Parse(text);

    /// <summary>422: nothing usable answers there.</summary>
    public static ProblemHttpResult Unusable(string problem, IReadOnlyList<LinkedFeed> offered) => TypedResults.Problem(
        Problems.Sentence(problem),
        statusCode: StatusCodes.Status422UnprocessableEntity,
        extensions: offered.Count == 0 ? [] : [new("offered", offered.Select(feed => feed.Url).ToList())]);

    /// <summary>The first member that cannot be.</summary>
    public static ProblemHttpResult? Wrong(string? name, string? url, string? schedule, string? fullText, string? identity, IReadOnlyList<string>? tags, string? reason = null)
    {
        if (name is not null && FeedName.Refuse(name) is { } nameless)
            return Problems.Wrong($"name: {nameless}.");
        if (url is not null && FeedUrl.Refuse(url) is { } nowhere)
            return Problems.Wrong($"url: {nowhere}.");
        if (schedule is not null && !IsSchedule(schedule))
            return Problems.Wrong("schedule is adaptive, every and an interval from 1s to 30d (every 15m), or cron and a Quartz expression with seconds, in UTC or in a time zone (cron 0 0 6 * * ?, cron 0 0 6 * * ? in Europe/Berlin).");
        if (fullText is not null && TableNaming.Parse<FullText>(fullText) is null)
            return Problems.Wrong("full_text is auto, always or never.");
        if (identity is not (null or "auto") && TableNaming.Parse<Identity>(identity) is null)
            return Problems.Wrong($"identity is auto, {string.Join(", ", Enum.GetValues<Identity>().Select(TableNaming.Of))}.");
        if (tags is not null && (tags.Count > MostTags || !tags.All(IsText)))
            return Problems.Wrong($"tags are at most {MostTags} texts of 1 to {LongestText} characters, none of them a control character.");
        return reason is { Length: > 0 } && !IsText(reason) ? Problems.Wrong($"tls_exception is a text of at most {LongestText} characters, none of them a control character.") : null;
    }

    private static bool IsSchedule(string text) => Schedule(text) switch
    {
        null => false,
        Feeds.Schedule.Cron { Expression: var expression } => CronExpression.TryParse(expression, out _),
        _ => true,
    };

    private static bool IsText(string? text) => text is { Length: > 0 and <= LongestText } && !text.Any(char.IsControl);
}
