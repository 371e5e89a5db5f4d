using System.Net;
using System.Net.Sockets;
using System.Text;

namespace FeedPipeline.Tests.Fetching;

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
        await socket.SendAsync(Encoding.Latin1.GetBytes(text), stop);
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
        catch (Exception end) when (end is OperationCanceledException or SocketException || (end is InvalidOperationException && stopping.IsCancellationRequested))
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
