using System.Net;
using System.Net.Sockets;

namespace TaskJuice.Core.Providers;

/// <summary>
/// Identifies public internet addresses. Follows the IANA special-purpose registries of IPv4 and IPv6 (RFC 6890, as updated), excluding
/// every block that is not globally reachable or that embeds an IPv4 address.
/// </summary>
public static class PublicAddress
{
    private static readonly IPNetwork[] NotPublic = [.. new[]
    {
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24",
        "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        // The platform address of Azure virtual machines looks public and is not.
        "168.63.129.16/32",
        // ::/8 contains unspecified, loopback, IPv4-compatible and IPv4-translated addresses.
        "::/8", "100::/64", "100:0:0:1::/64", "2001::/23", "2001:db8::/32", "2620:4f:8000::/48", "3fff::/20", "5f00::/16",
        "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
        // NAT64 for local use (RFC 8215): the embedded address depends on the network, so the block is excluded.
        "64:ff9b:1::/48",
    }.Select(IPNetwork.Parse)];

    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");

    /// <summary>True when the address is public.</summary>
    public static bool Is(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            return Is(address.MapToIPv4());

        // RFC 6052 section 2.1 and RFC 3056 section 2: the traffic goes to the embedded IPv4 address.
        if (Nat64.Contains(address))
            return Is(Inside(address, 12));

        if (SixToFour.Contains(address))
            return Is(Inside(address, 2));

        return address.AddressFamily is AddressFamily.InterNetwork or AddressFamily.InterNetworkV6
            && !NotPublic.Any(network => network.Contains(address));
    }

    private static IPAddress Inside(IPAddress address, int offset) => new(address.GetAddressBytes().AsSpan(offset, 4));
}
