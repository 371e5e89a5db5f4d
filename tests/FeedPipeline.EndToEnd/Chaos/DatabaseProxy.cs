using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace FeedPipeline.EndToEnd.Chaos;

/// <summary>The way of one worker to PostgreSQL, which can be cut, stalled, or lose the one answer that matters.</summary>
internal sealed class DatabaseProxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<Socket, Socket> connections = new();
    private readonly CancellationTokenSource stop = new();
    private readonly int server;
    private readonly Task accepting;
    private volatile TaskCompletionSource passing = Passing();
    private volatile byte[]? swallow;
    private int swallowed;

    private DatabaseProxy(int server)
    {
        this.server = server;
        passing.SetResult();
        listener.Start();
        accepting = AcceptAsync();
    }

    /// <summary>Where the worker connects to.</summary>
    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Answers that were lost after the server had done the work.</summary>
    public int Swallowed => swallowed;

    /// <summary>Opens a way to the server on this port of loopback.</summary>
    public static DatabaseProxy To(int server) => new(server);

    /// <summary>Ends all connections at once, on both sides.</summary>
    public void Cut()
    {
        foreach (var (client, upstream) in connections)
            Reset(client, upstream);
    }

    /// <summary>Nothing passes for a while, and nobody is told.</summary>
    public async Task StallAsync(TimeSpan length)
    {
        var until = passing = Passing();
        await Task.Delay(length, TimeProvider.System);
        until.SetResult();
    }

    /// <summary>The next time that the server says it has done a command of this kind (<c>COMMIT</c>, <c>UPDATE</c>), the connection ends before the worker hears it.</summary>
    public void SwallowNext(string command) => swallow = Encoding.ASCII.GetBytes(command);

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Dispose();
        Cut();
        await accepting;
        stop.Dispose();
    }

    private static TaskCompletionSource Passing() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static void Reset(Socket client, Socket upstream)
    {
        Reset(client);
        Reset(upstream);
    }

    private static void Reset(Socket socket)
    {
        try
        {
            // Without lingering the close is a reset.
            socket.LingerState = new LingerOption(enable: true, seconds: 0);
        }
        catch (Exception ended) when (ended is ObjectDisposedException or SocketException)
        {
            // Its ends closed it by themselves a moment ago.
            return;
        }
        finally
        {
            socket.Dispose();
        }
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await listener.AcceptSocketAsync(stop.Token));
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The rig is done.
        }
    }

    private async Task ServeAsync(Socket client)
    {
        var upstream = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        client.NoDelay = true;
        try
        {
            await upstream.ConnectAsync(IPAddress.Loopback, server, stop.Token);
            connections.TryAdd(client, upstream);
            await Task.WhenAny(PumpAsync(client, upstream, answers: false), PumpAsync(upstream, client, answers: true));
        }
        catch (Exception refused) when (refused is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The server is down: the worker sees its connection end.
        }

        connections.TryRemove(client, out _);
        client.Dispose();
        upstream.Dispose();
    }

    private async Task PumpAsync(Socket from, Socket to, bool answers)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer, stop.Token) is > 0 and var count)
            {
                await passing.Task.WaitAsync(stop.Token);
                if (answers && Swallows(buffer.AsSpan(0, count)))
                    return;
                await to.SendAsync(buffer.AsMemory(0, count), stop.Token);
            }
        }
        catch (Exception ended) when (ended is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // One side is gone, and the other goes with it.
        }
    }

    /// <summary>A <c>CommandComplete</c>: its type, four bytes of length of which three are zero, and the command.</summary>
    private bool Swallows(ReadOnlySpan<byte> answer)
    {
        if (swallow is not { } command)
            return false;
        var at = answer.IndexOf(command);
        if (at < 5 || answer[at - 5] != (byte)'C' || Interlocked.CompareExchange(ref swallow, null, command) != command)
            return false;
        Interlocked.Increment(ref swallowed);
        return true;
    }
}
