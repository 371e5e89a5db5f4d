using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using FeedPipeline.Consumers;
using FeedPipeline.Publishing;
using FeedPipeline.Storing;
using FeedPipeline.Storing.Webhooks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FeedPipeline.Flows;

/// <summary>Tells webhooks of changes: several at a time, each of one change after the other, so that who is slow or down holds back nobody else.</summary>
public sealed partial class WebhookDelivery(WebhookTurn turn, DeliveryStore store, IOptions<WebhookOptions> options, TimeProvider clock, ILogger<WebhookDelivery> log)
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PauseAfterBug = TimeSpan.FromMinutes(5);

    /// <summary>Delivers until no webhook has anything coming. Returns how many turns webhooks had.</summary>
    public async Task<int> DeliverDueAsync(CancellationToken stop)
    {
        var turns = 0;
        var busy = new ConcurrentDictionary<long, Task>();
        await Parallel.ForEachAsync(ClaimedAsync(busy, stop), new ParallelOptions { MaxDegreeOfParallelism = options.Value.Concurrency, CancellationToken = stop }, async (claimed, token) =>
        {
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            busy[claimed.Webhook.Id] = done.Task;
            try
            {
                Interlocked.Increment(ref turns);
                await DeliverAsync(claimed, token);
            }
            finally
            {
                busy.TryRemove(claimed.Webhook.Id, out _);
                done.SetResult();
            }
        });
        return turns;
    }

    // While one stalls, the others that become due meanwhile are found.
    private async IAsyncEnumerable<ClaimedWebhook> ClaimedAsync(ConcurrentDictionary<long, Task> busy, [EnumeratorCancellation] CancellationToken stop)
    {
        while (true)
        {
            var inHand = busy.Values.ToArray();
            if (await store.ClaimAsync(options.Value.Lease, stop) is { } claimed)
                yield return claimed;
            else if (inHand.Length > 0)
                await Task.WhenAny([.. inHand, Task.Delay(LookAgain, clock, stop)]);
            else
                yield break;
        }
    }

    private async Task DeliverAsync(ClaimedWebhook claimed, CancellationToken stop)
    {
        try
        {
            await turn.DeliverAsync(claimed, stop);
        }
        catch (Exception bug) when (bug is not OperationCanceledException && FeedPipelineDatabase.Explain(bug) is null)
        {
            NotDelivered(log, claimed.Webhook.Id, bug);
            var problem = $"FeedPipeline failed on it: {bug.GetType().Name}: {bug.Message}".ReplaceLineEndings(" ");
            await store.SaveAsync(claimed, new WebhookProgress(claimed.Position) { Attempts = claimed.Webhook.Attempts, Problem = problem, Pause = PauseAfterBug, Event = problem }, options.Value.Lease, stop);
        }
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Error, Message = "Webhook {Webhook} could not be told of changes")]
    private static partial void NotDelivered(ILogger log, long webhook, Exception failure);
}
