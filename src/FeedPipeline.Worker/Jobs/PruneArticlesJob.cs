using FeedPipeline.Storing.Articles;
using FeedPipeline.Storing.Polls;
using Quartz;

namespace FeedPipeline.Worker.Jobs;

/// <summary>A chore of every night: old articles go, as operators said, and history that is old enough.</summary>
[DisallowConcurrentExecution]
internal sealed partial class PruneArticlesJob(ArticleRetention articles, LogRetention logs, ILogger<PruneArticlesJob> log) : IJob
{
    /// <summary>Its name in the cluster.</summary>
    public static JobKey Key { get; } = new("prune articles");

    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var pruned = await articles.PruneAsync(cancellationToken);
        Pruned(log, pruned.Sum(feed => feed.Articles), pruned.Count, await logs.PruneAsync(cancellationToken));
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "Pruned {Articles} articles of {Feeds} feeds, and {Rows} rows of history")]
    private static partial void Pruned(ILogger log, long articles, int feeds, long rows);
}
