using System.Net;
using System.Net.Sockets;
using FeedPipeline.Feeds;
using FeedPipeline.Fetching;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FeedPipeline.Tests.Fetching;

/// <summary>A real server on the loopback; the test says how it answers.</summary>
internal sealed class Origin : IAsyncDisposable
{
    private readonly WebApplication server;

    private Origin(WebApplication server) => this.server = server;

    public string Url => server.Urls.Single();

    public static Task<Origin> AnswerAsync(RequestDelegate answer) => AnswerAsync(answer, _ => { });

    public static async Task<Origin> AnswerAsync(RequestDelegate answer, Action<ListenOptions> listen)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen));
        var built = builder.Build();
        built.Run(answer);
        await built.StartAsync();
        return new(built);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();
}

/// <summary>A listener that answers every connection with the same bytes, whether they are HTTP or not.</summary>
internal sealed class RawOrigin : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();
    private readonly Func<Socket, CancellationToken, Task> answer;
    private readonly Task accepting;
    private int accepted;

    public RawOrigin(Func<Socket, CancellationToken, Task> answer)
    {
        this.answer = answer;
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public string Url => $"http://127.0.0.1:{Port}/feed";

    public int Accepted => Volatile.Read(ref accepted);

    /// <summary>Sends the text when the request has come, and closes.</summary>
    public static RawOrigin Sending(string text) => new(async (socket, stop) =>
    {
        await socket.ReceiveAsync(new byte[4096], stop);
        await socket.SendAsync(System.Text.Encoding.Latin1.GetBytes(text), stop);
    });

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        listener.Dispose();
        await accepting;
        stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                using var socket = await listener.AcceptSocketAsync(stopping.Token);
                Interlocked.Increment(ref accepted);
                await AnswerAsync(socket);
            }
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            return;
        }
    }

    private async Task AnswerAsync(Socket socket)
    {
        try
        {
            await answer(socket, stopping.Token);
        }
        catch (SocketException)
        {
            // The client hung up, as some tests want.
            return;
        }
    }
}

/// <summary>The fetcher with its client, as the product wires them, with the loopback allowed unless the test says otherwise.</summary>
internal sealed class TestFetcher : IDisposable
{
    private readonly HttpMessageInvoker http;
    private readonly FeedFetcher fetcher;

    public TestFetcher(FetchingOptions? options = null, TimeProvider? clock = null, Func<string, IPAddress[]>? resolve = null)
    {
        var all = options ?? Loopback;
        http = FetchingClient.Create(all, (host, _) => Task.FromResult(resolve?.Invoke(host) ?? throw new SocketException((int)SocketError.HostNotFound)));
        fetcher = new(http, Options.Create(all), clock ?? TimeProvider.System);
    }

    public static FetchingOptions Public { get; } = new() { HostDelay = TimeSpan.Zero };

    public static FetchingOptions Loopback { get; } = Public with { AllowedNetworks = ["127.0.0.0/8"] };

    public Task<FetchResult> FetchAsync(string url, Validators? validators = null, CancellationToken stop = default) =>
        fetcher.FetchAsync(new Feed { Name = "test", Url = url }, validators ?? Validators.None, stop);

    public void Dispose()
    {
        fetcher.Dispose();
        http.Dispose();
    }
}
