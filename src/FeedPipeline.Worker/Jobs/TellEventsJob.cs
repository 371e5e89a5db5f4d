using FeedPipeline.Flows;
using FeedPipeline.Storing.Polls;
using FeedPipeline.Watching;
using Microsoft.Extensions.Options;
using Quartz;

namespace FeedPipeline.Worker.Jobs;

/// <summary>A chore of every ten seconds: events that are over by themselves are closed, and what happened is told.</summary>
[DisallowConcurrentExecution]
internal sealed class TellEventsJob(EventStore events, EventTeller teller, IOptions<WatchingOptions> options) : IJob
{
    /// <summary>Its name in the cluster.</summary>
    public static JobKey Key { get; } = new("tell events");

    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        await events.CloseOverAsync(options.Value.GapOverAfter, options.Value.MoveOverAfter, cancellationToken);
        await teller.TellAsync(cancellationToken);
    }
}
