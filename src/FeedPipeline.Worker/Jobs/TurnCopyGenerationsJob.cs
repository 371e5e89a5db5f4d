using FeedPipeline.Storing.Copies;
using Quartz;

namespace FeedPipeline.Worker.Jobs;

/// <summary>A chore of every hour: texts older than the window are forgotten, as many as came in one.</summary>
[DisallowConcurrentExecution]
internal sealed partial class TurnCopyGenerationsJob(CopyGenerations generations, ILogger<TurnCopyGenerationsJob> log) : IJob
{
    /// <summary>Its name in the cluster.</summary>
    public static JobKey Key { get; } = new("turn copy generations");

    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        if (await generations.TurnAsync(cancellationToken))
            Turned(log);
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "Forgot the texts of the window before the last; they are no longer looked up for copies")]
    private static partial void Turned(ILogger log);
}
