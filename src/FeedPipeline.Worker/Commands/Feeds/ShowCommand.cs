using System.CommandLine;
using System.Globalization;
using FeedPipeline.Feeds;
using FeedPipeline.Storing;
using FeedPipeline.Storing.Feeds;
using FeedPipeline.Storing.Push;
using FeedPipeline.Worker.Jobs;
using Microsoft.EntityFrameworkCore;

namespace FeedPipeline.Worker.Commands.Feeds;

/// <summary><c>feeds show FEED</c>.</summary>
internal static class ShowCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(CommonOptions common)
    {
        var feed = FeedArguments.Feed();
        var command = new Command("show", "Shows one feed: what it is, how it fares, when it is due and why, and what its last poll said.") { feed };
        command.SetAction(common.OnDatabase(async (verb, stop) =>
        {
            var shown = await FeedArguments.FindAsync(verb, verb.Parse.GetRequiredValue(feed), stop);
            if (verb.Json)
                Output.Json(shown);
            else
                Print(shown, await LastDetailAsync(verb, shown.Id, stop), await verb.Get<PushStore>().OfAsync(shown.Id, stop), await AskingAsync(verb, shown, stop));
            return ExitCode.Done;
        }));
        return command;
    }

    private static async Task<string?> LastDetailAsync(Verb verb, long feedId, CancellationToken stop)
    {
        await using var db = await verb.Get<IDbContextFactory<FeedPipelineDb>>().CreateDbContextAsync(stop);
        return await db.Polls.Where(poll => poll.FeedId == feedId).OrderByDescending(poll => poll.LastAt).Select(poll => poll.Detail).FirstOrDefaultAsync(stop);
    }

    /// <summary>What an operator should know of it, and how it is asked for: addresses before this one, the move that is announced, credentials by name, and the exception from TLS.</summary>
    private static async Task<IReadOnlyList<(string Name, string? Value)>> AskingAsync(Verb verb, FeedStatus feed, CancellationToken stop)
    {
        await using var db = await verb.Get<IDbContextFactory<FeedPipelineDb>>().CreateDbContextAsync(stop);
        var addresses = await db.FeedAddresses.Where(address => address.FeedId == feed.Id).OrderBy(address => address.Id).ToListAsync(stop);
        var definition = await db.FeedDefinitions.FirstAsync(definition => definition.Id == feed.Id, stop);
        var events = await db.Events.Where(happened => happened.FeedId == feed.Id && happened.ClosedAt == null).OrderBy(happened => happened.Id).ToListAsync(stop);
        var credentials = await verb.Get<CredentialStore>().DescribeAsync(feed.Id, stop);
        return
        [
            .. addresses.Select(address => ("address", (string?)$"{address.Url} since {Output.Time(address.Since)} ({address.Reason})")),
            .. events.Select(happened => (TableNaming.Of(happened.Kind), (string?)$"{happened.Detail} (since {Output.Time(happened.OpenedAt)})")),
            .. credentials is null ? [] : new (string, string?)[] { ("credentials", credentials) },
            .. definition.Owner is { } owner ? new (string, string?)[] { ("owner", owner) } : [],
            .. definition.TlsException is { } exception ? new (string, string?)[] { ("any certificate", exception) } : [],
            .. KeepOptions.Describe(definition) is { } kept ? new (string, string?)[] { ("articles kept", kept) } : [],
        ];
    }

    private static void Print(
        FeedStatus feed, string? detail, PushSubscription? push, IReadOnlyList<(string Name, string? Value)> asking) => Output.Rows<(string Name, string? Value)>(
        [
            ("id", feed.Id.ToString(CultureInfo.InvariantCulture)),
            ("name", feed.Name),
            ("url", feed.Url),
            ("site", feed.SiteUrl ?? "-"),
            ("title", feed.Title ?? "-"),
            ("format", feed.Format ?? "-"),
            ("language", feed.Language ?? "-"),
            ("schedule", feed.Schedule),
            .. Calendar(feed),
            ("full text", feed.FullText),
            ("tags", feed.Tags.Count == 0 ? "-" : string.Join(", ", feed.Tags)),
            ("added", Output.Time(feed.AddedAt)),
            ("paused", Output.Time(feed.PausedAt)),
            ("last poll", Output.Time(feed.LastPollAt)),
            ("outcome", feed.LastOutcome ?? "-"),
            ("detail", detail ?? "-"),
            ("failures", feed.ConsecutiveFailures.ToString(CultureInfo.InvariantCulture)),
            ("due", Output.Time(feed.DueAt)),
            ("because", feed.DueReason),
            ("hub", push is null ? "-" : $"{push.Hub}: {push.Detail ?? TableNaming.Of(push.State)}, last told {Output.Time(push.LastPushAt)}, missed {push.Missed}"),
            ("items a day", feed.ItemsPerDay?.ToString("0.0", CultureInfo.InvariantCulture) ?? "-"),
            ("freshness", Freshly.InWords(feed)),
            ("identity", feed.Identity is null ? "-" : $"{feed.Identity}: {feed.IdentityReason}, since {Output.Time(feed.IdentityAt)}"),
            .. asking,
        ],
        json: false,
        ("what", row => row.Name),
        ("value", row => row.Value));

    /// <summary>What the clock and the calendar of some place say about it.</summary>
    private static IEnumerable<(string Name, string? Value)> Calendar(FeedStatus feed)
    {
        if (feed.Quiet is { } quiet)
            yield return ("quiet hours", quiet);
        if (Schedule.Parse(feed.Schedule) is Schedule.Cron cron && CronTimes.Next(cron, TimeProvider.System.GetUtcNow()) is { } next)
            yield return ("next by calendar", $"{Output.Time(next)} ({TimeZoneInfo.ConvertTime(next, CronTimes.ZoneOf(cron)):yyyy-MM-dd HH:mm} in {cron.Zone})");
    }
}
