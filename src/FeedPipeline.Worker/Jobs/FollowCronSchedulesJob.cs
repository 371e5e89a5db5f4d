using FeedPipeline.Storing.Feeds;
using Quartz;

namespace FeedPipeline.Worker.Jobs;

/// <summary>Makes one trigger for each cron expression that feeds use, however many feeds share it.</summary>
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
            var trigger = new TriggerKey(cron.Expression, "cron");
            if (CronExpression.TryParse(cron.Expression, out _) && !await context.Scheduler.Exists(trigger, cancellationToken))
                await context.Scheduler.ScheduleJob(Trigger(trigger, cron.Expression), cancellationToken: cancellationToken);
        }
    }

    private static ITrigger Trigger(TriggerKey key, string expression) => TriggerBuilder.Create()
        .ForJob(MarkDueJob.Key)
        .WithIdentity(key)
        .UsingJobData(MarkDueJob.Expression, expression)
        .WithCronSchedule(expression, cron => cron.InTimeZone(TimeZoneInfo.Utc).WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed))
        .Build();
}
