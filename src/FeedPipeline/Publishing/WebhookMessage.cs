using System.Text.Json;
using System.Text.Json.Nodes;
using FeedPipeline.Articles;
using FeedPipeline.Events;

namespace FeedPipeline.Publishing;

/// <summary>What a receiver gets (Standard Webhooks 1.0): the same id and body however often it is sent.</summary>
/// <param name="Id">Idempotency key: one for each change and webhook.</param>
/// <param name="Body">JSON.</param>
public sealed record WebhookMessage(string Id, byte[] Body)
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Tells of a change.</summary>
    /// <param name="webhookId">The webhook.</param>
    /// <param name="change">The change.</param>
    /// <param name="kind">Its kind as the log names it.</param>
    /// <param name="row">The change as JSON, with or without its article.</param>
    /// <param name="maxBytes">Where the body would be larger, the article is left out.</param>
    public static WebhookMessage Of(long webhookId, Change change, string kind, JsonObject row, int maxBytes)
    {
        var body = Write($"article.{kind}", change.At, row);
        if (body.Length > maxBytes && row["article"] is not null)
        {
            row["article"] = null;
            row["article_omitted"] = true;
            body = Write($"article.{kind}", change.At, row);
        }

        return new WebhookMessage(FormattableString.Invariant($"msg_{webhookId}_{change.Seq}"), body);
    }

    /// <summary>Tells that an event opened, or is over.</summary>
    public static WebhookMessage Of(long webhookId, EventNews news, JsonObject row)
    {
        var word = news.IsOver ? "closed" : "opened";
        row["about"] = news.About;
        return new WebhookMessage(FormattableString.Invariant($"msg_{webhookId}_event_{news.Event.Id}_{word}"), Write($"event.{word}", news.At, row));
    }

    /// <summary>Tells of nothing, so that an operator sees whether it arrives.</summary>
    public static WebhookMessage Test(long webhookId, DateTimeOffset now) =>
        new(FormattableString.Invariant($"msg_{webhookId}_test_{now.ToUnixTimeMilliseconds()}"), Write("webhook.test", now, new JsonObject { ["webhook_id"] = webhookId }));

    private static byte[] Write(string type, DateTimeOffset at, JsonObject data)
    {
        // A node has one parent; the same row may be written twice.
        var message = new JsonObject { ["type"] = type, ["timestamp"] = at, ["data"] = data.DeepClone() };
        return JsonSerializer.SerializeToUtf8Bytes(message, Relaxed);
    }
}
