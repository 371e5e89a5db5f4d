using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace FeedPipeline.EndToEnd.Hostile;

/// <summary>A publisher that misbehaves below the level where servers still mean well: it writes bytes, whether they are HTTP or not. Every trick lives on an address of its own.</summary>
internal sealed class HostileOrigin : IAsyncDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly ConcurrentDictionary<string, int> requests = new();
    private readonly List<Socket> listeners = [];
    private readonly List<Socket> silent = [];
    private readonly List<Task> accepting = [];
    private int hosts;

    /// <summary>Requests and connections so far, by the trick's name.</summary>
    public int Requests(string name) => requests.GetValueOrDefault(name);

    /// <summary>Opens an address for this trick; returns the URL of its feed.</summary>
    public string Open(Trick trick)
    {
        var listener = Bind();
        listeners.Add(listener);
        var port = ((IPEndPoint)listener.LocalEndPoint!).Port;
        if (trick.NeverAccepts)
            FillBacklog(listener);
        else
            accepting.Add(AcceptAsync(listener, trick));
        return $"{trick.Scheme}://127.9.{hosts / 250}.{hosts % 250 + 1}:{port}/{trick.Name}";
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        foreach (var socket in listeners.Concat(silent))
            socket.Dispose();
        await Task.WhenAll(accepting);
        stopping.Dispose();
    }

    private Socket Bind()
    {
        hosts++;
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(new IPAddress([127, 9, (byte)(hosts / 250), (byte)(hosts % 250 + 1)]), 0));
        listener.Listen(64);
        return listener;
    }

    private void FillBacklog(Socket listener)
    {
        listener.Listen(0);
        for (var i = 0; i < 8; i++)
        {
            var waiting = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
            silent.Add(waiting);
            try
            {
                waiting.Connect(listener.LocalEndPoint!);
            }
            catch (SocketException)
            {
                // It waits in the background, as it should.
                continue;
            }
        }
    }

    private async Task AcceptAsync(Socket listener, Trick trick)
    {
        List<Task> answering = [];
        try
        {
            while (true)
                answering.Add(AnswerAsync(await listener.AcceptAsync(stopping.Token), trick));
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(answering);
        }
    }

    private async Task AnswerAsync(Socket socket, Trick trick)
    {
        await Task.Yield();
        using (socket)
        {
            var count = requests.AddOrUpdate(trick.Name, 1, (_, before) => before + 1);
            try
            {
                await using var stream = new NetworkStream(socket);
                var head = trick.Scheme == "https" ? string.Empty : await HeadAsync(stream, stopping.Token);
                await trick.Answer(new Conversation(socket, stream, head, count), stopping.Token);
            }
            catch (Exception end) when (end is IOException or SocketException or OperationCanceledException or ObjectDisposedException or System.Security.Authentication.AuthenticationException)
            {
                // The worker hung up, as it should.
                return;
            }
        }
    }

    private static async Task<string> HeadAsync(NetworkStream stream, CancellationToken stop)
    {
        var head = new StringBuilder();
        var buffer = new byte[4096];
        while (!head.ToString().Contains("\r\n\r\n", StringComparison.Ordinal))
        {
            var length = await stream.ReadAsync(buffer, stop);
            if (length == 0)
                throw new IOException("No request came.");
            head.Append(Encoding.Latin1.GetString(buffer, 0, length));
        }

        return head.ToString();
    }
}

/// <summary>A request, and the connection it came on.</summary>
/// <param name="Socket">For tricks with the connection itself.</param>
/// <param name="Stream">For bytes.</param>
/// <param name="Head">The request's head; empty where TLS comes first.</param>
/// <param name="Count">How many connections this trick has seen, from 1.</param>
internal sealed record Conversation(Socket Socket, Stream Stream, string Head, int Count)
{
    /// <summary>Whether the request carries validators.</summary>
    public bool IsConditional => Head.Contains("If-None-Match", StringComparison.OrdinalIgnoreCase) || Head.Contains("If-Modified-Since", StringComparison.OrdinalIgnoreCase);

    /// <summary>Bytes as they are.</summary>
    public async Task SendAsync(byte[] bytes, CancellationToken stop) => await Stream.WriteAsync(bytes, stop);

    /// <summary>Text as Latin-1.</summary>
    public Task SendAsync(string text, CancellationToken stop) => SendAsync(Encoding.Latin1.GetBytes(text), stop);

    /// <summary>A whole answer that ends with the connection.</summary>
    public async Task AnswerAsync(string status, byte[] body, CancellationToken stop, params string[] headers)
    {
        await SendAsync($"HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: {body.Length}\r\n{string.Concat(headers.Select(header => header + "\r\n"))}\r\n", stop);
        await SendAsync(body, stop);
    }
}

/// <summary>One misbehaviour and what is expected of the worker.</summary>
/// <param name="Row">Its number in the list of hostile behaviours.</param>
/// <param name="Name">Path of its feed.</param>
/// <param name="Outcomes">How its first poll may end.</param>
/// <param name="Answer">What it does with a connection.</param>
internal sealed record Trick(int Row, string Name, string[] Outcomes, Func<Conversation, CancellationToken, Task> Answer)
{
    public string Scheme { get; init; } = "http";

    /// <summary>Words in the record of its last failed poll; null when they do not matter.</summary>
    public string? Says { get; init; }

    /// <summary>Its certificate is accepted, so that what lies behind it can be seen.</summary>
    public bool IsExcepted { get; init; }

    /// <summary>The connection is never accepted.</summary>
    public bool NeverAccepts { get; init; }

    /// <summary>Articles that its feed leaves in the table, in the end; null when it does not matter.</summary>
    public int? Articles { get; init; }

    /// <summary>Items of its feed that are kept out of the table, in the end; null when it does not matter.</summary>
    public int? Quarantined { get; init; }

    public override string ToString() => $"{Row} {Name}";
}
