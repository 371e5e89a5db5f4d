using FeedPipeline.Flows;
using Quartz;

namespace FeedPipeline.Worker.Jobs;

/// <summary>A chore of every minute: articles about the same event become a story.</summary>
[DisallowConcurrentExecution]
internal sealed class TellStoriesJob(StoryTeller stories) : IJob
{
    /// <summary>Its name in the cluster.</summary>
    public static JobKey Key { get; } = new("tell stories");

    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await stories.TellAsync(cancellationToken);
}
