using FeedPipeline.Storing.Documents;
using Quartz;

namespace FeedPipeline.Worker.Jobs;

/// <summary>A chore of every hour: documents beyond the archive's age or budget go.</summary>
[DisallowConcurrentExecution]
internal sealed partial class PruneArchiveJob(DocumentArchive archive, ILogger<PruneArchiveJob> log) : IJob
{
    /// <summary>Its name in the cluster.</summary>
    public static JobKey Key { get; } = new("prune archive");

    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var pruned = await archive.PruneAsync(cancellationToken);
        if (pruned > 0)
            Pruned(log, pruned);
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "Pruned {Documents} archived documents")]
    private static partial void Pruned(ILogger log, int documents);
}
