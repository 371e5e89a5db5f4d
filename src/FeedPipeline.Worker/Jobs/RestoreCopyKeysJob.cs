using FeedPipeline.Storing.Copies;
using Quartz;

namespace FeedPipeline.Worker.Jobs;

/// <summary>A chore of every minute: what a crash of the database server took from the look-up of copies is restored.</summary>
[DisallowConcurrentExecution]
internal sealed partial class RestoreCopyKeysJob(CopyKeys keys, ILogger<RestoreCopyKeysJob> log) : IJob
{
    /// <summary>Its name in the cluster.</summary>
    public static JobKey Key { get; } = new("restore copy keys");

    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var restored = await keys.RestoreAsync(cancellationToken);
        if (restored > 0)
            Restored(log, restored);
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "Restored the keys of {Texts} texts, which copies are looked up by, after a crash of the database server")]
    private static partial void Restored(ILogger log, int texts);
}
