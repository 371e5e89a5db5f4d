using System.Net;
using System.Net.Sockets;
using FeedPipeline.Feeds;
using FeedPipeline.Fetching;
using Microsoft.Extensions.Options;

namespace FeedPipeline.Tests.Fetching;

/// <summary>The fetcher with its client, as the product wires them, with the loopback allowed unless the test says otherwise.</summary>
internal sealed class TestFetcher : IDisposable
{
    private readonly HttpMessageInvoker http;
    private readonly PoliteClient client;
    private readonly FeedFetcher fetcher;

    public TestFetcher(FetchingOptions? options = null, TimeProvider? clock = null, Func<string, IPAddress[]>? resolve = null)
    {
        var all = options ?? Loopback;
        http = FetchingClient.Create(all, (host, _) =>
            Task.FromResult(resolve?.Invoke(host) ?? throw new SocketException((int)SocketError.HostNotFound)));
        clock ??= TimeProvider.System;
        client = new(http, Options.Create(all), clock);
        Network = new(Options.Create(all), clock);
        fetcher = new(client, Network, Options.Create(all));
        Pages = new(client, Options.Create(all), clock);
    }

    public static FetchingOptions Public { get; } = new() { HostDelay = TimeSpan.Zero };

    public static FetchingOptions Loopback { get; } = Public with { AllowedNetworks = ["127.0.0.0/8"] };

    public Task<FetchResult> FetchAsync(string url, Validators? validators = null, CancellationToken stop = default) =>
        fetcher.FetchAsync(new Feed { Name = "test", Url = url }, validators ?? Validators.None, stop);

    public Task<FetchResult> FetchAsync(Feed feed, ConnectionLog log) => fetcher.FetchAsync(feed, Validators.None, log, default);

    public NetworkWatch Network { get; }

    public PageFetcher Pages { get; }

    public Task<FetchResult> FetchAsync(ClaimedFeed claim, CancellationToken stop = default) => fetcher.FetchAsync(claim, stop);

    public void Dispose()
    {
        client.Dispose();
        http.Dispose();
    }
}
