using FeedPipeline.Polling;
using FeedPipeline.Worker.Hosting;
using Microsoft.Extensions.Options;

namespace FeedPipeline.Worker.Jobs;

/// <summary>Keeps the leases of the polls in hand, and ends or gives back those polls when the worker stops.</summary>
internal sealed partial class PollsInHand(Dispatcher dispatcher, IOptions<PollingOptions> polling, TimeProvider clock, ILogger<PollsInHand> log) : BackgroundService
{
    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await dispatcher.StopAsync(clock);
        await base.StopAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(polling.Value.Lease / 3, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await dispatcher.RenewAsync(stoppingToken);
            }
            catch (Exception fault) when (DatabaseInUse.Explain(fault) is { } explained)
            {
                NotRenewed(log, explained);
            }
        }
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "Leases could not be renewed: {Problem}")]
    private static partial void NotRenewed(ILogger log, string problem);
}
