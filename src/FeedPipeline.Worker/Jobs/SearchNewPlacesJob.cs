using FeedPipeline.Flows;
using Quartz;

namespace FeedPipeline.Worker.Jobs;

/// <summary>A chore of every hour: the sites of dead feeds are searched for their new places.</summary>
[DisallowConcurrentExecution]
internal sealed partial class SearchNewPlacesJob(NewPlaces places, ILogger<SearchNewPlacesJob> log) : IJob
{
    /// <summary>Its name in the cluster.</summary>
    public static JobKey Key { get; } = new("search new places");

    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var proposed = await places.SearchAsync(cancellationToken);
        if (proposed > 0)
            Proposed(log, proposed);
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "{Feeds} dead feeds seem to have new places: feedpipe events list")]
    private static partial void Proposed(ILogger log, int feeds);
}
