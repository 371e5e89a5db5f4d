using FeedPipeline.Feeds;
using FeedPipeline.Storing.Feeds;
using Quartz;

namespace FeedPipeline.Worker.Jobs;

/// <summary>Makes one trigger for each cron expression and zone that feeds use, however many feeds share it.</summary>
[DisallowConcurrentExecution]
internal sealed class FollowCronSchedulesJob(DueFeeds due) : IJob
{
    /// <summary>Its name in the cluster.</summary>
    public static JobKey Key { get; } = new("follow cron schedules");

    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        foreach (var cron in await due.CronSchedulesAsync(cancellationToken))
        {
            // The key as it always was, or triggers of before would fire beside new ones.
            var key = new TriggerKey(cron.Zone == ZoneNames.Utc ? cron.Expression : $"{cron.Expression} in {cron.Zone}", "cron");
            if (CronExpression.TryParse(cron.Expression, out _) && !await context.Scheduler.Exists(key, cancellationToken))
                await context.Scheduler.ScheduleJob(Trigger(key, cron), cancellationToken: cancellationToken);
        }
    }

    private static ITrigger Trigger(TriggerKey key, Schedule.Cron cron) => TriggerBuilder.Create()
        .ForJob(MarkDueJob.Key)
        .WithIdentity(key)
        .UsingJobData(MarkDueJob.Expression, cron.Expression)
        .UsingJobData(MarkDueJob.Zone, cron.Zone)
        .WithCronSchedule(cron.Expression, times => times.InTimeZone(CronTimes.ZoneOf(cron)).WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed))
        .Build();
}
