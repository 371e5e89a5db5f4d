using FeedPipeline.Feeds;
using Quartz;

namespace FeedPipeline.Worker.Jobs;

/// <summary>What a cron schedule means, by the clock of its zone: a time that the clock leaves out is made up for when it goes on, one that comes twice counts once.</summary>
internal static class CronTimes
{
    /// <summary>The first time after <paramref name="at"/>; null when there is none any more, or it is no cron expression.</summary>
    public static DateTimeOffset? Next(Schedule.Cron cron, DateTimeOffset at) =>
        CronExpression.TryParse(cron.Expression, out _) ? new CronExpression(cron.Expression, ZoneOf(cron)).GetNextValidTimeAfter(at) : null;

    /// <summary>Whose clock it goes by.</summary>
    public static TimeZoneInfo ZoneOf(Schedule.Cron cron) => ZoneNames.Find(cron.Zone) ?? TimeZoneInfo.Utc;
}
