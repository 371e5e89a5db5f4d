using FeedPipeline.Flows;
using FeedPipeline.Worker.Hosting;
using Quartz;

namespace FeedPipeline.Worker.Jobs;

/// <summary>Tells webhooks of changes; looks every second.</summary>
[DisallowConcurrentExecution]
internal sealed partial class DeliverChangesJob(WebhookDelivery delivery, IHostApplicationLifetime host, ILogger<DeliverChangesJob> log) : IJob
{
    /// <summary>Its name in the local scheduler.</summary>
    public static JobKey Key { get; } = new("deliver changes");

    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, host.ApplicationStopping);
            if (await delivery.DeliverDueAsync(stop.Token) is var turns and > 0)
                Delivered(log, turns);
        }
        catch (OperationCanceledException) when (host.ApplicationStopping.IsCancellationRequested)
        {
            // What was taken is saved, and the rest waits in the log.
            return;
        }
        catch (Exception fault) when (DatabaseInUse.Explain(fault) is not null)
        {
            // The polls say so already.
            return;
        }
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Debug, Message = "Webhooks had {Turns} turns")]
    private static partial void Delivered(ILogger log, int turns);
}
