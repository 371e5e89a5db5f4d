using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using FeedPipeline.Publishing;
using Microsoft.AspNetCore.Http;

namespace FeedPipeline.Tests.Flows;

/// <summary>A receiver of webhooks on the loopback, as bad as the test wants it.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly ConcurrentQueue<Received> _taken = new();
    private readonly CancellationTokenSource _over = new();
    private Fetching.Origin _server = null!;
    private int _asked;

    public string Url => _server.Url + "/hook";

    /// <summary>Messages that it answered with 2xx, in order.</summary>
    public IReadOnlyList<Received> Taken => [.. _taken];

    /// <summary>Requests of every kind.</summary>
    public int Asked => _asked;

    /// <summary>What it answers to the request of this number; null: it stalls.</summary>
    public Func<int, Received, int?> Answer { get; set; } = (_, _) => 204;

    public string? Secret { get; set; }

    /// <summary>Whether it remembers what it takes.</summary>
    public bool Keeps { get; set; } = true;

    public static async Task<Receiver> StartAsync()
    {
        var receiver = new Receiver();
        receiver._server = await Fetching.Origin.AnswerAsync(receiver.AnswerAsync);
        return receiver;
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _server.DisposeAsync();
        _over.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var headers = context.Request.Headers;
        var (id, timestamp) = (headers["webhook-id"].ToString(), long.Parse(headers["webhook-timestamp"]!, CultureInfo.InvariantCulture));
        var isSigned = Secret is not null && headers["webhook-signature"] == WebhookSecret.Sign(WebhookSecret.Parse(Secret)!, id, timestamp, body.ToArray());
        var received = new Received(id, isSigned, JsonNode.Parse(body.ToArray())!);
        var status = Answer(Interlocked.Increment(ref _asked), received);
        if (status is null)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _over.Token).Token).ContinueWith(_ => { }, TaskScheduler.Default);
            return;
        }

        if (status is >= 200 and < 300 && Keeps)
            _taken.Enqueue(received);
        context.Response.StatusCode = status.Value;
        if (status is 302)
            context.Response.Headers.Location = "/elsewhere";
    }
}

/// <summary>A message.</summary>
internal sealed record Received(string Id, bool IsSigned, JsonNode Body)
{
    public long Article => (long)Body["data"]!["article_id"]!;
}
