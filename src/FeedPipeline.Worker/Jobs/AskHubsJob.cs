using FeedPipeline.Flows;
using Quartz;

namespace FeedPipeline.Worker.Jobs;

/// <summary>A chore of every minute: hubs that feeds name are asked to tell of news, and asked again before they stop.</summary>
[DisallowConcurrentExecution]
internal sealed partial class AskHubsJob(HubSubscriber hubs, ILogger<AskHubsJob> log) : IJob
{
    /// <summary>Its name in the cluster.</summary>
    public static JobKey Key { get; } = new("ask hubs");

    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var asked = await hubs.AskAsync(cancellationToken);
        if (asked > 0)
            Asked(log, asked);
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "Asked {Hubs} hubs to tell of news")]
    private static partial void Asked(ILogger log, int hubs);
}
