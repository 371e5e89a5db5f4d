using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace FeedPipeline.Fetching;

/// <summary>A network beyond the public internet that the operator opened, as <c>10.1.0.0/16</c> or <c>[::1]/128:8081</c>.</summary>
/// <param name="Network">Addresses; the bits beyond the prefix are zero.</param>
/// <param name="Port">The only port, 1 to 65535; null for every port.</param>
internal sealed record AllowedNetwork(IPNetwork Network, int? Port)
{
    /// <summary>Reads one entry of the configuration; throws <see cref="FormatException"/> when it is none.</summary>
    public static AllowedNetwork Parse(string text) =>
        TryParse(text, out var network) ? network : throw new FormatException($"'{text}' is not a network such as 10.1.0.0/16 or 127.0.0.1/32:8081.");

    /// <summary>False when it is not an address, a prefix length and, optionally, a port.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out AllowedNetwork? network)
    {
        network = null;
        var trimmed = text.AsSpan().Trim();
        var slash = trimmed.IndexOf('/');
        if (slash < 0)
            return false;

        var address = trimmed[..slash] is ['[', .. var inner, ']'] ? inner : trimmed[..slash];
        var prefix = trimmed[(slash + 1)..];
        int? port = null;
        if (prefix.IndexOf(':') is var colon and >= 0)
        {
            if (!ushort.TryParse(prefix[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number == 0)
                return false;
            port = number;
            prefix = prefix[..colon];
        }

        if (!IPNetwork.TryParse($"{address}/{prefix}", out var addresses))
            return false;

        network = new(addresses, port);
        return true;
    }

    /// <summary>Whether a connection to that address and port is opened by this entry; never for an IPv4 address mapped into IPv6.</summary>
    public bool Allows(IPAddress address, int port) =>
        (Port ?? port) == port && !address.IsIPv4MappedToIPv6 && Network.Contains(address);
}
