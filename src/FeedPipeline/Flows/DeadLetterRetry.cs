using FeedPipeline.Storing.Changes;
using FeedPipeline.Storing.Pages;
using FeedPipeline.Storing.Webhooks;

namespace FeedPipeline.Flows;

/// <summary>Sends again what a webhook did not take.</summary>
public sealed class DeadLetterRetry(WebhookStore webhooks, DeadLetterStore letters, PageStore articles, WebhookSender sender, TimeProvider clock)
{
    private const int PageSize = 20;

    /// <summary>Sends the dead letters of a webhook, the oldest first, and lets it be told of what comes at once. How many were taken, how many not, and why; null when there is no such webhook.</summary>
    /// <param name="webhookId">The webhook.</param>
    /// <param name="all">Whether it goes on after the first, and after one that is not taken again.</param>
    /// <param name="stop">Ends the wait.</param>
    public async Task<(int Taken, int Failed, string? Problem)?> RetryAsync(long webhookId, bool all, CancellationToken stop)
    {
        if (await webhooks.FindAsync(webhookId, stop) is not { } webhook)
            return null;

        var (taken, failed, last, problem) = (0, 0, 0L, (string?)null);
        while (await letters.ListAsync(webhookId, last, all ? PageSize : 1, stop) is { Count: > 0 } page)
        {
            foreach (var letter in page)
            {
                last = letter.Id;
                var change = ChangeJson.Read(letter.Cursor, letter.Change);
                var result = await sender.SendAsync(webhook, change with { Article = await articles.ArticleAsync(change.Change.ArticleId, stop) }, stop);
                if (result.Problem is { } why)
                    await letters.FailedAsync(letter.Id, why, clock.GetUtcNow(), stop);
                else
                    await letters.TakenAsync(letter.Id, CancellationToken.None);
                (taken, failed, problem) = result.Problem is null ? (taken + 1, failed, problem) : (taken, failed + 1, result.Problem);
            }

            if (!all)
                break;
        }

        await webhooks.WakeAsync(webhookId, stop);
        return (taken, failed, problem);
    }
}
