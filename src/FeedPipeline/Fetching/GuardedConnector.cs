using System.Net;
using System.Net.Sockets;

namespace FeedPipeline.Fetching;

/// <summary>Opens connections: the name is resolved once, every answer is judged, and only judged addresses are connected to.</summary>
internal sealed class GuardedConnector(AddressPolicy policy, Func<string, CancellationToken, Task<IPAddress[]>> resolve)
{
    /// <summary>Throws <see cref="AddressRefusedException"/> when any answer is refused: one is a rebinding attempt or a mistake.</summary>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken stop)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        IPAddress[] addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await resolve(host, stop);
        if (addresses.Length == 0)
            throw new SocketException((int)SocketError.HostNotFound);

        foreach (var address in addresses)
        {
            if (policy.Refusal(host, address, port) is { } refusal)
                throw new AddressRefusedException(refusal);
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, stop);
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
