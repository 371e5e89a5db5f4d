using System.Net;
using System.Net.Sockets;

namespace FeedPipeline.Fetching;

/// <summary>Which addresses belong to the public internet, by the special-purpose registries of IANA (RFC 6890).</summary>
internal static class PublicAddresses
{
    private static readonly IPNetwork[] Special4 =
    [
        IPNetwork.Parse("0.0.0.0/8"),
        IPNetwork.Parse("10.0.0.0/8"),
        IPNetwork.Parse("100.64.0.0/10"),
        IPNetwork.Parse("127.0.0.0/8"),
        // Azure serves instance secrets from an address that looks public.
        IPNetwork.Parse("168.63.129.16/32"),
        IPNetwork.Parse("169.254.0.0/16"),
        IPNetwork.Parse("172.16.0.0/12"),
        IPNetwork.Parse("192.0.0.0/24"),
        IPNetwork.Parse("192.0.2.0/24"),
        IPNetwork.Parse("192.88.99.0/24"),
        IPNetwork.Parse("192.168.0.0/16"),
        IPNetwork.Parse("198.18.0.0/15"),
        IPNetwork.Parse("198.51.100.0/24"),
        IPNetwork.Parse("203.0.113.0/24"),
        // Multicast, reserved and broadcast.
        IPNetwork.Parse("224.0.0.0/3"),
    ];

    // Only this prefix is global unicast; so compatible, NAT64, local and multicast addresses need no row.
    private static readonly IPNetwork Global6 = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork[] Special6 =
    [
        // Teredo, ORCHID, benchmarking: nothing under it serves documents.
        IPNetwork.Parse("2001::/23"),
        IPNetwork.Parse("2001:db8::/32"),
        // 6to4 carries any IPv4 address inside.
        IPNetwork.Parse("2002::/16"),
        IPNetwork.Parse("3fff::/20"),
    ];

    /// <summary>Whether the address is a unicast one of the public internet, with no other address embedded.</summary>
    public static bool Contains(IPAddress address) => address.AddressFamily switch
    {
        AddressFamily.InterNetwork => !Array.Exists(Special4, special => special.Contains(address)),
        // IPNetwork takes a mapped address for the IPv4 one inside, and then finds ::ffff:8.8.8.8 in 2000::/3.
        AddressFamily.InterNetworkV6 when address.IsIPv4MappedToIPv6 => false,
        AddressFamily.InterNetworkV6 => Global6.Contains(address) && !Array.Exists(Special6, special => special.Contains(address)),
        _ => false,
    };
}
