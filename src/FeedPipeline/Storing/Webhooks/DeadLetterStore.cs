using FeedPipeline.Consumers;
using Microsoft.EntityFrameworkCore;

namespace FeedPipeline.Storing.Webhooks;

/// <summary>Changes that webhooks did not take.</summary>
public sealed class DeadLetterStore(IDbContextFactory<FeedPipelineDb> contexts)
{
    /// <summary>Those of a webhook after this one, the oldest first.</summary>
    public async Task<IReadOnlyList<DeadLetter>> ListAsync(long webhookId, long afterId, int most, CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        return await db.DeadLetters.Where(letter => letter.WebhookId == webhookId && letter.Id > afterId).OrderBy(letter => letter.Id).Take(most).ToListAsync(stop);
    }

    /// <summary>It was taken after all.</summary>
    public async Task TakenAsync(long id, CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        await db.DeadLetters.Where(letter => letter.Id == id).ExecuteDeleteAsync(stop);
    }

    /// <summary>It was not.</summary>
    public async Task FailedAsync(long id, string problem, DateTimeOffset now, CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        await db.DeadLetters.Where(letter => letter.Id == id).ExecuteUpdateAsync(
            change => change.SetProperty(letter => letter.Attempts, letter => letter.Attempts + 1).SetProperty(letter => letter.Problem, problem).SetProperty(letter => letter.At, now), stop);
    }
}
