using FeedPipeline.Feeds;
using FeedPipeline.Polling;
using FeedPipeline.Storing.Feeds;
using Microsoft.Extensions.Options;
using Quartz;

namespace FeedPipeline.Worker.Jobs;

/// <summary>The calendar's word: feeds of one cron schedule are due. Firing twice changes nothing.</summary>
internal sealed class MarkDueJob(DueFeeds due, IOptions<PollingOptions> polling) : IJob
{
    /// <summary>The cron expression, in the trigger's data.</summary>
    public const string Expression = "expression";

    /// <summary>Its time zone, in the trigger's data; UTC where it is missing.</summary>
    public const string Zone = "zone";

    /// <summary>Its name in the cluster.</summary>
    public static JobKey Key { get; } = new("mark due");

    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var expression = context.MergedJobDataMap.GetString(Expression)
            ?? throw new JobExecutionException($"The trigger {context.Trigger.Key} carries no cron expression.");
        var schedule = new Schedule.Cron(expression, context.MergedJobDataMap.TryGetString(Zone, out var zone) && zone is not null ? zone : ZoneNames.Utc);
        var marked = await due.MarkDueAsync(schedule, polling.Value.Slack, cancellationToken);

        // Either all of its feeds are due already, or the last one is gone; one that comes back gets a new trigger.
        if (marked == 0 && !(await due.CronSchedulesAsync(cancellationToken)).Contains(schedule))
            await context.Scheduler.UnscheduleJob(context.Trigger.Key, cancellationToken);
    }
}
