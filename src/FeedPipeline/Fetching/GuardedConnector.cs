using System.Net;
using System.Net.Sockets;

namespace FeedPipeline.Fetching;

/// <summary>Opens connections: the name is resolved once, every answer is judged, and only judged addresses are connected to.</summary>
/// <param name="policy">Judges the answers.</param>
/// <param name="resolve">Asks the name server.</param>
/// <param name="timeout">For all attempts together.</param>
internal sealed class GuardedConnector(AddressPolicy policy, Func<string, CancellationToken, Task<IPAddress[]>> resolve, TimeSpan timeout)
{
    private const int MaxAttempts = 4;

    /// <summary>Throws <see cref="AddressRefusedException"/> when any answer is refused: one is a rebinding attempt or a mistake.</summary>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken stop)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        IPAddress[] addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await resolve(host, stop);
        ConnectionLog.Note(context.InitialRequestMessage, new Connection(host, port, addresses));
        if (addresses.Length == 0)
            throw new SocketException((int)SocketError.HostNotFound);

        foreach (var address in addresses)
        {
            if (policy.Refusal(host, address, port) is { } refusal)
                throw new AddressRefusedException(refusal);
        }

        return await ConnectAsync(addresses, port, stop);
    }

    // One address after the other, each with its share of the time: a dead IPv6 route must not hide a living IPv4 one.
    private async Task<Stream> ConnectAsync(IPAddress[] addresses, int port, CancellationToken stop)
    {
        var share = timeout / Math.Min(addresses.Length, MaxAttempts);
        var failure = new SocketException((int)SocketError.TimedOut);
        foreach (var address in addresses.Take(MaxAttempts))
        {
            using var attempt = CancellationTokenSource.CreateLinkedTokenSource(stop);
            attempt.CancelAfter(share);
            try
            {
                return await ConnectAsync(new IPEndPoint(address, port), attempt.Token);
            }
            catch (SocketException refused)
            {
                failure = refused;
            }
            catch (OperationCanceledException) when (!stop.IsCancellationRequested)
            {
                failure = new SocketException((int)SocketError.TimedOut);
            }
        }

        throw failure;
    }

    private static async Task<Stream> ConnectAsync(IPEndPoint end, CancellationToken stop)
    {
        var socket = new Socket(end.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(end, stop);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>The address policy said no; the message names the setting that would say yes.</summary>
internal sealed class AddressRefusedException(string message) : IOException(message);
