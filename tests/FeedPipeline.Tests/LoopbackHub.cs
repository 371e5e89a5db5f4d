using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using FeedPipeline.Fetching;
using FeedPipeline.Tests.Fetching;
using Microsoft.AspNetCore.Http;

namespace FeedPipeline.Tests;

/// <summary>A WebSub hub on the loopback: takes requests, asks back at the callback, and delivers with a signature.</summary>
internal sealed class LoopbackHub : IAsyncDisposable
{
    private readonly ConcurrentQueue<IReadOnlyDictionary<string, string>> _requests = new();
    private readonly HttpMessageInvoker _client = FetchingClient.Create(TestFetcher.Loopback);
    private Fetching.Origin _server = null!;

    public string Url => _server.Url + "/hub";

    /// <summary>What subscribers asked for, in order.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, string>> Requests => [.. _requests];

    public IReadOnlyDictionary<string, string> Last => Requests[^1];

    /// <summary>What the hub answers to requests.</summary>
    public int Status { get; set; } = StatusCodes.Status202Accepted;

    public static async Task<LoopbackHub> StartAsync()
    {
        var hub = new LoopbackHub();
        hub._server = await Fetching.Origin.AnswerAsync(hub.AnswerAsync);
        return hub;
    }

    /// <summary>Asks back whether this was meant (section 5.3).</summary>
    public async Task<(HttpStatusCode Status, string Body)> VerifyAsync(string mode = "subscribe", string? topic = null, string challenge = "abc123", int lease = 3600) =>
        await SendAsync(HttpMethod.Get, string.Create(CultureInfo.InvariantCulture,
            $"{Last["hub.callback"]}?hub.mode={mode}&hub.topic={Uri.EscapeDataString(topic ?? Last["hub.topic"])}&hub.challenge={challenge}&hub.lease_seconds={lease}&hub.reason=no"));

    /// <summary>Delivers, signed by this method with this secret (section 8); unsigned without method.</summary>
    public async Task<HttpStatusCode> DeliverAsync(string document, string? method = "sha256", string? secret = null, string? callback = null)
    {
        var body = new ByteArrayContent(Encoding.UTF8.GetBytes(document));
        body.Headers.ContentType = MediaTypeHeaderValue.Parse("application/rss+xml; charset=utf-8");
        if (method is not null)
            body.Headers.Add("X-Hub-Signature", $"{method}={Sign(method, secret ?? Last["hub.secret"], Encoding.UTF8.GetBytes(document))}");
        return (await SendAsync(HttpMethod.Post, callback ?? Last["hub.callback"], body)).Status;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _client.Dispose();
    }

    public static string Sign(string method, string secret, byte[] body) => Convert.ToHexStringLower(method switch
    {
#pragma warning disable CA5350 // Section 8 names it.
        "sha1" => HMACSHA1.HashData(Encoding.UTF8.GetBytes(secret), body),
#pragma warning restore CA5350
        "sha384" => HMACSHA384.HashData(Encoding.UTF8.GetBytes(secret), body),
        "sha512" => HMACSHA512.HashData(Encoding.UTF8.GetBytes(secret), body),
        _ => HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body),
    });

    private async Task<(HttpStatusCode Status, string Body)> SendAsync(HttpMethod method, string url, HttpContent? body = null)
    {
        using var request = new HttpRequestMessage(method, url) { Content = body };
        using var response = await _client.SendAsync(request, default);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        _requests.Enqueue(form.ToDictionary(field => field.Key, field => field.Value.ToString()));
        context.Response.StatusCode = Status;
    }
}
