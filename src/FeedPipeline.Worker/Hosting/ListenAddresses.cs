using System.Net;
using System.Net.Sockets;

namespace FeedPipeline.Worker.Hosting;

/// <summary>Where an HTTP server is asked to listen.</summary>
internal static class ListenAddresses
{
    /// <summary>The first of these URLs that another program listens on; null when none is, as far as can be told before listening.</summary>
    public static string? Taken(string urls) => urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault(IsTaken);

    private static bool IsTaken(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Port <= 0)
            return false;
        var host = address.Host == "localhost" ? "127.0.0.1" : address.Host.Trim('[', ']');
        if (!IPAddress.TryParse(host, out var ip))
            return false;
        try
        {
            using var listener = new TcpListener(ip, address.Port);
            listener.Start();
            return false;
        }
        catch (SocketException refused)
        {
            return refused.SocketErrorCode == SocketError.AddressAlreadyInUse;
        }
    }
}
