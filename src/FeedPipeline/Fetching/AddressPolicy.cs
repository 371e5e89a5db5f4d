using System.Net;
using System.Net.Sockets;

namespace FeedPipeline.Fetching;

/// <summary>Decides where a connection may go: the public internet, and what the operator opened.</summary>
internal sealed class AddressPolicy(IReadOnlyList<AllowedNetwork> allowed)
{
    // Well-known services above 1023 that speak no HTTP, or HTTP that is not meant for strangers.
    private static readonly int[] ServicePorts =
    [
        1433, 1521, 2049, 2181, 2375, 2376, 2379, 2380, 3128, 3306, 3389, 4369, 5432, 5672, 5900, 5984, 6000, 6379, 6443, 6667,
        7001, 8500, 9042, 9092, 9200, 9300, 10250, 10255, 11211, 15672, 25565, 27017, 50070,
    ];

    /// <summary>Why the connection is refused, with the setting that would allow it; null when it is not.</summary>
    public string? Refusal(string host, IPAddress address, int port)
    {
        if (allowed.Any(network => network.Allows(address, port)))
            return null;

        var where = IPAddress.TryParse(host, out _) ? address.ToString() : $"{host} ({address})";
        var setting = FormattableString.Invariant($"Fetching__AllowedNetworks__{allowed.Count}");
        if (!PublicAddresses.Contains(address))
            return $"{where} is not a public address: allow it with {setting}={Network(address)}";

        return IsOrdinary(port)
            ? null
            : FormattableString.Invariant(
                $"port {port} of {where} is not one that feeds are served from: allow it with {setting}={Network(address)}:{port}");
    }

    private static bool IsOrdinary(int port) => port is 80 or 443 || (port >= 1024 && !ServicePorts.Contains(port));

    private static string Network(IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{address}]/128" : $"{address}/32";
}
