using FeedPipeline.Storing.Pages;
using FeedPipeline.Storing.Polls;
using Quartz;

namespace FeedPipeline.Worker.Jobs;

/// <summary>A chore of every night: records of polls that are old enough go, and lines of pages that never recurred.</summary>
[DisallowConcurrentExecution]
internal sealed partial class PrunePollsJob(PollRetention retention, FurnitureStore furniture, ILogger<PrunePollsJob> log) : IJob
{
    /// <summary>Template text stands on other pages of its site within this time.</summary>
    private static readonly TimeSpan Recurring = TimeSpan.FromDays(30);

    /// <summary>Its name in the cluster.</summary>
    public static JobKey Key { get; } = new("prune polls");

    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        Pruned(log, await retention.PruneAsync(cancellationToken));
        await furniture.ForgetAsync(Recurring, cancellationToken);
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "Pruned {Polls} records of polls")]
    private static partial void Pruned(ILogger log, int polls);
}
