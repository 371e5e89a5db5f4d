using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FeedPipeline.Storing.Polls;

/// <summary>Lets go of records of polls that are older than <c>Storing:KeepPolls</c>.</summary>
public sealed class PollRetention(IDbContextFactory<FeedPipelineDb> contexts, IOptions<StoringOptions> options, TimeProvider clock)
{
    /// <summary>Rows of one statement, so that no lock and no transaction is long.</summary>
    private const int BatchRows = 10_000;

    /// <summary>Returns how many records went. The last poll of a feed stays with its schedule's words.</summary>
    public async Task<int> PruneAsync(CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        var oldest = clock.GetUtcNow() - options.Value.KeepPolls;
        var gone = 0;
        while (true)
        {
            var pruned = await db.Polls.Where(poll => poll.LastAt < oldest).OrderBy(poll => poll.LastAt).Take(BatchRows).ExecuteDeleteAsync(stop);
            gone += pruned;
            if (pruned < BatchRows)
                return gone;
        }
    }
}
