using FeedPipeline.Flows;
using FeedPipeline.Steps;
using FeedPipeline.Storing;
using FeedPipeline.Worker.Hosting;

namespace FeedPipeline.Worker.Jobs;

/// <summary>Looks twice a minute at what waits in the database, and shows it among the metrics.</summary>
internal sealed class BacklogWatch(BacklogReport report, TimeProvider clock) : BackgroundService
{
    /// <summary>Feeds are counted at every so manieth look only, because that passes over all of them.</summary>
    private const int LooksPerCount = 10;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        PollMetrics.Begin();
        FlowMetrics.Begin();
        Backlog? backlog = null;
        using var timer = new PeriodicTimer(Interval, clock);
        for (var looks = 0; ; looks++)
        {
            try
            {
                var feeds = looks % LooksPerCount == 0 || backlog is null ? await report.FeedsAsync(stoppingToken) : backlog.Feeds;
                backlog = await report.ReadAsync(feeds, stoppingToken);
            }
            catch (Exception fault) when (DatabaseInUse.Explain(fault) is not null)
            {
                // The polls say so already.
                backlog = null;
            }

            FlowMetrics.Show(backlog);
            if (!await timer.WaitForNextTickAsync(stoppingToken))
                return;
        }
    }
}
