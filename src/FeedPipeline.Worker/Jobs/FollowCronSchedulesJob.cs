using FeedPipeline.Storing;
using Quartz;

namespace FeedPipeline.Worker.Jobs;

/// <summary>Keeps one trigger for each cron expression that feeds use, however many feeds share it.</summary>
[DisallowConcurrentExecution]
internal sealed class FollowCronSchedulesJob(DueFeeds due) : IJob
{
    private const string Group = "cron";

    /// <summary>Its name in the cluster.</summary>
    public static JobKey Key { get; } = new("follow cron schedules");

    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var wanted = (await due.CronSchedulesAsync(cancellationToken)).Select(cron => cron.Expression).ToHashSet(StringComparer.Ordinal);
        var kept = await context.Scheduler.GetTriggerKeys(Quartz.Matchers.GroupMatcher<TriggerKey>.GroupEquals(Group), cancellationToken);
        foreach (var trigger in kept.Where(trigger => !wanted.Contains(trigger.Name)))
            await context.Scheduler.UnscheduleJob(trigger, cancellationToken);
        foreach (var expression in wanted.Except(kept.Select(trigger => trigger.Name), StringComparer.Ordinal).Where(CronExpression.IsValidExpression))
            await context.Scheduler.ScheduleJob(Trigger(expression), cancellationToken: cancellationToken);
    }

    private static ITrigger Trigger(string expression) => TriggerBuilder.Create()
        .ForJob(MarkDueJob.Key)
        .WithIdentity(expression, Group)
        .UsingJobData(MarkDueJob.Expression, expression)
        .WithCronSchedule(expression, cron => cron.InTimeZone(TimeZoneInfo.Utc).WithMisfireHandlingInstructionFireAndProceed())
        .Build();
}
