using FeedPipeline.Worker.Hosting;
using Quartz;

namespace FeedPipeline.Worker.Jobs;

/// <summary>Starts the dispatcher: every second, and at once when an operator made a feed due.</summary>
[DisallowConcurrentExecution]
internal sealed partial class PollDueFeedsJob(Dispatcher dispatcher, IHostApplicationLifetime host, ILogger<PollDueFeedsJob> log) : IJob
{
    private static bool unreachable;

    /// <summary>Its name in the local scheduler.</summary>
    public static JobKey Key { get; } = new("poll due feeds");

    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, host.ApplicationStopping);
            await dispatcher.DispatchDueAsync(stop.Token);
            if (unreachable)
                Back(log);
            unreachable = false;
        }
        catch (OperationCanceledException) when (host.ApplicationStopping.IsCancellationRequested)
        {
            return;
        }
        catch (Exception fault) when (DatabaseInUse.Explain(fault) is { } explained)
        {
            // Said once, not every second; the next look may find it back.
            if (!unreachable)
                Gone(log, explained);
            unreachable = true;
        }
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Error, Message = "No feed can be polled: {Problem}")]
    private static partial void Gone(ILogger log, string problem);

    [LoggerMessage(EventId = 2, Level = LogLevel.Information, Message = "The database is back; polling goes on")]
    private static partial void Back(ILogger log);
}
