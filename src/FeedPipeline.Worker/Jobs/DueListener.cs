using FeedPipeline.Storing.Feeds;
using FeedPipeline.Worker.Hosting;
using Quartz;

namespace FeedPipeline.Worker.Jobs;

/// <summary>Hears from the database that an operator made a feed due, and looks at once.</summary>
internal sealed class DueListener(DueNotices notices, ISchedulerFactory schedulers, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await foreach (var _ in notices.ListenAsync(stoppingToken))
                    await LookAsync(stoppingToken);
            }
            catch (Exception fault) when (DatabaseInUse.Explain(fault) is not null)
            {
                // The trigger of every second finds due feeds meanwhile, and says what is wrong.
                await Task.Delay(Pause, clock, stoppingToken);
            }
        }
    }

    private async Task LookAsync(CancellationToken stop)
    {
        var scheduler = await schedulers.GetScheduler(stop);
        await scheduler.TriggerJob(PollDueFeedsJob.Key, cancellationToken: stop);
    }
}
