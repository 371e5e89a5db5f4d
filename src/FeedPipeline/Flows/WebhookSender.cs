using System.Text.Json;
using System.Text.Json.Nodes;
using FeedPipeline.Consumers;
using FeedPipeline.Events;
using FeedPipeline.Fetching;
using FeedPipeline.Publishing;
using FeedPipeline.Storing;
using FeedPipeline.Storing.Changes;
using Microsoft.Extensions.Options;

namespace FeedPipeline.Flows;

/// <summary>Sends one signed message to a webhook.</summary>
public sealed class WebhookSender(WebhookClient client, IOptions<WebhookOptions> options, TimeProvider clock)
{
    private const int MaxProblemChars = 300;

    /// <summary>Tells of a change.</summary>
    public async Task<PostResult> SendAsync(ClaimedWebhook webhook, LoggedChange change, CancellationToken stop) => await PostAsync(
        webhook,
        WebhookMessage.Of(webhook.Webhook.Id, change.Change, TableNaming.Of(change.Change.Kind), ChangeJson.Of(change, webhook.Webhook.Article), options.Value.MaxMessageBytes),
        stop);

    /// <summary>Tells of an event.</summary>
    public async Task<PostResult> SendAsync(ClaimedWebhook webhook, EventNews news, CancellationToken stop) =>
        await PostAsync(webhook, WebhookMessage.Of(webhook.Webhook.Id, news, (JsonObject)JsonSerializer.SerializeToNode(news.Event, TableJson.Options)!), stop);

    /// <summary>Tells of nothing.</summary>
    public async Task<PostResult> TestAsync(ClaimedWebhook webhook, CancellationToken stop) =>
        await PostAsync(webhook, WebhookMessage.Test(webhook.Webhook.Id, clock.GetUtcNow()), stop);

    private async Task<PostResult> PostAsync(ClaimedWebhook webhook, WebhookMessage message, CancellationToken stop)
    {
        if (webhook.Secret is not { } secret)
            return new PostResult("its secret cannot be opened: Secrets__KeyFile must have the key that it was sealed with");

        var timestamp = clock.GetUtcNow().ToUnixTimeSeconds();
        var result = await client.PostAsync(
            webhook.Webhook.Url,
            message.Body,
            [
                new("webhook-id", message.Id),
                new("webhook-timestamp", FormattableString.Invariant($"{timestamp}")),
                new("webhook-signature", WebhookSecret.Sign(secret, message.Id, timestamp, message.Body)),
            ],
            options.Value.Timeout,
            stop);
        return result.Problem is { Length: > MaxProblemChars } tooLong ? result with { Problem = tooLong[..MaxProblemChars] } : result;
    }
}
