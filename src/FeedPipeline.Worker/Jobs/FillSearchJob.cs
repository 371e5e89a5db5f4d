using FeedPipeline.Storing.Search;
using Quartz;

namespace FeedPipeline.Worker.Jobs;

/// <summary>A chore of every minute: articles that were stored while search was off are read for it, and the words are let go where it is off now.</summary>
[DisallowConcurrentExecution]
internal sealed partial class FillSearchJob(SearchStore search, ILogger<FillSearchJob> log) : IJob
{
    private const int AtATime = 20_000;

    /// <summary>Its name in the cluster.</summary>
    public static JobKey Key { get; } = new("fill search");

    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var filled = await search.FillAsync(AtATime, cancellationToken);
        if (filled > 0)
            Filled(log, filled);
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "Read the words of {Articles} articles that could not be searched yet")]
    private static partial void Filled(ILogger log, int articles);
}
