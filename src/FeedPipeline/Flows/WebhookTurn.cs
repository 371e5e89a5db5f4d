using FeedPipeline.Consumers;
using FeedPipeline.Fetching;
using FeedPipeline.Publishing;
using FeedPipeline.Storing;
using FeedPipeline.Storing.Changes;
using FeedPipeline.Storing.Webhooks;
using Microsoft.Extensions.Options;

namespace FeedPipeline.Flows;

/// <summary>What one webhook is told of under one claim. A change counts as told when it was taken, so a worker that dies tells of the last ones again, under the same ids.</summary>
public sealed class WebhookTurn(ChangeLog changes, DeliveryStore store, WebhookSender sender, IOptions<WebhookOptions> options, TimeProvider clock)
{
    /// <summary>So often progress is saved, and the lease with it.</summary>
    private static readonly TimeSpan SaveEvery = TimeSpan.FromSeconds(1);

    /// <summary>Then another webhook may have a turn.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>Delivers until there is nothing more, a try fails, or it is another's turn.</summary>
    public async Task DeliverAsync(ClaimedWebhook claimed, CancellationToken stop)
    {
        var began = clock.GetTimestamp();
        var at = new WebhookProgress(claimed.Position) { Attempts = claimed.Webhook.Attempts, Problem = claimed.Webhook.Problem };
        try
        {
            while (await NextAsync(claimed, at, stop) is { Count: > 0 } page)
            {
                var origins = await OriginsAsync(claimed.Webhook, page, stop);
                var saved = clock.GetTimestamp();
                foreach (var change in page)
                {
                    if (WebhookFilter.Wants(claimed.Webhook, change, TableNaming.Of(change.Change.Kind), origins.GetValueOrDefault(change.Change.ArticleId, ArticleOrigin.None)))
                    {
                        var result = await sender.SendAsync(claimed, change, stop);
                        FlowMetrics.Delivered(result.Problem is null);
                        if (result.Problem is not null)
                        {
                            await SaveAsync(claimed, await FailedAsync(claimed, at, change, result, stop), stop);
                            return;
                        }

                        at = new WebhookProgress(at.Position) { Delivered = at.Delivered + 1 };
                    }

                    at = at with { Position = LogPosition.Parse(change.Cursor)!.Value };
                    if (clock.GetElapsedTime(saved) < SaveEvery)
                        continue;
                    if (!await SaveAsync(claimed, at, stop))
                        return;
                    at = at with { Delivered = 0 };
                    saved = clock.GetTimestamp();
                }

                if (!await SaveAsync(claimed, at, stop))
                    return;
                at = at with { Delivered = 0 };
                if (clock.GetElapsedTime(began) > Longest)
                    break;
            }

            await SaveAsync(claimed, at with { Pause = TimeSpan.Zero }, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // What was taken is not told again only because the worker stops.
            await SaveAsync(claimed, at with { Pause = TimeSpan.Zero }, CancellationToken.None);
            throw;
        }
    }

    /// <summary>The next changes; where they were pruned, an operator is told, and it goes on with what there is.</summary>
    private async Task<IReadOnlyList<LoggedChange>> NextAsync(ClaimedWebhook claimed, WebhookProgress at, CancellationToken stop)
    {
        var page = await ReadAsync(at.Position, stop);
        if (page.Refusal is not { Kind: LogRefusalKind.Pruned })
            return page.Refusal is null ? page.Changes : throw new InvalidOperationException(page.Refusal.Line);

        var beginning = await store.BeginningAsync(stop);
        var lost = $"the log was pruned up to {beginning} before webhook {claimed.Webhook.Id} was told of what came after {at.Position}: let its receiver read the articles as a whole";
        await SaveAsync(claimed, at with { Position = beginning, Event = lost }, stop);
        return (await ReadAsync(beginning, stop)).Changes;
    }

    private async Task<ChangePage> ReadAsync(LogPosition position, CancellationToken stop) =>
        await changes.ReadAsync(new ChangeRequest(null, options.Value.PageSize, position.ToString()) { WithArticles = true }, stop);

    private async Task<IReadOnlyDictionary<long, ArticleOrigin>> OriginsAsync(Webhook webhook, IReadOnlyList<LoggedChange> page, CancellationToken stop) => WebhookFilter.AsksForOrigin(webhook)
        ? await store.OriginsAsync([.. page.Select(change => change.Change.ArticleId).Distinct()], stop)
        : new Dictionary<long, ArticleOrigin>();

    private async Task<WebhookProgress> FailedAsync(ClaimedWebhook claimed, WebhookProgress at, LoggedChange change, PostResult result, CancellationToken stop)
    {
        var limits = options.Value;
        // Without a key no try was made.
        var attempts = claimed.Secret is null ? at.Attempts : at.Attempts + 1;
        var failed = at with
        {
            Attempts = attempts,
            Problem = result.Problem,
            IsStopped = result.IsGone,
            Pause = WebhookPauses.After(Math.Max(attempts, 1), result.RetryAfter, Random.Shared.NextDouble(), limits),
            Event = result.IsGone || claimed.Secret is null || attempts >= limits.FailuresUntilEvent ? $"webhook {claimed.Webhook.Id} at {claimed.Webhook.Url}: {result.Problem}" : null,
        };
        if (result.IsGone || attempts < limits.Attempts)
            return failed;
        if (await store.DeadLettersAsync(claimed.Webhook.Id, stop) >= limits.DeadLetters)
            return failed with { Event = $"{failed.Event}; {limits.DeadLetters} dead letters are enough, so it is told of nothing more until it takes this one: `feedpipe webhooks retry {claimed.Webhook.Id} --all`" };
        return failed with
        {
            Position = LogPosition.Parse(change.Cursor)!.Value,
            Attempts = 0,
            Buried = change,
            Pause = WebhookPauses.After(1, result.RetryAfter, Random.Shared.NextDouble(), limits),
            Event = $"{failed.Event}; `feedpipe webhooks retry {claimed.Webhook.Id} --all` sends again what it did not take",
        };
    }

    private async Task<bool> SaveAsync(ClaimedWebhook claimed, WebhookProgress progress, CancellationToken stop) =>
        await store.SaveAsync(claimed, progress, options.Value.Lease, stop);
}
