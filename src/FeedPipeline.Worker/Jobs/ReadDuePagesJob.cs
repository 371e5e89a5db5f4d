using FeedPipeline.Flows;
using FeedPipeline.Worker.Hosting;
using Quartz;

namespace FeedPipeline.Worker.Jobs;

/// <summary>Reads the article pages that are due; looks every two seconds.</summary>
[DisallowConcurrentExecution]
internal sealed partial class ReadDuePagesJob(FullTexts texts, IHostApplicationLifetime host, ILogger<ReadDuePagesJob> log) : IJob
{
    /// <summary>Its name in the local scheduler.</summary>
    public static JobKey Key { get; } = new("read due pages");

    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, host.ApplicationStopping);
            if (await texts.ReadDueAsync(stop.Token) is var pages and > 0)
                Read(log, pages);
        }
        catch (OperationCanceledException) when (host.ApplicationStopping.IsCancellationRequested)
        {
            // Leases end by themselves, and the pages are asked for again.
            return;
        }
        catch (Exception fault) when (DatabaseInUse.Explain(fault) is not null)
        {
            // The polls say so already.
            return;
        }
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "Asked for {Pages} article pages")]
    private static partial void Read(ILogger log, int pages);
}
